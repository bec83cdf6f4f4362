// How a mail names the part of the shop that it is about.
import type { Locale } from '../definitions/locale.ts';
import type { Snapshot } from '../snapshot/shape.ts';
import { cleanName, fill, insideSentence } from './words.ts';

export function describeSlice({ dimension, member }: NonNullable<Snapshot['slice']>, locale: Locale): string {
  return fill(locale.mail.header.slice, { dimension: dimensionName(dimension, locale), member: cleanName(member) });
}

/** Inside a sentence. */
export function dimensionName(dimension: string, locale: Locale): string {
  return insideSentence(cleanName(locale.dimensions[dimension] ?? dimension), locale);
}
