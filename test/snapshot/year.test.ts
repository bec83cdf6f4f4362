import { describe, expect, test } from 'vitest';
import type { Definitions } from '../../functions/definitions/definitions.ts';
import { Fraction } from '../../functions/exact.ts';
import type { Cell } from '../../functions/ports.ts';
import type { Row } from '../kpis/hand-made.ts';
import { defineAmount, snapshotOf } from './whole-period.ts';

const DEFINITIONS = defineAmount({
  amount: 'unit: money, value: f.n, target: 900',
  rate: 'numerator: f.n, denominator: f.d, target: 0.5',
  grown: 'numerator: "f.n - f.n[year_ago]", denominator: "f.n[year_ago]"',
});

const ROWS: Row[] = [
  { period: '2026-06', n: '2500', d: '4000' },
  { period: '2026-YTD-06', n: '12000', d: '20000' },
  { period: '2025-YTD-06', n: '10000', d: '25000' },
  { period: '2025-07..2025-12', n: '14000', d: '1' },
];

const months = (year: number) => Array.from({ length: 12 }, (_, at) => `${year}-${String(at + 1).padStart(2, '0')}`);

/** A target of the whole shop for each month. */
const targetsOf = (ids: string[], value = '2000'): Cell[][] =>
  ids.map((id) => ['amount', 'company', 'all', id, '1', null, value, null, null, null, null]);

type Options = Partial<Parameters<typeof snapshotOf>[2]> & { definitions?: Definitions };

function kpiOf(id: string, { definitions = DEFINITIONS, ...options }: Options = {}, period = '2026-06') {
  const snapshot = snapshotOf(definitions, period, { rows: ROWS, ...options });
  const kpi = snapshot.kpis.find((candidate) => candidate.id === id);
  if (!kpi) throw new Error(`no KPI ${id}`);
  return kpi;
}

describe('the year to date', () => {
  test('is computed by the KPI’s own formula and compared with the same range a year ago', () => {
    expect(kpiOf('rate').yearToDate).toEqual({
      period: '2026-YTD-06',
      value: '0.6',
      numerator: '12000',
      denominator: '20000',
      sample: null,
      target: null,
      attainment: null,
      yearAgo: { period: '2025-YTD-06', value: '0.4', change: '0.2', ratio: null },
    });
    expect(kpiOf('amount').yearToDate?.yearAgo).toMatchObject({ value: '10000', change: '2000', ratio: '0.2' });
  });

  test('of a growth stands on the year to date a year ago', () => {
    expect(kpiOf('grown').yearToDate).toMatchObject({ value: '0.2', yearAgo: null });
  });

  test('has the sum of the monthly targets, and none where a month has none', () => {
    const targets = targetsOf(months(2026));
    expect(kpiOf('amount', { targets }).yearToDate).toMatchObject({ target: '12000', attainment: '1' });
  });

  test('takes the card’s own target for a month that the table does not name', () => {
    const targets = targetsOf(['2026-01', '2026-02']);
    expect(kpiOf('amount', { targets }).yearToDate?.target).toBe('7600');
  });

  test('has no comparison where last year begins before the first rows, and no value where this one does', () => {
    const lately = kpiOf('amount', { firstDays: { orders: '2025-02-01' } });
    expect(lately.yearToDate).toMatchObject({ value: '12000', yearAgo: null });
    expect(lately.annual).toMatchObject({ basis: 'run_rate', forecast: '24000' });
    const newcomer = kpiOf('amount', { firstDays: { orders: '2026-02-01' } });
    expect([newcomer.yearToDate, newcomer.annual]).toEqual([null, null]);
    expect(kpiOf('amount', { firstDays: { orders: '2025-01-20' } }).yearToDate?.yearAgo?.value).toBe('10000');
  });

  test('is not said of a period for which no range was read', () => {
    expect(kpiOf('amount', { hasRanges: false })).not.toHaveProperty('yearToDate');
  });
});

describe('the year', () => {
  test('is forecast as in the example, of a KPI that adds up only', () => {
    const targets = targetsOf(months(2026));
    expect(kpiOf('amount', { targets }).annual).toEqual({
      target: '24000',
      forecast: '28800',
      attainment: '1.2',
      requiredPerMonth: '2000',
      monthsLeft: 6,
      basis: 'last_year',
      growth: '1.2',
    });
    expect(kpiOf('rate', { targets }).annual).toBeNull();
  });

  test('has no target, and no attainment, where one month of it has none', () => {
    const definitions = defineAmount({ amount: 'unit: money, value: f.n' });
    const kpi = kpiOf('amount', { definitions, targets: targetsOf(months(2026).slice(0, 11)) });
    expect(kpi.yearToDate?.target).toBe('12000');
    expect(kpi.annual).toMatchObject({ target: null, attainment: null, requiredPerMonth: null, forecast: '28800' });
  });

  test('is done in December', () => {
    const rows: Row[] = [
      { period: '2026-12', n: '1' },
      { period: '2026-YTD-12', n: '30000' },
      { period: '2025-YTD-12', n: '20000' },
    ];
    const found = kpiOf('amount', { rows, targets: targetsOf(months(2026)) }, '2026-12');
    expect(found.annual).toMatchObject({
      forecast: '30000',
      attainment: '1.25',
      requiredPerMonth: null,
      monthsLeft: 0,
    });
  });
});

describe('Lunar New Year', () => {
  const rows: Row[] = [
    { period: '2026-02', n: '28', d: '56' },
    { period: '2026-01..2026-02', n: '118', d: '236' },
    { period: '2025-01..2025-02', n: '100', d: '400' },
  ];
  const known = { value: new Fraction(56) };

  test('may shift what January says of last year', () => {
    const january = kpiOf(
      'amount',
      { rows: [{ period: '2026-01', n: '62' }], history: { '2025-01': known } },
      '2026-01',
    );
    expect(january.yearAgo).toMatchObject({ period: '2025-01', festivalShift: true });
    expect(january).not.toHaveProperty('combined');
  });

  test('does not matter in January and February together', () => {
    expect(kpiOf('amount', { rows }, '2026-02').combined).toEqual({
      period: '2025-01..2025-02',
      value: '100',
      change: '18',
      ratio: '0.18',
    });
    expect(kpiOf('rate', { rows }, '2026-02').combined).toMatchObject({ value: '0.25', change: '0.25', ratio: null });
    expect(kpiOf('amount', { rows, firstDays: { orders: '2025-02-02' } }, '2026-02').combined).toBeNull();
  });

  test('is nothing to a shop that says so, nor to June', () => {
    const parameters = { ...DEFINITIONS.shop.parameters, combineJanFeb: false };
    const definitions = { ...DEFINITIONS, shop: { ...DEFINITIONS.shop, parameters } };
    const history = { '2025-01': known };
    const january = kpiOf('amount', { definitions, rows: [{ period: '2026-01', n: '62' }], history }, '2026-01');
    expect(january.yearAgo).toMatchObject({ period: '2025-01' });
    expect(january.yearAgo).not.toHaveProperty('festivalShift');
    expect(kpiOf('amount', { definitions, rows }, '2026-02')).not.toHaveProperty('combined');
    expect(kpiOf('amount', { history: { '2025-06': known } }).yearAgo).not.toHaveProperty('festivalShift');
  });

  test('compares a February of 29 days by day too', () => {
    const found = kpiOf('amount', { rows: [{ period: '2028-02', n: '58' }], history: { '2027-02': known } }, '2028-02');
    // 58 in 29 days and 56 in 28 are both 2 a day.
    expect(found.yearAgo).toMatchObject({ change: '2', perDay: '0' });
  });
});
