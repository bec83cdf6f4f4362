// From an exact value to a place in a drawing: the only step at which a figure loses digits, and only those below a
// hundredth of a pixel.
import { Fraction, formatFixed } from '../../exact.ts';
import type { Range } from './ticks.ts';

const DIGITS = 2;

/** Places as they stand in an attribute. */
export type Scale = (value: Fraction) => string;

/** `low` of the domain lies at `from` and `high` at `to`, in pixels; a domain without extent lies in the middle. */
export function linearScale({ low, high }: Range, from: number, to: number): Scale {
  const span = high.sub(low);
  const room = new Fraction(to).sub(from);
  return (value) => {
    const share = span.compare(0) === 0 ? new Fraction(1, 2) : value.sub(low).div(span);
    return place(share.mul(room).add(from));
  };
}

/** `12.5`, never `12.50` or `-0`. */
export function place(pixels: Fraction | number): string {
  const text = formatFixed(new Fraction(pixels), DIGITS);
  return text.replace(/\.?0+$/, '');
}

/** A length between two places, never negative. */
export function between(one: string, other: string): string {
  return place(new Fraction(one).sub(other).abs());
}
