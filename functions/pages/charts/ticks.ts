// Where the lines of an axis lie: round numbers around the values, found in exact arithmetic so that the same values give
// the same axis on every machine.
import { Fraction } from '../../exact.ts';

/** What a step may be, times a power of ten. */
const STEPS = [new Fraction(1), new Fraction(2), new Fraction(5, 2), new Fraction(5), new Fraction(10)];
const ZERO = new Fraction(0);

export type Range = { low: Fraction; high: Fraction };

/** Null for no values. */
export function rangeOf(values: readonly Fraction[]): Range | null {
  const [first, ...rest] = values;
  if (first === undefined) return null;
  return rest.reduce<Range>(
    ({ low, high }, value) => ({
      low: value.compare(low) < 0 ? value : low,
      high: value.compare(high) > 0 ? value : high,
    }),
    { low: first, high: first },
  );
}

/** Round numbers from at or below `low` to at or above `high`, at most `most` steps apart; equal ends are moved apart. */
export function niceTicks(range: Range, most: number): Fraction[] {
  const { low, high } = widen(range);
  const step = niceStep(high.sub(low), most, low, high);
  const first = low.div(step).floor();
  const count = Number(high.div(step).ceil().sub(first).valueOf());
  return Array.from({ length: count + 1 }, (_, at) => first.add(at).mul(step));
}

/** A flat line lies in the middle, by a tenth of its height or by one. */
function widen({ low, high }: Range): Range {
  if (low.compare(high) !== 0) return { low, high };
  const by = low.compare(0) === 0 ? new Fraction(1) : low.abs().div(10);
  return { low: low.sub(by), high: high.add(by) };
}

function niceStep(span: Fraction, most: number, low: Fraction, high: Fraction): Fraction {
  let power = powerOfTen(span.div(most));
  for (;;) {
    for (const size of STEPS) {
      const step = size.mul(power);
      const count = high.div(step).ceil().sub(low.div(step).floor());
      if (count.compare(most) <= 0) return step;
    }
    power = power.mul(10);
  }
}

/** The largest power of ten that is not above a positive value. */
function powerOfTen(value: Fraction): Fraction {
  let power = new Fraction(1);
  while (power.compare(value) > 0) power = power.div(10);
  while (power.mul(10).compare(value) <= 0) power = power.mul(10);
  return power;
}

/** The same with zero among them, for what is drawn as a length. */
export function withZero({ low, high }: Range): Range {
  return { low: low.compare(0) > 0 ? ZERO : low, high: high.compare(0) < 0 ? ZERO : high };
}
