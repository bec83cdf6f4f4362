// Sums that a spreadsheet computes again: its formula rounds to the digits that the parts have, so that it shows the exact
// sum and not what is left over when cents are added as binary numbers.
import { Fraction, formatDecimal, parseDecimal } from '../exact.ts';
import { keptDecimal } from './spreadsheet-number.ts';

export function decimalsOf(decimals: readonly string[]): number {
  return Math.max(0, ...decimals.map((decimal) => decimal.split('.')[1]?.length ?? 0));
}

export function sumOf(decimals: readonly string[]): string {
  return formatDecimal(decimals.reduce((sum, decimal) => sum.add(parseDecimal(decimal)), new Fraction(0)));
}

export function differenceOf(from: string, less: readonly string[]): string {
  return formatDecimal(parseDecimal(from).sub(parseDecimal(sumOf(less))));
}

/** Can a spreadsheet add them? What it holds as text it would pass over in silence. */
export function canAdd(decimals: readonly string[]): boolean {
  return decimals.every((decimal) => keptDecimal(decimal) === decimal);
}
