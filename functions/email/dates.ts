// Periods, days and instants as a reader sees them, always in the report's time zone and never from a clock.
import { Temporal } from 'temporal-polyfill';
import type { Locale } from '../definitions/locale.ts';
import type { Snapshot } from '../snapshot/shape.ts';
import { fill } from './words.ts';

const MINUS = '\u2212';
const MONTH = /^(\d{4})-(\d{2})$/;
const QUARTER = /^(\d{4})-Q([1-4])$/;
const WINDOW = /^(\d{4}-\d{2})\.\.(\d{4}-\d{2})$/;
const YEAR_TO_DATE = /^(\d{4})-YTD-(\d{2})$/;

/** The period `count` months (or quarters) before; null for windows and years to date. */
export function periodBefore(id: string, count: number): string | null {
  const step = MONTH.exec(id) ?? QUARTER.exec(id);
  if (step === null) return null;
  const size = MONTH.test(id) ? 12 : 4;
  const index = Number(step[1]) * size + Number(step[2]) - 1 - count;
  const number = (index % size) + 1;
  return `${Math.floor(index / size)}-${size === 12 ? String(number).padStart(2, '0') : `Q${number}`}`;
}

/** Twelve periods, this one last. */
export function twelvePeriods(id: string): string[] {
  return Array.from({ length: 12 }, (_, index) => periodBefore(id, 11 - index)).filter((period) => period !== null);
}

/** `long` October 2026, `short` Oct 2026, `bare` Oct; a window by its first and last month. */
export function periodName(id: string, form: 'long' | 'short' | 'bare', locale: Locale): string {
  const { dates } = locale;
  const window = WINDOW.exec(id);
  if (window) {
    const [from = '', to = ''] = window.slice(1).map((month) => periodName(month, form, locale));
    return fill(dates.range, { from, to });
  }
  const toDate = YEAR_TO_DATE.exec(id);
  if (toDate) return fill(dates.year_to_date, { month: periodName(`${toDate[1]}-${toDate[2]}`, form, locale) });
  const month = MONTH.exec(id);
  if (month) {
    const number = Number(month[2]);
    const names = form === 'long' ? dates.months : dates.months_short;
    const pattern = { long: dates.month, short: dates.month_short, bare: dates.month_bare }[form];
    return fill(pattern, { year: month[1] as string, number: String(number), month: names[number - 1] as string });
  }
  const quarter = QUARTER.exec(id);
  if (!quarter) return id;
  const pattern = form === 'bare' ? dates.quarter_bare : dates.quarter;
  return fill(pattern, { year: quarter[1] as string, quarter: quarter[2] as string });
}

export function dayName(day: string, { dates }: Locale): string {
  const { year, month, day: number } = Temporal.PlainDate.from(day);
  return fill(dates.day, {
    year: String(year),
    number: String(month),
    month: dates.months_short[month - 1] as string,
    day: String(number),
  });
}

/** First and last day, the month once where it is the same. */
export function dayRange(from: string, to: string, locale: Locale): string {
  const first = Temporal.PlainDate.from(from);
  const last = Temporal.PlainDate.from(to);
  if (first.year !== last.year || first.month !== last.month) {
    return fill(locale.dates.range, { from: dayName(from, locale), to: dayName(to, locale) });
  }
  return fill(locale.dates.range_month, {
    from: String(first.day),
    to: String(last.day),
    year: String(last.year),
    number: String(last.month),
    month: locale.dates.months_short[last.month - 1] as string,
  });
}

/** Date, time, UTC offset and place of an instant. */
export function instantName(instant: string, timeZone: Snapshot['period']['timeZone'], locale: Locale): string {
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);
  const minutes = Math.abs(local.offsetNanoseconds / 60_000_000_000);
  const rest = minutes % 60 === 0 ? '' : `:${String(minutes % 60).padStart(2, '0')}`;
  const offset = minutes === 0 ? '' : `${local.offsetNanoseconds < 0 ? MINUS : '+'}${Math.floor(minutes / 60)}${rest}`;
  return fill(timeZone === 'UTC' ? locale.dates.instant_utc : locale.dates.instant, {
    date: dayName(local.toPlainDate().toString(), locale),
    time: local.toPlainTime().toString({ smallestUnit: 'minute' }),
    offset,
    place: locale.places[timeZone] ?? (timeZone.split('/').at(-1) as string).replaceAll('_', ' '),
  });
}
