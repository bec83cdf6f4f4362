// What a spreadsheet can hold of a decimal (docs/decisions/0023-the-workbook.md): it keeps fifteen significant digits.
import { formatFixed, parseDecimal } from '../exact.ts';

const DIGITS_KEPT = 15;
/** Digits after the point of a quotient that does not end, as the snapshot writes it. */
const QUOTIENT_DECIMALS = 12;

/**
 * The decimal as a spreadsheet keeps it: itself within fifteen digits; a quotient, which is rounded anyway, rounded there;
 * null for an exact amount that has more, which would come out as another one.
 */
export function keptDecimal(decimal: string): string | null {
  if (significantDigits(decimal) <= DIGITS_KEPT) return decimal;
  const [whole = '', part = ''] = decimal.replace('-', '').split('.');
  const isQuotient = part.length === QUOTIENT_DECIMALS;
  if (!isQuotient || whole.length > DIGITS_KEPT) return null;
  return formatFixed(parseDecimal(decimal), DIGITS_KEPT - whole.length);
}

function significantDigits(decimal: string): number {
  return decimal.replace(/[-.]/g, '').replace(/^0+|0+$/g, '').length;
}
