// Pieces of which the words of a language are made.
import * as z from 'zod';

export const text = z.string().min(1);
export const texts = z.record(z.string(), text);

/** A group of words, all of them required and no other allowed. */
export function words<const Key extends string>(...keys: Key[]): z.ZodObject<Record<Key, typeof text>, z.core.$strict> {
  return z.strictObject(Object.fromEntries(keys.map((key) => [key, text])) as Record<Key, typeof text>);
}

export const counted = words('one', 'other').describe('By number: exactly one, or any other; {n} is the number.');
