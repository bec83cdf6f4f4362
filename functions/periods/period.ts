// Calendar periods of the shop's time zone. A period is half-open, [startsAt, endsAt): an order in the last second of
// the month belongs to it, one at the next midnight to the next, whatever daylight saving does.
import { Temporal } from 'temporal-polyfill';

export type Grain = 'month' | 'quarter' | 'window' | 'year_to_date';

export type Period = {
  id: string;
  grain: Grain;
  /** First and last local day, YYYY-MM-DD. */
  from: string;
  to: string;
  days: number;
  timeZone: string;
  /** UTC instants, ISO 8601 with Z. */
  startsAt: string;
  endsAt: string;
};

export type Calendar = { timeZone: string; fiscalYearStartMonth: number };

const MONTH = String.raw`(\d{4})-(0[1-9]|1[0-2])`;
const FORMS = {
  month: new RegExp(`^${MONTH}$`),
  quarter: /^(\d{4})-Q([1-4])$/,
  window: new RegExp(`^${MONTH}\\.\\.${MONTH}$`),
  yearToDate: /^(\d{4})-YTD-(0[1-9]|1[0-2])$/,
};

/** Reads `2026-10`, `2026-Q4`, `2026-10..2026-12` or `2026-YTD-10`; null where the text is none of them. */
export function readPeriod(id: string, calendar: Calendar): Period | null {
  const month = FORMS.month.exec(id);
  if (month) return spanning(id, 'month', yearMonth(month[1], month[2]), yearMonth(month[1], month[2]), calendar);
  const quarter = FORMS.quarter.exec(id);
  if (quarter) {
    const first = yearMonth(quarter[1], 1).add({ months: (Number(quarter[2]) - 1) * 3 });
    return spanning(id, 'quarter', first, first.add({ months: 2 }), calendar);
  }
  const window = FORMS.window.exec(id);
  if (window) {
    const [first, last] = [yearMonth(window[1], window[2]), yearMonth(window[3], window[4])];
    return Temporal.PlainYearMonth.compare(first, last) > 0 ? null : spanning(id, 'window', first, last, calendar);
  }
  const toDate = FORMS.yearToDate.exec(id);
  if (toDate) {
    const last = yearMonth(toDate[1], toDate[2]);
    const start = yearMonth(toDate[1], calendar.fiscalYearStartMonth);
    const first = Temporal.PlainYearMonth.compare(start, last) > 0 ? start.subtract({ years: 1 }) : start;
    return spanning(id, 'year_to_date', first, last, calendar);
  }
  return null;
}

/** The period `count` periods later (earlier where negative) of the same grain: months for a month, else its own length. */
export function shiftPeriod(period: Period, count: number, calendar: Calendar): Period {
  return remember(period, String(count), calendar, () => {
    const first = Temporal.PlainDate.from(period.from).toPlainYearMonth();
    const last = Temporal.PlainDate.from(period.to).toPlainYearMonth();
    const months = monthsBetween(first, last) + 1;
    return named(first.add({ months: count * months }), last.add({ months: count * months }), period.grain, calendar);
  });
}

/** The same period a year earlier. */
export function yearBefore(period: Period, calendar: Calendar): Period {
  return remember(period, 'year', calendar, () => {
    const first = Temporal.PlainDate.from(period.from).toPlainYearMonth().subtract({ years: 1 });
    const last = Temporal.PlainDate.from(period.to).toPlainYearMonth().subtract({ years: 1 });
    return named(first, last, period.grain, calendar);
  });
}

/** A snapshot asks for the same few dozen neighbours of a period once for each KPI, and midnights of a zone are dear. */
const remembered = new Map<string, Period>();

function remember({ grain, from, to }: Period, step: string, { timeZone }: Calendar, make: () => Period): Period {
  const key = [timeZone, grain, from, to, step].join(' ');
  const period = remembered.get(key) ?? make();
  remembered.set(key, period);
  return period;
}

/** The period of a grain that holds a local day. */
export function periodOfDay(day: string, grain: 'month' | 'quarter', calendar: Calendar): Period {
  const month = Temporal.PlainDate.from(day).toPlainYearMonth();
  if (grain === 'month') return named(month, month, 'month', calendar);
  const first = month.subtract({ months: (month.month - 1) % 3 });
  return named(first, first.add({ months: 2 }), 'quarter', calendar);
}

/** Every period from the first to the last, both included. */
export function periodsFrom(first: Period, last: Period, calendar: Calendar): Period[] {
  const periods: Period[] = [];
  for (let period = first; period.from <= last.from; period = shiftPeriod(period, 1, calendar)) periods.push(period);
  return periods;
}

function named(
  first: Temporal.PlainYearMonth,
  last: Temporal.PlainYearMonth,
  grain: Grain,
  calendar: Calendar,
): Period {
  const ids: Record<Grain, string> = {
    month: first.toString(),
    quarter: `${first.year}-Q${Math.ceil(first.month / 3)}`,
    window: `${first}..${last}`,
    year_to_date: `${last.year}-YTD-${String(last.month).padStart(2, '0')}`,
  };
  return spanning(ids[grain], grain, first, last, calendar);
}

function spanning(
  id: string,
  grain: Grain,
  first: Temporal.PlainYearMonth,
  last: Temporal.PlainYearMonth,
  { timeZone }: Calendar,
): Period {
  const from = first.toPlainDate({ day: 1 });
  const next = last.add({ months: 1 }).toPlainDate({ day: 1 });
  return {
    id,
    grain,
    from: from.toString(),
    to: next.subtract({ days: 1 }).toString(),
    days: from.until(next, { largestUnit: 'day' }).days,
    timeZone,
    startsAt: startOfDay(from, timeZone),
    endsAt: startOfDay(next, timeZone),
  };
}

function startOfDay(day: Temporal.PlainDate, timeZone: string): string {
  return day.toZonedDateTime(timeZone).toInstant().toString();
}

function yearMonth(year: string | undefined, month: string | number | undefined): Temporal.PlainYearMonth {
  return new Temporal.PlainYearMonth(Number(year), Number(month));
}

function monthsBetween(first: Temporal.PlainYearMonth, last: Temporal.PlainYearMonth): number {
  return (last.year - first.year) * 12 + last.month - first.month;
}
