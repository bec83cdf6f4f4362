// From an exact value to a place in a drawing: the only step at which a figure loses digits, and only those below a
// hundredth of a pixel.
import { Fraction, formatFixed } from '../../exact.ts';
import type { Range } from './ticks.ts';

const DIGITS = 2;
const HUNDREDTHS = 100;

/** Places as they stand in an attribute. */
export type Scale = (value: Fraction) => string;

/** `low` of the domain lies at `from` and `high` at `to`, in pixels; a domain without extent lies in the middle. */
export function linearScale({ low, high }: Range, from: number, to: number): Scale {
  const span = high.sub(low);
  if (span.compare(0) === 0) return () => place((from + to) / 2);
  const pixels = new Fraction(to).sub(from).div(span);
  return (value) => place(Number(formatFixed(value.sub(low).mul(pixels).add(from), DIGITS)));
}

/** `12.5`, never `12.50` or `-0`. */
export function place(pixels: number): string {
  return String(Math.round(pixels * HUNDREDTHS) / HUNDREDTHS + 0);
}

/** A length between two places, never negative. */
export function between(one: string, other: string): string {
  return place(Math.abs(Number(one) - Number(other)));
}
