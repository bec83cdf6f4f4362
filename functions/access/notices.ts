// The pages that show no figure: before the button, and where there is nothing to show.
import { Temporal } from 'temporal-polyfill';
import type { Locale } from '../definitions/locale.ts';
import { dayName, periodName } from '../email/dates.ts';
import { cleanName, fill, fillCounted, pickText } from '../email/words.ts';
import { noticePage } from '../pages/notice-page.ts';
import type { WholePage } from '../pages/whole-page.ts';
import type { Reader } from './find-reader.ts';
import { askToLeave } from './leave.ts';
import { type Place, readerPath, revisionPath } from './paths.ts';
import type { AccessContext } from './request-context.ts';
import { FRESH_A_DAY } from './token.ts';

/** A program that only follows links comes as far as this. */
export function landingPage(
  {
    place,
    token,
    reader,
    expires,
    locale,
  }: { place: Place; token: string; reader: Reader; expires: number; locale: Locale },
  { definitions, calendar }: AccessContext,
): WholePage {
  const { page } = place;
  if (page === 'unsubscribe' || page === 'subscribe') return askToLeave(reader, { page, token, locale });
  const { landing } = locale.access;
  const until = Temporal.Instant.fromEpochMilliseconds(expires).toZonedDateTimeISO(calendar.timeZone).toPlainDate();
  const report = pickText(reader.report.title, locale) ?? reader.report.id;
  return noticePage(
    {
      about: `${cleanName(definitions.shop.name)} · ${report}`,
      title: titleOf(place, locale),
      sentences: [landing.lead],
      button: { action: pathOf(place, token, locale.locale), label: landing.open },
      small: [fill(landing.until, { day: dayName(until.toString(), locale) })],
    },
    locale,
  );
}

function titleOf(place: Place, locale: Locale): string {
  const { pages } = locale.access.landing;
  if ('period' in place) {
    const name = place.page === 'file' ? cleanName(place.name) : '';
    return fill(pages[place.page], { period: periodName(place.period, 'long', locale), name });
  }
  return place.page === 'definitions' ? pages.definitions : pages.files;
}

function pathOf(place: Place, token: string, locale: string): string {
  if ('period' in place) {
    return revisionPath(token, locale, place.page, place, ...(place.page === 'file' ? [place.name] : []));
  }
  if (place.page !== 'files') return readerPath(token, locale, place.page);
  return place.before === null ? readerPath(token, locale) : readerPath(token, locale, 'files', place.before);
}

export function expiredPage(token: string, locale: Locale): WholePage {
  const { title, lead, ask, button } = locale.access.expired;
  const action = readerPath(token, locale.locale, 'fresh');
  return noticePage({ title, sentences: [lead, ask], button: { action, label: button } }, locale);
}

/** The same whatever came of it. */
export function freshPage(locale: Locale): WholePage {
  const { title, lead, times } = locale.access.fresh;
  return noticePage({ title, sentences: [lead], small: [fillCounted(times, FRESH_A_DAY)] }, locale);
}

export function unknownPage(locale: Locale): WholePage {
  const { title, lead, ask } = locale.access.unknown;
  return noticePage({ title, sentences: [lead, ask] }, locale);
}

export function missingPage(token: string, locale: Locale): WholePage {
  const { title, lead } = locale.access.missing;
  const link = { href: readerPath(token, locale.locale), label: locale.access.back };
  return noticePage({ title, sentences: [lead], link }, locale);
}

export function failedPage(locale: Locale): WholePage {
  const { title, lead } = locale.access.failed;
  return noticePage({ title, sentences: [lead] }, locale);
}
