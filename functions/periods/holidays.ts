// Which days are worked. A calendar of holidays is data; without one, and in a year that it does not know, the days from
// Monday to Friday are.
import { Temporal } from 'temporal-polyfill';

/** First and last day off, and the weekend days that are worked in exchange. */
export type Holiday = { from: string; to: string; worked: string[]; name: Record<string, string> };

export type HolidayCalendar = { id: string; name: Record<string, string>; years: Record<string, Holiday[]> };

/** The last day of the month on which a report of the first business day may be made: no calendar may ask for more. */
export const LATEST_FIRST_BUSINESS_DAY = 12;

/** Are the holidays of a year known? Without a calendar there is nothing to know. */
export function calendarCovers(calendar: HolidayCalendar | null, year: number): boolean {
  return calendar === null || String(year) in calendar.years;
}

export function isBusinessDay(day: string, calendar: HolidayCalendar | null): boolean {
  const holidays = holidaysOfYear(day, calendar);
  if (holidays.some(({ worked }) => worked.includes(day))) return true;
  return Temporal.PlainDate.from(day).dayOfWeek <= 5 && !holidays.some(({ from, to }) => from <= day && day <= to);
}

/** The day before a holiday or after one: by the calendar it may be worked, and many give it off. */
export function isBesideHoliday(day: string, calendar: HolidayCalendar | null): boolean {
  const date = Temporal.PlainDate.from(day);
  const beside = [date.subtract({ days: 1 }), date.add({ days: 1 })].map(String);
  return beside.some((other) => holidaysOfYear(other, calendar).some(({ from, to }) => from <= other && other <= to));
}

/** The day itself where it is worked, else the next one that is. */
export function businessDayFrom(day: string, calendar: HolidayCalendar | null): string {
  return isBusinessDay(day, calendar) ? day : businessDayFrom(dayAfter(day), calendar);
}

export function businessDayAfter(day: string, calendar: HolidayCalendar | null): string {
  return businessDayFrom(dayAfter(day), calendar);
}

/** The last of so many business days that follow a day; the day itself where there are none. */
export function businessDaysAfter(day: string, count: number, calendar: HolidayCalendar | null): string {
  return count <= 0 ? day : businessDaysAfter(businessDayAfter(day, calendar), count - 1, calendar);
}

/** The holidays with a day off from `from` up to, but not on, `before`. */
export function holidaysBetween(from: string, before: string, calendar: HolidayCalendar | null): Holiday[] {
  return holidaysOfYear(from, calendar).filter((holiday) => holiday.from < before && holiday.to >= from);
}

function holidaysOfYear(day: string, calendar: HolidayCalendar | null): Holiday[] {
  return calendar?.years[day.slice(0, 4)] ?? [];
}

function dayAfter(day: string): string {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toString();
}
