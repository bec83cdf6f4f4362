// Exact amounts as the snapshot writes them: decimal strings or null.
import { Fraction, formatDecimal } from '../exact.ts';

export function toQuantity(amount: Fraction | null): string | null {
  return amount === null ? null : formatDecimal(amount);
}

export function fromQuantity(text: string | null): Fraction | null {
  return text === null ? null : new Fraction(text);
}
