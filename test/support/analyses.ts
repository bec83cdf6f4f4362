// What the sample month says of its KPIs beyond their values: the year so far, what moved them, whether that is more than
// noise, an experiment. Parts add to their totals as the engine's do.
import { type Fraction, formatDecimal, parseDecimal, roundToTotal } from '../../functions/exact.ts';
import type { Experiment, KpiDriver, Signal } from '../../functions/snapshot/analysis-shape.ts';
import type { SnapshotKpi } from '../../functions/snapshot/shape.ts';

export type Analysis = Partial<
  Pick<SnapshotKpi, 'yearToDate' | 'annual' | 'signal' | 'drivers' | 'experiments' | 'lowResponse' | 'combined'>
>;
type Part = Omit<KpiDriver['parts'][number], 'effect' | 'printed'> & { effect: string };

const AGAINST = '2026-09';

/** `total` in the KPI's own unit, printed with two digits and, of a rate, in percentage points. */
export function driver(
  method: KpiDriver['method'],
  dimension: string | null,
  total: string,
  scale: 1 | 100,
  parts: readonly Part[],
): KpiDriver {
  const rest = parts.reduce((left, { effect }) => left.sub(effect), parseDecimal(total));
  const all: Part[] =
    rest.compare(0) === 0 ? [...parts] : [...parts, { part: 'others', others: 3, effect: formatDecimal(rest) }];
  const printedTotal = parseDecimal(total).mul(scale).mul(100).round().div(100);
  const printed = roundToTotal(
    all.map(({ effect }, index) => ({ id: String(index), value: parseDecimal(effect).mul(scale) })),
    printedTotal,
    2,
  );
  return {
    method,
    dimension,
    against: AGAINST,
    total,
    printedTotal: formatDecimal(printedTotal),
    parts: all.map((part, index) => ({ ...part, printed: formatDecimal(printed[index] as Fraction) })),
  };
}

export function signal(change: Partial<Signal>): Signal {
  return {
    verdict: 'noise',
    rule: null,
    charted: 'value',
    current: null,
    mean: null,
    lower: null,
    upper: null,
    rangeLimit: null,
    points: 24,
    ...change,
  };
}

export const EXPERIMENT: Experiment = {
  experiment: 'checkout-one-page',
  control: { units: '2000', conversions: '100' },
  treatment: { units: '2000', conversions: '130' },
  lift: '0.3',
  difference: '0.015',
  z: '2.037589',
  p: '0.041591',
  adjustedP: '0.041591',
  low: '0.000546',
  high: '0.029559',
  verdict: 'significant_increase',
  requiredUnits: '3780',
  overstated: true,
};

export const ANALYSES: Readonly<Record<string, Analysis>> = {
  sales: {
    yearToDate: {
      period: '2026-YTD-10',
      value: '82192268.00',
      numerator: '82192268.00',
      denominator: null,
      sample: '136290',
      target: '83100000',
      attainment: '0.989076630566',
      yearAgo: null,
    },
    annual: {
      target: '104500000',
      forecast: '104960000.00',
      attainment: '1.004401913876',
      requiredPerMonth: '11153866.00',
      monthsLeft: 2,
      basis: 'last_year',
      growth: '1.118',
    },
    signal: signal({ charted: 'year_change', current: '0.118', mean: '0.11', lower: '0.04', upper: '0.18' }),
    drivers: [
      driver('price_volume_mix', 'product', '211438', 1, [
        { part: 'volume', effect: '268400.55' },
        { part: 'mix', effect: '-61020.1' },
        { part: 'price', effect: '-12300.4' },
        { part: 'new', effect: '41200' },
        { part: 'discontinued', effect: '-24842.05' },
      ]),
      driver('orders_and_value', null, '211438', 1, [
        { part: 'orders', effect: '263179.98' },
        { part: 'value', effect: '-51741.98' },
      ]),
    ],
  },
  order_count: {
    yearToDate: {
      period: '2026-YTD-10',
      value: '136290',
      numerator: '136290',
      denominator: null,
      sample: '136290',
      target: null,
      attainment: null,
      yearAgo: null,
    },
    annual: {
      target: null,
      forecast: null,
      attainment: null,
      requiredPerMonth: null,
      monthsLeft: 2,
      basis: null,
      growth: null,
    },
    signal: signal({ verdict: 'short_history' }),
  },
  on_time_delivery_rate: {
    signal: signal({
      verdict: 'signal',
      rule: 'outside',
      current: '0.833',
      mean: '0.937',
      lower: '0.909',
      upper: '0.966',
    }),
    drivers: [
      driver('rate_and_mix', 'warehouse', '-0.108955403087', 100, [
        { part: 'rate', member: 'reno', effect: '-0.058955403087' },
        { part: 'rate', member: null, effect: '-0.05' },
      ]),
      driver('rate_and_mix', 'carrier', '-0.108955403087', 100, [
        { part: 'rate', member: 'swift', effect: '-0.0986' },
        { part: 'rate', member: 'polar', effect: '-0.0074' },
        { part: 'mix', member: 'swift', effect: '-0.00214' },
        { part: 'rate', member: 'metro', effect: '-0.0019' },
      ]),
    ],
  },
  return_rate: {
    signal: signal({ current: '0.061', mean: '0.0571', lower: '0.0518', upper: '0.0624' }),
    drivers: [
      driver('rate_and_mix', 'category', '0.000997088393', 100, [
        { part: 'rate', member: 'footwear', effect: '0.0014' },
        { part: 'mix', member: 'footwear', effect: '0.0003' },
        { part: 'rate', member: 'home', effect: '-0.0008' },
      ]),
    ],
  },
  processing_hours_avg: {
    signal: signal({ verdict: 'signal', rule: 'run', current: '23.3', mean: '24.4', lower: '22.9', upper: '25.9' }),
  },
  nps: { lowResponse: true },
  ab_lift: { experiments: [EXPERIMENT] },
};
