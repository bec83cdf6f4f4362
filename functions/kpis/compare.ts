// Comparisons between periods (docs/arithmetic.md): a difference always, a relative change only where that means something.
// The difference of two rates is in percentage points and never a percentage of a percentage.
import type { Kpi } from '../definitions/definitions.ts';
import type { Fraction } from '../exact.ts';
import type { Unit } from '../snapshot/shape.ts';
import type { Amount } from './reading.ts';

const DIFFERENCE_ONLY: Unit[] = ['percent', 'points', 'score5'];

/** A value and over how many days it came. */
export type Measured = { value: Amount; days: number };

/** `perDay` is the ratio by day, undefined where the KPI does not add up or both periods have as many days. */
export type Compared = { change: Amount; ratio: Amount; perDay?: Amount };

export function comparePeriods(
  { unit, rollup }: Pick<Kpi, 'unit' | 'rollup'>,
  now: Measured,
  before: Measured,
): Compared {
  const compared = compareValues(now.value, before.value, unit);
  if (rollup !== 'sum' || !hasRatio(unit) || now.days === before.days) return compared;
  return { ...compared, perDay: compareValues(byDay(now), byDay(before), unit).ratio };
}

/** `change` in the unit (a fraction for percent); `ratio` is now / before - 1, null for a base of 0 or less. */
export function compareValues(now: Amount, before: Amount, unit: Unit): { change: Amount; ratio: Amount } {
  if (now === null || before === null) return { change: null, ratio: null };
  const isRelative = hasRatio(unit) && before.s > 0n && before.n > 0n;
  return { change: now.sub(before), ratio: isRelative ? now.div(before).sub(1) : null };
}

/** Is a relative change of the unit worth saying? */
export function hasRatio(unit: Unit): boolean {
  return !DIFFERENCE_ONLY.includes(unit);
}

export function byDay({ value, days }: Measured): Amount {
  return value === null ? null : value.div(days);
}

/** Actual against target as a share: target / actual where lower is better; null for a band and for 0. */
export function attainmentOf(value: Amount, target: Amount, better: string): Amount {
  if (value === null || target === null || (better !== 'up' && better !== 'down')) return null;
  const [above, below]: [Fraction, Fraction] = better === 'up' ? [value, target] : [target, value];
  return below.s > 0n && below.n > 0n ? above.div(below) : null;
}
