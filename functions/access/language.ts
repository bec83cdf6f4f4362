// In which language a page is written.
import type { Locale } from '../definitions/locale.ts';
import type { PageRequest } from './http.ts';
import type { AccessContext } from './request-context.ts';

const LONGEST_HEADER = 200;

/** The wanted one, else the first of the shop's that the browser asks for, else the shop's first. */
export function languageOf(
  { headers }: PageRequest,
  wanted: string | null,
  { definitions }: Pick<AccessContext, 'definitions'>,
): Locale {
  const { shop, locales } = definitions;
  const asked = (headers['accept-language'] ?? '').slice(0, LONGEST_HEADER).split(',');
  const preferred = asked
    .map((one) => one.split(';')[0]?.trim().split('-')[0]?.toLowerCase())
    .flatMap((language) => shop.locales.find((one) => language !== '' && one.split('-')[0] === language) ?? []);
  const locale = locales[wanted ?? preferred[0] ?? shop.locales[0] ?? 'en'];
  if (locale === undefined) throw new Error('a shop without a language');
  return locale;
}
