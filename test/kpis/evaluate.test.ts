import { describe, expect, test } from 'vitest';
import { evaluateKpi } from '../../functions/kpis/evaluate.ts';
import { WHOLE_SHOP } from '../../functions/kpis/subject.ts';
import { NOTES } from '../../functions/snapshot/shape.ts';
import { defineKpis, JUNE, kpiIn, type Row, readRows } from './hand-made.ts';

const definitions = defineKpis({
  rate: 'numerator: f.n, denominator: f.d, sample: f.s, censored: f.c, excluded: f.x, min_sample: 30, maturity_days: 7',
  growth: 'numerator: "f.n - f.n[year_ago]", denominator: "f.n[year_ago]"',
  attained: 'numerator: f.n, denominator: target.rate',
  median: 'percentile: 0.5, of: f.h, sample: f.s, excluded: f.x, min_sample: 30, maturity_days: 7',
  plain: 'unit: money, value: f.n - f.d, sample: f.s',
  per_order: 'unit: money, value: f.n / f.d',
  by_carrier: 'value: f.n, total: false, by: [carrier]',
  small: 'numerator: f.n, denominator: f.d, sample: f.s, withheld_below: 3, withheld_by: f.people',
  asked: 'numerator: f.n, denominator: f.d, sample: f.s, asked: f.c',
  lift: 'experiment: { control: { conversions: f.n, units: f.d }, treatment: { conversions: f.c, units: f.s } }, total: false, by: [carrier]',
  hours: 'unit: hours, numerator: f.n, denominator: f.d, factor: 1 / 3600',
});

type Change = NonNullable<Parameters<typeof readRows>[2]>;

function evaluate(id: string, row: Row, change: Change = {}) {
  const { value, notes, censored } = evaluateKpi(
    kpiIn(definitions, id),
    WHOLE_SHOP,
    JUNE,
    readRows(definitions, [row], change),
  );
  return { value: value?.toFraction() ?? null, notes, ...(censored ? { censored: censored.toFraction() } : {}) };
}

const EARLY = { asOf: '2026-07-05T00:00:00Z' };

describe('a ratio', () => {
  test('is divided once, in exact rationals', () => {
    expect(evaluate('rate', { n: '1', d: '3', s: '30', c: '0' })).toEqual({ value: '1/3', notes: [], censored: '0' });
    expect(evaluate('hours', { n: '750600', d: '8' }).value).toBe('417/16');
  });

  test.each(['0', '-5', null])('over %s has no value', (d) => {
    expect(evaluate('rate', { n: '5', d, s: '30' })).toMatchObject({ value: null, notes: ['zero_denominator'] });
  });

  test('keeps its value and says that the sample is small', () => {
    expect(evaluate('rate', { n: '1', d: '2', s: '29' })).toMatchObject({
      value: '1/2',
      notes: ['insufficient_sample'],
    });
    expect(evaluate('rate', { n: '1', d: '2', s: '30' })).toMatchObject({ value: '1/2', notes: [] });
  });

  test('says that too many outcomes are missing only above the share', () => {
    expect(evaluate('rate', { n: '1', d: '2', s: '100', c: '5' }).notes).toEqual([]);
    expect(evaluate('rate', { n: '1', d: '2', s: '100', c: '6' })).toMatchObject({ value: '1/2', notes: ['censored'] });
  });

  test('is blocked by bad rows only above the share', () => {
    expect(evaluate('rate', { n: '1', d: '2', s: '995', x: '5' })).toMatchObject({ value: '1/2', notes: [] });
    expect(evaluate('rate', { n: '1', d: '2', s: '994', x: '6' })).toMatchObject({ value: null, notes: ['blocked'] });
  });

  test('is provisional until maturity, counted from the end of the period', () => {
    const row = { n: '1', d: '2', s: '30' };
    expect(evaluate('rate', row, { asOf: '2026-07-07T15:59:59Z' }).notes).toEqual(['provisional']);
    expect(evaluate('rate', row, { asOf: '2026-07-07T16:00:00Z' }).notes).toEqual([]);
  });
});

describe('notes', () => {
  test('come in their fixed order, whatever their number', () => {
    const all = evaluate('rate', { n: '1', d: '2', s: '20', c: '19' }, EARLY).notes;
    expect(all).toEqual(['censored', 'insufficient_sample', 'provisional']);
    expect(NOTES.filter((note) => all.includes(note))).toEqual(all);
    expect(evaluate('rate', { n: '1', d: '0', s: '20', x: '20' }, EARLY).notes).toEqual([
      'blocked',
      'zero_denominator',
    ]);
  });

  test('of a missing table, history or total stand alone and take everything away', () => {
    const row = { n: '1', d: '2', s: '1', x: '9' };
    const nothing = { value: null, numerator: null, denominator: null, sample: null, censored: null };
    const whole = (id: string, change: Change) =>
      evaluateKpi(kpiIn(definitions, id), WHOLE_SHOP, JUNE, readRows(definitions, [row], change));
    expect(whole('rate', { absent: { f: 'orders' }, ...EARLY })).toMatchObject({ ...nothing, notes: ['unavailable'] });
    expect(whole('rate', { lost: ['x'] })).toMatchObject({ ...nothing, notes: ['unavailable'] });
    expect(whole('growth', {})).toMatchObject({ ...nothing, notes: ['no_history'] });
    expect(whole('by_carrier', {})).toMatchObject({ ...nothing, notes: ['members_only'] });
  });

  test('of a target that nobody set say so', () => {
    expect(evaluate('attained', { n: '5' })).toMatchObject({ value: null, notes: ['zero_denominator', 'no_target'] });
    const targets = [['rate', 'company', 'all', '2026-06', '1', null, '4', null, null, null, null]];
    expect(evaluate('attained', { n: '5' }, { targets })).toMatchObject({ value: '5/4', notes: [] });
  });
});

