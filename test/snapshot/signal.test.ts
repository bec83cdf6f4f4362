import { describe, expect, test } from 'vitest';
import { Fraction } from '../../functions/exact.ts';
import { shiftPeriod } from '../../functions/periods/period.ts';
import type { PastKpi } from '../../functions/snapshot/past.ts';
import { periodOf, type Row } from '../kpis/hand-made.ts';
import { defineAmount, snapshotOf } from './whole-period.ts';

const CALENDAR = { timeZone: 'Asia/Shanghai', fiscalYearStartMonth: 1 };
const DEFINITIONS = defineAmount({
  amount: 'unit: money, value: f.n',
  seasonal: 'unit: money, value: f.n, seasonal: true',
  rate: 'numerator: f.n, denominator: f.d, min_sample: 5, sample: f.s, at_most: 1',
  late: 'numerator: f.n, denominator: f.d, maturity_days: 400',
});

type History = Record<string, Partial<PastKpi> & Pick<PastKpi, 'value'>>;

/** The months before June 2026, the newest first. */
function historyOf(count: number, amountOf: (back: number, days: number) => Fraction | string): History {
  const june = periodOf('2026-06');
  return Object.fromEntries(
    Array.from({ length: count }, (_, at) => {
      const month = shiftPeriod(june, -at - 1, CALENDAR);
      return [month.id, { value: new Fraction(amountOf(at + 1, month.days)) }];
    }),
  );
}

function signalOf(id: string, row: Row, history: History, period = '2026-06') {
  const snapshot = snapshotOf(DEFINITIONS, period, { rows: [{ period, ...row }], history });
  return snapshot.kpis.find((kpi) => kpi.id === id)?.signal;
}

describe('the signal of a KPI', () => {
  test('that adds up is charted by day, so that a short month is no drop', () => {
    const found = signalOf(
      'amount',
      { n: '300' },
      historyOf(24, (_, days) => String(days * 10)),
    );
    expect(found).toMatchObject({ verdict: 'noise', charted: 'per_day', current: '10', mean: '10', points: 24 });
  });

  test('keeps the months that its limits were computed from, as charted, and no zero for one that is missing', () => {
    const history = historyOf(14, (back, days) => String(days * back));
    const [missing = '', early = ''] = [Object.keys(history)[4], Object.keys(history)[13]];
    delete history[missing];
    Object.assign(history[early] ?? {}, { settled: false });
    const found = signalOf('amount', { n: '300' }, history)?.history ?? [];
    // June's fourteenth month before is not settled, so that the chart begins with the thirteenth.
    expect(found.map(({ period }) => period)).toEqual(Object.keys(historyOf(13, () => '1')).reverse());
    expect(found.map(({ value }) => value)).toEqual([
      '13',
      '12',
      '11',
      '10',
      '9',
      '8',
      '7',
      '6',
      null,
      '4',
      '3',
      '2',
      '1',
    ]);
  });

  test('with seasons is charted by its change over a year, and needs two years for it', () => {
    const growing = (back: number, days: number) => String(days * (back > 12 ? 100 : 110));
    expect(signalOf('seasonal', { n: '3630' }, historyOf(23, growing))).toMatchObject({
      verdict: 'short_history',
      points: 11,
      current: '0.1',
      mean: null,
    });
    expect(signalOf('seasonal', { n: '3630' }, historyOf(24, growing))).toMatchObject({
      verdict: 'noise',
      charted: 'year_change',
      current: '0.1',
      mean: '0.1',
      points: 12,
    });
    expect(signalOf('seasonal', { n: '3000' }, historyOf(24, growing))).toMatchObject({ rule: 'changed' });
    expect(signalOf('seasonal', { n: '3000' }, historyOf(3, growing))).toMatchObject({
      verdict: 'short_history',
      current: null,
    });
  });

  test('looks at two years and no further', () => {
    expect(
      signalOf(
        'amount',
        { n: '300' },
        historyOf(40, (_, days) => String(days * 10)),
      )?.points,
    ).toBe(24);
  });

  test('leaves months out that may still change or were too small', () => {
    const history = historyOf(12, () => '0.5');
    expect(signalOf('rate', { n: '5', d: '10', s: '9' }, history)).toMatchObject({ verdict: 'noise', points: 12 });
    const unsettled: History = { ...history, '2026-01': { value: new Fraction('0.5'), settled: false } };
    expect(signalOf('rate', { n: '5', d: '10', s: '9' }, unsettled)).toMatchObject({
      verdict: 'short_history',
      points: 11,
    });
  });

  test('is not asked for where the month itself is missing, small or unfinished', () => {
    const history = historyOf(24, () => '0.5');
    expect(signalOf('rate', { n: '5', d: '0', s: '9' }, history)).toBeNull();
    expect(signalOf('rate', { n: '5', d: '10', s: '4' }, history)).toBeNull();
    expect(signalOf('late', { n: '5', d: '10' }, history)).toBeNull();
  });

  test('of a quarter is not asked for', () => {
    expect(signalOf('amount', { n: '300' }, {}, '2026-Q2')).toBeNull();
  });

  test('has limits within what the value can be', () => {
    const wild = historyOf(24, (back) => (back % 2 === 0 ? '1' : '0.2'));
    expect(signalOf('rate', { n: '9', d: '10', s: '9' }, wild)).toMatchObject({ lower: '0', upper: '1' });
  });
});
