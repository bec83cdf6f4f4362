// Whether a KPI's month is more than noise, from the months before as they were published or are known now. A value that
// can still change is neither judged nor judged by.
import type { Kpi, Parameters } from '../definitions/definitions.ts';
import { Fraction } from '../exact.ts';
import { byDay, compareValues, hasRatio } from '../kpis/compare.ts';
import { type Bounds, naturalBounds } from '../kpis/natural-bounds.ts';
import type { Amount } from '../kpis/reading.ts';
import { judgeSignal } from '../kpis/signal.ts';
import { type Period, shiftPeriod, yearBefore } from '../periods/period.ts';
import type { KpiResult } from '../scorecards/evaluate-period.ts';
import type { Signal } from './analysis-shape.ts';
import type { BuildInput } from './build.ts';
import { toPastKpi } from './past.ts';
import { toQuantity } from './quantities.ts';

const MONTHS_OF_YEAR = 12;

/** Months before a period that its charts may look at. */
export function monthsCharted({ xmrMaxPoints }: Parameters): number {
  return xmrMaxPoints + MONTHS_OF_YEAR;
}

/** Null for a period that is no month, and for a value that is missing, provisional or of too few observations. */
export function buildSignal(
  { kpi, evaluated }: KpiResult,
  { result, publishedPast, reading, calendar }: BuildInput,
): Signal | null {
  if (result.period.grain !== 'month') return null;
  const { xmrMinPoints, xmrMaxPoints } = reading.definitions.shop.parameters;
  const own = toPastKpi(evaluated.value, evaluated.notes);
  const settled = (period: Period): Amount => {
    const known = period.id === result.period.id ? own : publishedPast(period)?.kpi(kpi.id);
    return known?.settled ? known.value : null;
  };
  const chart = chartOf(kpi);
  const charted = (period: Period) => chart.valueIn(period, settled, (month) => yearBefore(month, calendar));
  if (!own.settled || own.value === null) return null;
  const current = charted(result.period);
  const months = Array.from({ length: xmrMaxPoints }, (_, at) =>
    shiftPeriod(result.period, at - xmrMaxPoints, calendar),
  );
  const baseline = months.map(charted);
  const { verdict, rule, points, limits } = judgeSignal({
    baseline,
    current,
    leastPoints: xmrMinPoints,
    displayUnit: chart.displayUnit,
    bounds: chart.bounds,
  });
  return {
    verdict,
    rule,
    charted: chart.kind,
    current: toQuantity(current),
    mean: toQuantity(limits?.mean ?? null),
    lower: toQuantity(limits?.lower ?? null),
    upper: toQuantity(limits?.upper ?? null),
    rangeLimit: toQuantity(limits?.rangeLimit ?? null),
    points,
    history: historyOf(months, baseline),
  };
}

/** From the oldest month that is known. */
function historyOf(months: readonly Period[], baseline: readonly Amount[]): NonNullable<Signal['history']> {
  const first = baseline.findIndex((value) => value !== null);
  return first === -1
    ? []
    : months.slice(first).map(({ id }, at) => ({ period: id, value: toQuantity(baseline[first + at] ?? null) }));
}

type ValueIn = (period: Period, settled: (period: Period) => Amount, before: (period: Period) => Period) => Amount;

/** What adds up is charted by day, so that a short month is no drop; what has seasons, by its change over a year. */
function chartOf(kpi: Kpi): { kind: Signal['charted']; valueIn: ValueIn; displayUnit: Fraction; bounds: Bounds } {
  const bounds = naturalBounds(kpi);
  const isSum = kpi.rollup === 'sum';
  const plain: ValueIn = (period, settled) => {
    const value = settled(period);
    return isSum ? byDay({ value, days: period.days }) : value;
  };
  if (!kpi.seasonal) {
    return { kind: isSum ? 'per_day' : 'value', valueIn: plain, displayUnit: unitOf(kpi.unit, kpi.decimals), bounds };
  }
  const isRelative = hasRatio(kpi.unit);
  const valueIn: ValueIn = (period, settled, before) => {
    const { change, ratio } = compareValues(
      plain(period, settled, before),
      plain(before(period), settled, before),
      kpi.unit,
    );
    return isRelative ? ratio : change;
  };
  return {
    kind: 'year_change',
    valueIn,
    displayUnit: isRelative ? unitOf('percent', 1) : unitOf(kpi.unit, kpi.decimals),
    // What is never negative falls by no more than all of it.
    bounds: { low: isRelative && bounds.low !== null ? new Fraction(-1) : null, high: null },
  };
}

/** The last printed digit; of a share it stands two places further on. */
function unitOf(unit: Kpi['unit'], decimals: number): Fraction {
  return new Fraction(1n, 10n ** BigInt(unit === 'percent' ? decimals + 2 : decimals));
}
