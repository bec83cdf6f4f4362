// A calendar contradicts itself nowhere, and no month begins with so many days off that a report would never be made.
import { Temporal } from 'temporal-polyfill';
import { businessDayFrom, type Holiday, LATEST_FIRST_BUSINESS_DAY } from '../../periods/holidays.ts';
import type { Problem } from '../../problem.ts';
import type { CalendarEntry } from '../draft.ts';
import type { Path } from '../yaml-file.ts';
import { problemAt, type Rule } from './rule.ts';

export const calendarsHold: Rule = ({ calendars }) =>
  calendars.flatMap((calendar) =>
    yearsOf(calendar).flatMap(([year, holidays]) =>
      holidays.flatMap((holiday, index) => {
        const path = ['years', year, index];
        return [
          ...wrongDays(calendar, path, year, holiday),
          ...overlaps(calendar, path, holiday, holidays.slice(0, index)),
          ...holiday.worked.flatMap((day, at) =>
            wrongWorkedDay(calendar, [...path, 'worked', at], day, index, holidays),
          ),
        ];
      }),
    ),
  );

/** A report of the first business day is looked for up to this day of the month and no longer. */
export const businessDaysComeSoon: Rule = ({ calendars }) =>
  calendars.flatMap((calendar) =>
    yearsOf(calendar).flatMap(([year]) =>
      monthsOf(year).flatMap((month) => {
        const day = businessDayFrom(`${month}-01`, { id: calendar.id, ...calendar.value });
        if (day.slice(0, 7) === month && Number(day.slice(8)) <= LATEST_FIRST_BUSINESS_DAY) return [];
        const message = `After the holidays the first business day of ${month} would be ${day}.`;
        const remedy = `Reports are made by the ${LATEST_FIRST_BUSINESS_DAY}th of a month: name a day that is worked before it.`;
        return [problemAt(calendar, ['years', year], 'INVALID_CALENDAR', message, remedy, 'key')];
      }),
    ),
  );

function wrongDays(calendar: CalendarEntry, path: Path, year: string, { from, to, worked }: Holiday): Problem[] {
  const days: [string, Path][] = [
    [from, [...path, 'from']],
    [to, [...path, to === from ? 'from' : 'to']],
    ...worked.map((day, at): [string, Path] => [day, [...path, 'worked', at]]),
  ];
  const outside = days.filter(([day], at) => !day.startsWith(year) && (at !== 1 || to !== from));
  return [
    ...outside.map(([day, at]) =>
      invalid(calendar, at, `${day} does not lie in ${year}.`, `Put it under ${day.slice(0, 4)}.`),
    ),
    ...(to < from
      ? [invalid(calendar, [...path, 'to'], `The holiday ends on ${to}, before it begins.`, `It begins on ${from}.`)]
      : []),
  ];
}

function overlaps(calendar: CalendarEntry, path: Path, { from, to }: Holiday, earlier: Holiday[]): Problem[] {
  const other = earlier.find((one) => one.from <= to && from <= one.to);
  if (!other) return [];
  const message = `${daysOf(from, to)} overlaps ${daysOf(other.from, other.to)}.`;
  return [invalid(calendar, [...path, 'from'], message, 'Name each day off once.')];
}

function wrongWorkedDay(calendar: CalendarEntry, path: Path, day: string, own: number, holidays: Holiday[]): Problem[] {
  const off = holidays.find(({ from, to }) => from <= day && day <= to);
  if (off) {
    const message = `${day} is worked, and yet a day off (${daysOf(off.from, off.to)}).`;
    return [invalid(calendar, path, message, 'Take it off one of the two.')];
  }
  const number = Number(path.at(-1));
  const named = holidays.slice(0, own + 1).flatMap(({ worked }, at) => (at === own ? worked.slice(0, number) : worked));
  if (named.includes(day)) return [invalid(calendar, path, `${day} is named twice.`, 'Name it once.')];
  if (Temporal.PlainDate.from(day).dayOfWeek > 5) return [];
  const remedy = 'Name Saturdays and Sundays only, or take it off.';
  return [invalid(calendar, path, `${day} is no weekend day: it is worked anyway.`, remedy)];
}

function invalid(calendar: CalendarEntry, path: Path, message: string, remedy: string): Problem {
  return problemAt(calendar, path, 'INVALID_CALENDAR', message, remedy);
}

function yearsOf(calendar: CalendarEntry): [string, Holiday[]][] {
  return Object.entries(calendar.value.years);
}

function monthsOf(year: string): string[] {
  return Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, '0')}`);
}

function daysOf(from: string, to: string): string {
  return from === to ? from : `${from} to ${to}`;
}
