// From an exact value to a place in a drawing: the only step at which a figure loses digits, and only those below a
// hundredth of a pixel.
import { Fraction } from '../../exact.ts';
import type { Range } from './ticks.ts';

const HUNDREDTHS = 100;

/** Places as they stand in an attribute. */
export type Scale = (value: Fraction) => string;

/** `low` of the domain lies at `from` and `high` at `to`, in pixels; a domain without extent lies in the middle. */
export function linearScale({ low, high }: Range, from: number, to: number): Scale {
  const span = high.sub(low);
  if (span.compare(0) === 0) return () => place((from + to) / 2);
  const hundredths = new Fraction(to).sub(from).mul(HUNDREDTHS).div(span);
  const start = low.mul(hundredths).sub(new Fraction(from).mul(HUNDREDTHS));
  // One division of whole numbers: a page has thousands of places, and none needs to be a fraction in lowest terms.
  return ({ s, n, d }) => {
    const above = s * n * hundredths.s * hundredths.n * start.d - start.s * start.n * d * hundredths.d;
    const below = d * hundredths.d * start.d;
    return place(Number((above * 2n + (above < 0n ? -below : below)) / (below * 2n)) / HUNDREDTHS);
  };
}

/** `12.5`, never `12.50` or `-0`. */
export function place(pixels: number): string {
  return String(Math.round(pixels * HUNDREDTHS) / HUNDREDTHS + 0);
}

/** A length between two places, never negative. */
export function between(one: string, other: string): string {
  return place(Math.abs(Number(one) - Number(other)));
}
