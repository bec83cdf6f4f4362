import { describe, expect, test } from 'vitest';
import { evaluateKpi } from '../../functions/kpis/evaluate.ts';
import { evaluateMembers, listMembers } from '../../functions/kpis/members.ts';
import { WHOLE_SHOP } from '../../functions/kpis/subject.ts';
import type { Cell } from '../../functions/ports.ts';
import { defineKpis, JUNE, kpiIn, type Row, readRows } from './hand-made.ts';

const definitions = defineKpis({
  plain: 'unit: money, value: f.n, sample: f.s, by: [channel, employee]',
  rate: 'numerator: f.n, denominator: f.d, factor: 1 / 100, sample: f.s, by: [channel]',
  attained: 'numerator: f.n, denominator: target.plain, by: [employee]',
  heads: 'unit: count, value: f.people, by: [channel]',
  median: 'percentile: 0.5, of: f.h, by: [channel]',
  grown: 'numerator: "f.n - f.n[year_ago]", denominator: "f.n[year_ago]", by: [channel]',
  few: 'numerator: f.n, denominator: f.d, withheld_below: 3, withheld_by: f.people, by: [channel]',
  lift: 'experiment: { control: { conversions: f.n, units: f.d }, treatment: { conversions: f.c, units: f.s } }, total: false, by: [carrier]',
  otherwise: 'numerator: f.n, denominator: f.d, by: [{ channel: { numerator: f.s } }]',
});

function members(id: string, dimension: string, rows: Row[], targets: Cell[][] = []) {
  const kpi = kpiIn(definitions, id);
  const slice = kpi.slices.find((candidate) => candidate.dimension === dimension);
  if (!slice) throw new Error(`${id} is not sliced by ${dimension}`);
  const reading = readRows(definitions, rows, { targets });
  const all = evaluateMembers(kpi, slice, JUNE, reading);
  const total = evaluateKpi(kpi, WHOLE_SHOP, JUNE, reading);
  return { all, listed: listMembers(kpi, slice, all, total, reading), total };
}

const inChannel = (member: string | null, values: Row): Row => ({ cut: 'channel', member, ...values });

/** Channels c0001, c0002, … each with one more than the one before. */
function channels(count: number): Row[] {
  return Array.from({ length: count }, (_, at) =>
    inChannel(`c${String(at + 1).padStart(4, '0')}`, {
      n: String(at + 1),
      d: '10',
      s: String(at + 1),
      people: '1',
      h: '{"0":1}',
    }),
  );
}

function sumRow(rows: Row[]): Row {
  const sum = (key: 'n' | 'd' | 's') => String(rows.reduce((total, row) => total + Number(row[key]), 0));
  return { n: sum('n'), d: sum('d'), s: sum('s'), people: '9', h: `{"0":${rows.length}}` };
}

describe('the members of a slice', () => {
  test('are also those who were there a year ago only, of a change over the year', () => {
    const slice = kpiIn(definitions, 'grown').slices[0];
    const rows = [
      inChannel('web', { n: '3' }),
      inChannel('web', { n: '2', period: '2025-06' }),
      inChannel('live', { n: '5', period: '2025-06' }),
    ];
    const reading = readRows(definitions, rows, { periods: ['2025-06', '2026-06'] });
    const found = slice ? evaluateMembers(kpiIn(definitions, 'grown'), slice, JUNE, reading) : [];
    expect(found.map(({ member, evaluated }) => `${member} ${evaluated.value?.toString()}`).sort()).toEqual([
      'live -1',
      'web 0.5',
    ]);
  });

  test('come by size, then by id, nobody last among equals', () => {
    const { all } = members('plain', 'channel', [
      inChannel('web', { n: '1', s: '5' }),
      inChannel(null, { n: '900', s: '7' }),
      inChannel('app', { n: '3', s: '7' }),
      inChannel('tmall', { n: '2', s: '50' }),
    ]);
    expect(all.map(({ member }) => member)).toEqual(['tmall', 'app', null, 'web']);
  });

  test('are those with figures: rows that come to nothing are no member', () => {
    const { all } = members('rate', 'channel', [
      inChannel('web', { n: '0', d: '0' }),
      inChannel('app', { n: '0', d: '4' }),
    ]);
    expect(all.map(({ member }) => member)).toEqual(['app']);
  });

  test('are those with a target too, where the formula reads one', () => {
    const target = (id: string, value: string): Cell[] => [
      'plain',
      'employee',
      id,
      '2026-06',
      '1',
      null,
      value,
      null,
      null,
      null,
      null,
    ];
    const rows = [{ cut: 'employee', member: 'E1', n: '5', s: '1' }];
    const { all } = members('attained', 'employee', rows, [target('E1', '10'), target('E2', '10')]);
    expect(all.map(({ member, evaluated }) => [member, evaluated.value?.toFraction()])).toEqual([
      ['E1', '1/2'],
      ['E2', '0'],
    ]);
  });
});

test('a member whose figures are withheld is listed without them', () => {
  const rows = [inChannel('web', { n: '9', d: '2', people: '2' }), inChannel('app', { n: '8', d: '4', people: '4' })];
  const { all } = members('few', 'channel', rows);
  expect(all.map(({ member, evaluated }) => [member, evaluated.value?.toFraction() ?? null, evaluated.notes])).toEqual([
    ['app', '2', []],
    ['web', null, ['withheld']],
  ]);
});

test('an experiment in which nobody converted is listed too', () => {
  const rows = [{ cut: 'carrier', member: 'X1', n: '0', d: '50', c: '0', s: '50' }];
  expect(members('lift', 'carrier', rows).all).toMatchObject([{ member: 'X1', evaluated: { value: null } }]);
});

describe('a list of members', () => {
  test('holds all of them up to 500', () => {
    const rows = channels(500);
    expect(members('plain', 'channel', [...rows, sumRow(rows)]).listed).toHaveLength(500);
  });

  test('holds the 200 largest and one remainder from 501 on, and adds up to the total', () => {
    const rows = channels(501);
    const { listed, total } = members('plain', 'channel', [...rows, sumRow(rows)]);
    expect(listed).toHaveLength(201);
    expect([listed[0]?.member, listed[199]?.member, listed[200]?.member]).toEqual(['c0501', 'c0302', 'other']);
    const sum = listed.reduce((left, { evaluated }) => left + Number(evaluated.value?.valueOf()), 0);
    expect(sum).toBe(Number(total.value?.valueOf()));
    expect(listed[200]?.evaluated.value?.toFraction()).toBe(String((301 * 302) / 2));
  });

  test('divides the remainder of a ratio from its own sums, never from ratios', () => {
    const rows = channels(501);
    const { evaluated } = members('rate', 'channel', [...rows, sumRow(rows)]).listed[200] ?? {};
    expect([evaluated?.numerator, evaluated?.denominator, evaluated?.value].map((one) => one?.toFraction())).toEqual([
      String((301 * 302) / 2),
      '3010',
      '151/1000',
    ]);
  });

  test.each(['heads', 'median', 'otherwise', 'few'])(
    'has no remainder for %s, which does not add up or would tell',
    (id) => {
      const rows = channels(501);
      const { listed } = members(id, 'channel', [...rows, sumRow(rows)]);
      expect(listed).toHaveLength(200);
      expect(listed.some(({ member }) => member === 'other')).toBe(false);
    },
  );
});
