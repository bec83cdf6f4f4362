import { describe, expect, test } from 'vitest';
import type { Definitions } from '../../../functions/definitions/definitions.ts';
import { findDrivers } from '../../../functions/kpis/drivers/find-drivers.ts';
import { evaluateKpi } from '../../../functions/kpis/evaluate.ts';
import { evaluateMembers } from '../../../functions/kpis/members.ts';
import { WHOLE_SHOP } from '../../../functions/kpis/subject.ts';
import { defineKpis, JUNE, kpiIn, periodOf, type Row, readRows } from '../hand-made.ts';

const MAY = periodOf('2026-05');

const DEFINITIONS = defineKpis({
  rate: 'numerator: f.n, denominator: f.d, by: [channel, carrier, employee]',
  hours: 'unit: hours, numerator: f.n, denominator: f.d, factor: 1 / 3600, by: [channel]',
  staff: 'numerator: f.n, denominator: f.people, by: [channel]',
  ordered: 'unit: money, value: f.n, drivers: [{ method: orders_and_value, orders: f.d }]',
  visited: 'unit: money, value: f.n, drivers: [{ method: visits_orders_and_value, visits: f.s, orders: f.d }]',
  sold: 'unit: money, value: f.n, by: [channel], drivers: [{ method: price_volume_mix, quantity: f.d, by: channel }]',
});

function find(
  id: string,
  rows: Row[],
  change: Parameters<typeof readRows>[2] = {},
  definitions: Definitions = DEFINITIONS,
) {
  const kpi = kpiIn(definitions, id);
  const reading = readRows(definitions, rows, change);
  const side = (period: typeof JUNE) => ({
    period,
    evaluated: evaluateKpi(kpi, WHOLE_SHOP, period, reading),
    members: new Map(kpi.slices.map((slice) => [slice.dimension, evaluateMembers(kpi, slice, period, reading)])),
  });
  return findDrivers(kpi, side(MAY), side(JUNE), reading);
}

/** Sums n and d of a cut's member in May and June. */
function months(cut: string, member: string | null, [n0, d0]: [number, number], [n1, d1]: [number, number]): Row[] {
  const row = (period: string, n: number, d: number): Row => ({ period, cut, member, n: String(n), d: String(d) });
  return [row('2026-05', n0, d0), row('2026-06', n1, d1)];
}

const TOTAL = months('total', null, [50, 100], [60, 100]);
/** Each channel rose alike; of the carriers one alone. */
const CHANNELS = [...months('channel', 'web', [25, 50], [30, 50]), ...months('channel', 'app', [25, 50], [30, 50])];
const CARRIERS = [...months('carrier', 'SF', [25, 50], [35, 50]), ...months('carrier', null, [25, 50], [25, 50])];
const PEOPLE = [...months('employee', 'E1', [0, 50], [60, 50]), ...months('employee', 'E2', [50, 50], [0, 50])];

describe('what moved a ratio', () => {
  test('is told by the dimension in which one member moved it most beyond its size', () => {
    const [driver] = find('rate', [...TOTAL, ...CHANNELS, ...CARRIERS]);
    expect(driver).toMatchObject({ method: 'rate_and_mix', dimension: 'carrier' });
    expect(driver?.parts.map(({ part, member, printed }) => [part, member, printed.toFraction()])).toEqual([
      ['rate', 'SF', '10'],
      ['mix', null, '0'],
      ['rate', null, '0'],
      ['mix', 'SF', '0'],
    ]);
  });

  test('is never told by people', () => {
    expect(find('rate', [...TOTAL, ...PEOPLE])).toEqual([]);
    expect(find('rate', [...TOTAL, ...CHANNELS, ...PEOPLE])[0]?.dimension).toBe('channel');
  });

  test('is printed in percentage points with two digits, or in the digits of the KPI', () => {
    expect(find('rate', [...TOTAL, ...CHANNELS])[0]?.printedTotal.toFraction()).toBe('10');
    const hours = [...months('total', null, [36_000, 10], [45_450, 10])];
    const parts = [
      ...months('channel', 'web', [18_000, 5], [18_000, 5]),
      ...months('channel', 'app', [18_000, 5], [27_450, 5]),
    ];
    const [driver] = find('hours', [...hours, ...parts]);
    expect([driver?.total.toFraction(), driver?.printedTotal.toFraction()]).toEqual(['21/80', '3/10']);
  });

  test('is not told where members do not add up, nothing changed, or a period is unknown', () => {
    const staffed = [...TOTAL, ...CHANNELS].map((row) => ({ ...row, people: '5' }));
    expect(find('staff', staffed)).toEqual([]);
    expect(find('rate', [...months('total', null, [1, 2], [2, 4]), ...CHANNELS])).toEqual([]);
    expect(find('rate', [...TOTAL, ...CHANNELS], { periods: ['2026-06'] })).toEqual([]);
    expect(find('rate', [...TOTAL, ...CHANNELS], { firstDays: { orders: '2026-06-01' } })).toEqual([]);
  });

  test('fails where members do not add up to the whole, rather than to leave a rest', () => {
    expect(() => find('rate', [...TOTAL, ...CHANNELS.slice(0, 3)])).toThrow(/leave/);
  });
});

describe('what moved a sum', () => {
  test('is told by the measures that its definition names', () => {
    const [driver] = find('ordered', months('total', null, [680, 2], [2154, 8]));
    expect(driver?.parts.map(({ part }) => part)).toEqual(['orders', 'value']);
    expect(driver?.total.toFraction()).toBe('1474');
  });

  test('is not told where a measure is absent, or 0 in one of the two', () => {
    const rows = months('total', null, [680, 2], [2154, 8]);
    expect(find('visited', rows)).toEqual([]);
    expect(find('visited', rows, { lost: ['s'] })).toEqual([]);
    expect(
      find(
        'visited',
        rows.map((row) => ({ ...row, s: '10' })),
      ),
    ).toHaveLength(1);
    expect(find('ordered', months('total', null, [680, 0], [2154, 8]))).toEqual([]);
  });

  test('is told by items, also by what has no amount', () => {
    const rows = [
      ...months('total', null, [100, 20], [120, 30]),
      ...months('channel', 'web', [100, 10], [120, 12]),
      ...months('channel', 'gift', [0, 10], [0, 18]),
    ];
    const [driver] = find('sold', rows);
    expect(driver?.dimension).toBe('channel');
    expect(Object.fromEntries(driver?.parts.map(({ part, effect }) => [part, effect.toFraction()]) ?? [])).toEqual({
      volume: '50',
      mix: '-30',
      price: '0',
      new: '0',
      discontinued: '0',
    });
  });
});
