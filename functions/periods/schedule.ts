// When a report is made after its period. A run's scheduled time is this instant, never the clock's, so that the same
// period always gives the same snapshot.
import { Temporal } from 'temporal-polyfill';
import { businessDayAfter, businessDayFrom, type HolidayCalendar } from './holidays.ts';
import { type Calendar, type Period, periodOfDay, shiftPeriod } from './period.ts';

export type Schedule = { on: 'first_business_day'; time: string } | { on: 'day'; day: number; time: string };

/** What of a report says when it is made and by when its mail must be out. */
export type Timed = { grain: 'month' | 'quarter'; schedule: Schedule; deadline: string };

/** `first business day 08:00` or `day 5 08:00`: days that every month has. */
export const SCHEDULE_FORM = /^(first business day|day ([1-9]|1\d|2[0-8])) ([01]\d|2[0-3]):[0-5]\d$/;

const EARLY_MS = 60_000;
const HALF_DAY_MS = 12 * 3_600_000;

export function readSchedule(text: string): Schedule {
  if (!SCHEDULE_FORM.test(text)) throw new Error(`unchecked schedule: ${text}`);
  const words = text.split(' ');
  const time = words.at(-1) as string;
  return words[0] === 'day' ? { on: 'day', day: Number(words[1]), time } : { on: 'first_business_day', time };
}

/**
 * The instant (ISO 8601, Z) at which a report is made after a period, in the period's zone. A time that the clocks leave
 * out that day comes as much later; of one that they show twice, the first counts.
 */
export function scheduledAfter(period: Period, schedule: Schedule, holidays: HolidayCalendar | null): string {
  return instantOf(scheduledDay(period, schedule, holidays), schedule.time, period.timeZone);
}

/** The instant by which the mail must be out: the same local day, at the report's deadline. */
export function deadlineAfter(period: Period, report: Timed, holidays: HolidayCalendar | null): string {
  return instantOf(scheduledDay(period, report.schedule, holidays), report.deadline, period.timeZone);
}

/** The instant at which a report goes out by itself where nobody has decided: the same local day, at its release's time. */
export function releaseAfter(
  period: Period,
  { schedule }: Timed,
  at: string,
  holidays: HolidayCalendar | null,
): string {
  return instantOf(scheduledDay(period, schedule, holidays), at, period.timeZone);
}

/** The local day on which a report is made after a period. */
export function scheduledDay(period: Period, schedule: Schedule, holidays: HolidayCalendar | null): string {
  const first = Temporal.PlainDate.from(period.to).add({ days: 1 });
  return schedule.on === 'day'
    ? first.with({ day: schedule.day }).toString()
    : businessDayFrom(first.toString(), holidays);
}

/**
 * The period for which a firing of the report's schedule is the time, or null: `not today`. A firing may come some
 * seconds off, or at the second of two equal local times; the next day's is always further away than half a day.
 */
export function dueAt(
  scheduledTime: string,
  report: Timed,
  calendar: Calendar,
  holidays: HolidayCalendar | null,
): Period | null {
  const fired = Date.parse(scheduledTime);
  const isDue = (period: Period) => {
    const late = fired - Date.parse(scheduledAfter(period, report.schedule, holidays));
    return late >= -EARLY_MS && late < HALF_DAY_MS;
  };
  return periodsBefore(scheduledTime, report, calendar).find(isDue) ?? null;
}

/** The newest period whose mail must be out by this instant. */
export function newestDue(
  instant: string,
  report: Timed,
  calendar: Calendar,
  holidays: HolidayCalendar | null,
): Period {
  const periods = periodsBefore(instant, report, calendar);
  const isDue = (period: Period) =>
    Date.parse(deadlineAfter(period, report, holidays)) - Date.parse(instant) <= EARLY_MS;
  return periods.find(isDue) ?? (periods.at(-1) as Period);
}

/** The deadline of the next business day, from which on somebody can have mended what is wrong. */
export function nextDeadline(
  instant: string,
  report: Timed,
  { timeZone }: Calendar,
  holidays: HolidayCalendar | null,
): string {
  return instantOf(businessDayAfter(localDay(instant, timeZone), holidays), report.deadline, timeZone);
}

export function localDay(instant: string, timeZone: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** Adds days to an instant: maturity counts days of 24 hours from the end of the period. */
export function addDays(instant: string, days: number): string {
  return Temporal.Instant.from(instant)
    .add({ hours: days * 24 })
    .toString();
}

export function isBefore(instant: string, other: string): boolean {
  return Temporal.Instant.compare(instant, other) < 0;
}

/** The newest three periods that can be over: a schedule lies in the month that follows its period. */
function periodsBefore(instant: string, { grain }: Timed, calendar: Calendar): Period[] {
  const here = periodOfDay(localDay(instant, calendar.timeZone), grain, calendar);
  return [0, -1, -2].map((count) => shiftPeriod(here, count, calendar));
}

function instantOf(day: string, time: string, timeZone: string): string {
  return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone, plainTime: time }).toInstant().toString();
}
