// The size of a file as the language writes it: `1.2 GB`, `1,2 Go`.
import type { Locale } from '../definitions/locale.ts';
import { fill } from '../email/words.ts';
import { scaleBytes } from '../format-bytes.ts';

export function printSize(bytes: number, { numbers }: Locale): string {
  const { amount, thousands } = scaleBytes(bytes);
  return fill(numbers.sizes[thousands] as string, { n: amount.replace('.', numbers.decimal) });
}