describe('a plain value', () => {
  test('may be negative, and is 0 where there are no rows', () => {
    expect(evaluate('plain', { n: '5', d: '7', s: '1' }).value).toBe('-2');
    expect(evaluate('plain', { period: '2026-05' })).toMatchObject({ value: '0', notes: ['insufficient_sample'] });
  });

  test('that divides by zero has none, and no target is to blame', () => {
    expect(evaluate('per_order', { n: '5', d: '0' })).toEqual({ value: null, notes: ['zero_denominator'] });
  });
});

describe('growth', () => {
  const years = { periods: ['2025-06', '2026-06'] };

  test('reads the base from the year before', () => {
    const rows = [{ n: '12' }, { n: '10', period: '2025-06' }];
    const { value } = evaluateKpi(kpiIn(definitions, 'growth'), WHOLE_SHOP, JUNE, readRows(definitions, rows, years));
    expect(value?.toFraction()).toBe('1/5');
  });

  test('on a base of nothing has no value', () => {
    expect(evaluate('growth', { n: '12' }, years)).toMatchObject({ value: null, notes: ['zero_denominator'] });
  });
});

describe('a percentile', () => {
  test('counts what has no outcome as endlessly slow', () => {
    const h = '{"0": 4, "10": 4}';
    expect(evaluate('median', { h, s: '30' })).toEqual({ value: null, notes: ['censored'], censored: '22' });
    expect(evaluate('median', { h, s: '9' })).toEqual({ value: '45/4', notes: ['insufficient_sample'], censored: '1' });
  });

  test('keeps its value where a mean would be censored', () => {
    expect(evaluate('median', { h: '{"0": 60}', s: '100' })).toEqual({ value: '25/3', notes: [], censored: '40' });
  });

  test('leaves rejected rows out of the whole', () => {
    expect(evaluate('median', { h: '{"0": 999}', s: '1000', x: '1' })).toMatchObject({ value: '5', censored: '0' });
  });

  test('of nothing has no value', () => {
    expect(evaluate('median', {})).toMatchObject({ value: null, notes: ['zero_denominator'] });
  });
});

describe('a value about few people', () => {
  test('is withheld with all of its sums', () => {
    const found = evaluateKpi(
      kpiIn(definitions, 'small'),
      WHOLE_SHOP,
      JUNE,
      readRows(definitions, [{ n: '9', d: '2', s: '2', people: '2' }]),
    );
    expect(found).toMatchObject({ value: null, numerator: null, denominator: null, sample: null, notes: ['withheld'] });
  });

  test('is shown from the least number of people on, and nobody is nothing to withhold', () => {
    expect(evaluate('small', { n: '9', d: '3', s: '3', people: '3' }).value).toBe('3');
    expect(evaluate('small', {}).notes).toEqual(['zero_denominator']);
  });
});

describe('answers', () => {
  const lowResponse = (s: string, c: string) => {
    const reading = readRows(definitions, [{ n: '1', d: '1', s, c }]);
    return evaluateKpi(kpiIn(definitions, 'asked'), WHOLE_SHOP, JUNE, reading).lowResponse;
  };

  test('are few below the least share of those who were asked, and keep their value', () => {
    expect(lowResponse('9', '100')).toBe(true);
    expect(lowResponse('10', '100')).toBe(false);
    expect(lowResponse('0', '0')).toBe(false);
    expect(evaluate('asked', { n: '1', d: '2', s: '9', c: '100' })).toEqual({ value: '1/2', notes: [] });
  });
});

describe('an experiment', () => {
  const lift = (row: Row) => {
    const subject = { dimension: 'carrier', column: 'carrier', member: 'X1' };
    const reading = readRows(definitions, [{ cut: 'carrier', member: 'X1', ...row }]);
    const { value, notes } = evaluateKpi(kpiIn(definitions, 'lift'), subject, JUNE, reading);
    return [value?.toFraction() ?? null, notes];
  };

  test("has the treatment's gain as a share of the control's rate", () => {
    expect(lift({ n: '100', d: '2000', c: '130', s: '2000' })).toEqual(['3/10', []]);
    expect(lift({ n: '100', d: '2000', c: '90', s: '2000' })).toEqual(['-1/10', []]);
  });

  test('over a control that never converted, or without an arm, has no lift', () => {
    expect(lift({ n: '0', d: '2000', c: '130', s: '2000' })).toEqual([null, ['zero_denominator']]);
    expect(lift({ n: '100', d: '2000' })).toEqual([null, ['zero_denominator']]);
  });

  test('of all experiments together there is none', () => {
    expect(evaluate('lift', { n: '1', d: '2', c: '1', s: '2' }).notes).toEqual(['members_only']);
  });
});
