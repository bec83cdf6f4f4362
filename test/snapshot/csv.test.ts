import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kpisCsv } from '../../functions/snapshot/csv.ts';
import type { Snapshot, SnapshotKpi } from '../../functions/snapshot/shape.ts';
import { ACCEPTED, BLOCKED, LATE, LEFT_OUT } from '../support/doubts.ts';
import { mustLoad } from '../support/shop.ts';
import { buildSnapshot } from '../support/snapshot.ts';

const locales = Object.values(mustLoad().locales);

type Line = Record<string, string>;

function read(snapshot: Snapshot): Line[] {
  return parse(kpisCsv(snapshot, locales), { bom: true, columns: true, record_delimiter: '\r\n' });
}

/** A text as it was before it was made harmless. */
function unmark(cell: string): string {
  return cell.startsWith("'") ? cell.slice(1) : cell;
}

const SUMS = ['value', 'numerator', 'denominator', 'sample'] as const;

/** What the JSON says, in the words of the file. */
function linesOf(snapshot: Snapshot): (string | null | undefined)[][] {
  return snapshot.kpis.flatMap((kpi) => [
    ['total', kpi.id, '', '', ...SUMS.map((key) => kpi[key]), kpi.previous?.value, kpi.target?.value, kpi.status],
    ...Object.entries(kpi.members).flatMap(([dimension, members]) =>
      members.map((of) => [
        of.member === null ? 'unassigned' : 'member',
        kpi.id,
        dimension,
        of.member,
        ...SUMS.map((key) => of[key]),
        of.previous,
        null,
        null,
      ]),
    ),
  ]);
}

function shown(line: Line): (string | undefined)[] {
  const { scope, kpi, dimension, member = '', previous_value: previous, target, status } = line;
  return [scope, kpi, dimension, unmark(member), ...SUMS.map((key) => line[key]), previous, target, status];
}

function withMember(snapshot: Snapshot, member: string): Snapshot {
  const [first] = snapshot.kpis;
  const figures = { member, name: member, value: '-1.5', numerator: null, denominator: null, sample: '3' };
  const members = { channel: [{ ...figures, notes: [], previous: null }] };
  return { ...snapshot, kpis: [{ ...(first as SnapshotKpi), members }] };
}

