// From one total to the next by what came between: each part begins where the one before it ended, exactly. Parts that
// do not lead from the first total to the last are a mistake in what is drawn and are refused.
import { Fraction } from '../../exact.ts';
import { type Range, rangeOf, withZero } from './ticks.ts';

export type Fall = {
  bars: { from: Fraction; to: Fraction }[];
  domain: Range;
  isCut: boolean;
};

/** Totals of which the parts are less than this share are cut off, since the parts could not be seen. */
const LEAST_SHARE = new Fraction(1, 3);
/** Of what the levels span, so much is left of the totals' bars. */
const FOOT = new Fraction(1, 3);

/** Bars of the start, of each part and of the end; `tolerance` is what rounding to the snapshot's digits may leave. */
export function fall(start: Fraction, effects: readonly Fraction[], end: Fraction, tolerance: Fraction): Fall {
  const levels = [start];
  for (const effect of effects) levels.push((levels.at(-1) as Fraction).add(effect));
  const last = levels.at(-1) as Fraction;
  if (last.sub(end).abs().compare(tolerance) > 0) {
    throw new Error(`parts lead from ${start.toString()} to ${last.toString()}, not to ${end.toString()}`);
  }
  const { domain, isCut } = domainOf([...levels, end]);
  const foot = isCut ? domain.low : new Fraction(0);
  const parts = effects.map((_, at) => ({ from: levels[at] as Fraction, to: levels[at + 1] as Fraction }));
  return { bars: [{ from: foot, to: start }, ...parts, { from: foot, to: end }], domain, isCut };
}

function domainOf(levels: readonly Fraction[]): { domain: Range; isCut: boolean } {
  const range = rangeOf(levels) as Range;
  const span = range.high.sub(range.low);
  const isFar = range.low.compare(0) > 0 && span.compare(0) > 0 && span.div(range.high).compare(LEAST_SHARE) < 0;
  if (!isFar) return { domain: withZero(range), isCut: false };
  return { domain: { low: range.low.sub(span.mul(FOOT)), high: range.high }, isCut: true };
}
