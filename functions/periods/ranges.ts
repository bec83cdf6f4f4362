// The longer periods that put a month into proportion: its year so far, the same a year ago, what was left of that year,
// and January with February. Each is a period like any other, so that no figure of a range is rolled up from months.
import { type Calendar, type Period, periodsFrom, readPeriod, yearBefore } from './period.ts';

export type Ranges = {
  yearToDate: Period;
  yearToDateBefore: Period;
  /** What followed the year to date a year ago; null in the last month of the year. */
  restOfYearBefore: Period | null;
  /** January and February of both years, in which Lunar New Year does not matter; null in any other month. */
  combined: { now: Period; before: Period } | null;
};

const MONTHS_OF_YEAR = 12;

export function rangesOf(period: Period, calendar: Calendar, combineJanFeb: boolean): Ranges {
  const [year, month] = period.to.split('-') as [string, string];
  const yearToDate = mustRead(`${year}-YTD-${month}`, calendar);
  const yearToDateBefore = yearBefore(yearToDate, calendar);
  const isFebruary = period.grain === 'month' && month === '02';
  return {
    yearToDate,
    yearToDateBefore,
    restOfYearBefore: restOfYear(yearToDateBefore, calendar),
    combined: combineJanFeb && isFebruary ? januaryAndFebruary(year, calendar) : null,
  };
}

export function listRanges({ yearToDate, yearToDateBefore, restOfYearBefore, combined }: Ranges): Period[] {
  const both = combined === null ? [] : [combined.now, combined.before];
  return [yearToDate, yearToDateBefore, restOfYearBefore, ...both].filter((range) => range !== null);
}

/** Every month of a period, the earliest first. */
export function monthsOf(period: Period): Period[] {
  if (period.grain === 'month') return [period];
  const calendar = plain(period.timeZone);
  return periodsFrom(mustRead(monthOf(period.from), calendar), mustRead(monthOf(period.to), calendar), calendar);
}

export function firstMonthOf({ from, timeZone }: Period): Period {
  return mustRead(monthOf(from), plain(timeZone));
}

/** The twelve months of the year that a year to date belongs to. */
export function monthsOfYear({ from, timeZone }: Period): Period[] {
  return monthsOf(mustRead(`${monthOf(from)}..${monthLater(from, MONTHS_OF_YEAR - 1)}`, plain(timeZone)));
}

/** Lunar New Year lies in January or in February: a period that holds one of the two may have it in one year only. */
export function holdsOneOfJanFeb(period: Period): boolean {
  const months = monthsOf(period).map(({ id }) => id.slice(5));
  return months.includes('01') !== months.includes('02');
}

function restOfYear(yearToDate: Period, calendar: Calendar): Period | null {
  const elapsed = monthsOf(yearToDate).length;
  if (elapsed >= MONTHS_OF_YEAR) return null;
  const { from } = yearToDate;
  return mustRead(`${monthLater(from, elapsed)}..${monthLater(from, MONTHS_OF_YEAR - 1)}`, calendar);
}

function januaryAndFebruary(year: string, calendar: Calendar): { now: Period; before: Period } {
  const now = mustRead(`${year}-01..${year}-02`, calendar);
  return { now, before: yearBefore(now, calendar) };
}

function monthOf(day: string): string {
  return day.slice(0, 7);
}

function monthLater(day: string, count: number): string {
  const index = Number(day.slice(0, 4)) * MONTHS_OF_YEAR + Number(day.slice(5, 7)) - 1 + count;
  return `${Math.floor(index / MONTHS_OF_YEAR)}-${String((index % MONTHS_OF_YEAR) + 1).padStart(2, '0')}`;
}

function plain(timeZone: string): Calendar {
  return { timeZone, fiscalYearStartMonth: 1 };
}

function mustRead(id: string, calendar: Calendar): Period {
  const period = readPeriod(id, calendar);
  if (period === null) throw new Error(`${id} is no period`);
  return period;
}
