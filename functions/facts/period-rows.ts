// Periods as SQL sees them: literals of UTC instants and local days, so that no engine does time-zone arithmetic.
import { Temporal } from 'temporal-polyfill';
import type { Period } from '../periods/period.ts';
import type { PERIOD_COLUMNS } from './period-columns.ts';

type PeriodColumn = (typeof PERIOD_COLUMNS)[number];

/** SQL literals of a period's columns. */
export function periodLiterals(period: Period, lookbackDays: number): Record<PeriodColumn, string> {
  const last = Temporal.PlainDate.from(period.to);
  const text = (value: string) => `'${value}'`;
  const date = (value: { toString(): string }) => `DATE '${value}'`;
  return {
    starts_at: `TIMESTAMP '${sqlInstant(period.startsAt)}'`,
    ends_at: `TIMESTAMP '${sqlInstant(period.endsAt)}'`,
    first_day: text(period.from),
    last_day: text(period.to),
    first_date: date(period.from),
    last_date: date(period.to),
    eve_date: date(Temporal.PlainDate.from(period.from).subtract({ days: 1 })),
    year_ago_date: date(yearAgoDay(last)),
    first_month: text(period.from.slice(0, 7)),
    last_month: text(period.to.slice(0, 7)),
    window_date: date(utcDay(period.endsAt).subtract({ days: lookbackDays })),
  };
}

/** `2026-06-30T16:00:00Z` as `2026-06-30 16:00:00`. */
export function sqlInstant(instant: string): string {
  return instant.replace('T', ' ').replace(/Z$/, '');
}

/** The UTC day of an instant, as event tables are partitioned. */
export function utcDay(instant: string): Temporal.PlainDate {
  return Temporal.Instant.from(instant).toZonedDateTimeISO('UTC').toPlainDate();
}

/** The last local day of the month 12 months before. */
function yearAgoDay(last: Temporal.PlainDate): Temporal.PlainDate {
  const month = last.toPlainYearMonth().subtract({ years: 1 });
  return month.toPlainDate({ day: month.daysInMonth });
}