describe('kpis.csv', () => {
  test('says of a month what the JSON says, to the digit', () => {
    const snapshot = buildSnapshot();
    expect(read(snapshot).map(shown)).toEqual(linesOf(snapshot).map((line) => line.map((cell) => cell ?? '')));
  });

  test('never cuts a number off or writes it with an exponent', () => {
    const snapshot = buildSnapshot();
    const value = '-12345678901234567890.123456789012';
    const kpis = snapshot.kpis.map((kpi) => ({ ...kpi, value, numerator: '0.000000000001' }));
    for (const line of read({ ...snapshot, kpis }).filter(({ scope }) => scope === 'total')) {
      expect([line.value, line.numerator]).toEqual([value, '0.000000000001']);
    }
  });

  test('reads back any member name, and none begins a formula', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '"', ',', "'", '＝', ' ', '1', '薄') }),
    );
    const snapshot = buildSnapshot();
    fc.assert(
      fc.property(hostile, (name) => {
        const [, line] = read(withMember(snapshot, name));
        expect(line?.member).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
        expect(unmark(line?.member ?? '')).toBe(name);
        expect(line?.value).toBe('-1.5');
      }),
    );
  });

  test.each(['=cmd|" /C calc"!A0', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('makes %j harmless text', (name) => {
    expect(read(withMember(buildSnapshot(), name))[1]?.member).toBe(`'${name}`);
  });

  test('leaves a negative change a number', () => {
    const snapshot = buildSnapshot();
    const falling = snapshot.kpis.find(({ previous }) => previous?.change?.startsWith('-'));
    const line = read(snapshot).find(({ kpi, scope }) => kpi === falling?.id && scope === 'total');
    expect(line?.change).toBe(falling?.previous?.change);
  });

  test('says of each figure what is doubtful of it, in columns behind those that were there before', () => {
    const snapshot = buildSnapshot((month) => (month.found = [ACCEPTED, BLOCKED, LATE, LEFT_OUT]));
    const lines = read(snapshot);
    const columns = ['data_outcome', 'provisional_by', 'final_on', 'excluded_rows', 'accepted_checks', 'blocked_by'];
    const doubtsOf = (kpi: string, member = '') => {
      const line = lines.find((one) => one.kpi === kpi && one.member === member);
      return Object.entries(line ?? {}).filter(([name]) => columns.includes(name));
    };
    const row = (...cells: string[]) => columns.map((name, at) => [name, cells[at] ?? '']);
    expect(doubtsOf('sales')).toEqual(
      row('accepted', '', '', 'orders.accepted_values(status): 12', 'orders.volume(2026-10)'),
    );
    expect(doubtsOf('return_rate')).toEqual(
      row('blocked', '', '', '', 'returns.keys_unique(return_id)', 'returns.keys_unique(return_id)'),
    );
    expect(doubtsOf('delivery_accuracy_rate')).toEqual(row('provisional', 'maturity; shipments.fresh', '2026-11-15'));
    expect(doubtsOf('on_time_delivery_rate')).toEqual(row('provisional', 'shipments.fresh', '2026-11-05'));
    expect(doubtsOf('ship_on_time_rate')).toEqual(row('excluded', '', '', 'orders.accepted_values(status): 12'));
    expect(doubtsOf('gross_margin_rate')).toEqual(row('ok'));
  });

  test('leads each figure back to the definitions and statements that it was made of, by their hashes', () => {
    const snapshot = buildSnapshot();
    const [first] = snapshot.kpis as [SnapshotKpi, ...SnapshotKpi[]];
    const hashes = { sales: 'a'.repeat(64), parcels: 'b'.repeat(64), returns: 'c'.repeat(64) };
    const lines = read({
      ...snapshot,
      kpis: [{ ...first, lineage: { definition: [], sums: [], facts: ['sales', 'parcels'] } }],
      statements: Object.entries(hashes).map(([fact, hash]) => ({ fact, sql: 'SELECT 1', hash })),
    });
    expect(lines[0]).toMatchObject({
      definitions: snapshot.definitionsHash.slice(0, 12),
      statements: `sales ${'a'.repeat(12)}; parcels ${'b'.repeat(12)}`,
    });
    expect(new Set(lines.map(({ statements }) => statements)).size).toBe(1);
  });

  test('names each KPI in every language of the shop, readable without asking for an encoding', () => {
    const text = kpisCsv(buildSnapshot(), locales);
    expect(text.startsWith('\ufeffschema_version,')).toBe(true);
    expect(read(buildSnapshot())[0]).toMatchObject({ name_en: 'Sales', 'name_zh-CN': '销售额' });
  });

  test('holds the year to date and the forecast of a KPI that has them, and leaves the others empty', () => {
    const snapshot = buildSnapshot();
    const [sales, ...rest] = snapshot.kpis as [SnapshotKpi, ...SnapshotKpi[]];
    const yearToDate = {
      period: '2026-YTD-10',
      value: '84000000.5',
      numerator: '84000000.5',
      denominator: null,
      sample: '150000',
      target: '80000000',
      attainment: '1.05000000625',
      yearAgo: null,
    };
    const annual = {
      target: '100000000',
      forecast: '101000000.25',
      attainment: '1.0100000025',
      requiredPerMonth: '7999999.75',
      monthsLeft: 2,
      basis: 'last_year' as const,
      growth: '1.1',
    };
    const lines = read({ ...snapshot, kpis: [{ ...sales, yearToDate, annual }, ...rest] });
    expect(lines[0]).toMatchObject({
      year_to_date_period: '2026-YTD-10',
      year_to_date: '84000000.5',
      year_to_date_attainment: '1.05000000625',
      annual_target: '100000000',
      forecast: '101000000.25',
      required_per_month: '7999999.75',
    });
    expect(lines.at(-1)).toMatchObject({ year_to_date: '', forecast: '' });
  });
});
