// Is a value more than the usual noise? The chart of individual values and moving ranges (XmR): limits come from the months
// before, never from the month in question. Exact: 2.66 and 3.268 are the chart's constants as they are published.
import { Fraction, sumExactly } from '../exact.ts';
import type { Signal } from '../snapshot/analysis-shape.ts';
import type { Amount } from './reading.ts';

export type Limits = { mean: Fraction; lower: Fraction; upper: Fraction; rangeLimit: Fraction };

export type Chart = {
  /** Of successive months, the oldest first; null is a gap. */
  baseline: Amount[];
  /** Null where the month has nothing to be compared with. */
  current: Amount;
  leastPoints: number;
  /** The smallest difference that is printed. */
  displayUnit: Fraction;
  /** What no value can pass. */
  bounds: { low: Fraction | null; high: Fraction | null };
};

export type Verdict = Pick<Signal, 'verdict' | 'rule'> & { points: number; limits: Limits | null };

const LIMIT_FACTOR = new Fraction('2.66');
const RANGE_FACTOR = new Fraction('3.268');
/** So many successive months on one side of the mean are no accident. */
const RUN_LENGTH = 8;

/** Null where no two months follow one another. */
export function chartLimits(baseline: Amount[]): Limits | null {
  const known = baseline.filter((value) => value !== null);
  const ranges = baseline.flatMap((value, at) => {
    const before = baseline[at - 1] ?? null;
    return value === null || before === null ? [] : [value.sub(before).abs()];
  });
  if (ranges.length === 0) return null;
  const [mean, range] = [meanOf(known), meanOf(ranges)];
  const reach = range.mul(LIMIT_FACTOR);
  return { mean, lower: mean.sub(reach), upper: mean.add(reach), rangeLimit: range.mul(RANGE_FACTOR) };
}

export function judgeSignal({ baseline, current, leastPoints, displayUnit, bounds }: Chart): Verdict {
  const points = baseline.filter((value) => value !== null).length;
  const natural = points < leastPoints ? null : chartLimits(baseline);
  if (natural === null || current === null) return { verdict: 'short_history', rule: null, points, limits: null };
  const limits = {
    ...natural,
    lower: bounds.low !== null && natural.lower.compare(bounds.low) < 0 ? bounds.low : natural.lower,
    upper: bounds.high !== null && natural.upper.compare(bounds.high) > 0 ? bounds.high : natural.upper,
  };
  const rule = ruleBroken(limits, [...baseline, current], current, displayUnit);
  return { verdict: rule === null ? 'noise' : 'signal', rule, points, limits };
}

function ruleBroken(
  { mean, lower, upper, rangeLimit }: Limits,
  series: Amount[],
  current: Fraction,
  displayUnit: Fraction,
): Signal['rule'] {
  // Where nothing ever moved, every change is outside; only one that can be seen counts.
  if (rangeLimit.n === 0n) return current.sub(mean).abs().compare(displayUnit) >= 0 ? 'changed' : null;
  if (current.compare(lower) < 0 || current.compare(upper) > 0) return 'outside';
  const sides = series.slice(-RUN_LENGTH).map((value) => (value === null ? 0 : value.compare(mean)));
  const isRun = sides.length === RUN_LENGTH && (sides.every((side) => side > 0) || sides.every((side) => side < 0));
  return isRun ? 'run' : null;
}

function meanOf(values: Fraction[]): Fraction {
  return sumExactly(values).div(values.length);
}
