// The next runs of a report, as `scorecard schedule` shows them.
import { Temporal } from 'temporal-polyfill';
import { calendarCovers, type Holiday, type HolidayCalendar, holidaysBetween } from './holidays.ts';
import { type Calendar, type Period, periodOfDay, shiftPeriod } from './period.ts';
import { deadlineAfter, scheduledAfter, scheduledDay, type Timed } from './schedule.ts';

export type UpcomingRun = {
  period: Period;
  /** Instants, ISO 8601 with Z. */
  scheduledAt: string;
  deadlineAt: string;
  /** Holidays that put it off. */
  after: Holiday[];
  /** Does the calendar of holidays know the year? */
  isCovered: boolean;
  /** Does the local time exist that day? A time that the clocks leave out is fired by no scheduler. */
  exists: boolean;
};

/** The first `count` runs on or after a local day. */
export function upcomingRuns(
  from: string,
  count: number,
  report: Timed,
  calendar: Calendar,
  holidays: HolidayCalendar | null,
): UpcomingRun[] {
  const runs: UpcomingRun[] = [];
  let period = shiftPeriod(periodOfDay(from, report.grain, calendar), -1, calendar);
  for (; runs.length < count; period = shiftPeriod(period, 1, calendar)) {
    if (scheduledDay(period, report.schedule, holidays) >= from) runs.push(runOf(period, report, holidays));
  }
  return runs;
}

function runOf(period: Period, report: Timed, holidays: HolidayCalendar | null): UpcomingRun {
  const day = scheduledDay(period, report.schedule, holidays);
  const first = Temporal.PlainDate.from(period.to).add({ days: 1 }).toString();
  const scheduledAt = scheduledAfter(period, report.schedule, holidays);
  const local = Temporal.Instant.from(scheduledAt).toZonedDateTimeISO(period.timeZone);
  const isByCalendar = report.schedule.on === 'first_business_day';
  return {
    period,
    scheduledAt,
    deadlineAt: deadlineAfter(period, report, holidays),
    after: isByCalendar ? holidaysBetween(first, day, holidays) : [],
    isCovered: !isByCalendar || calendarCovers(holidays, Number(day.slice(0, 4))),
    exists: local.toPlainTime().toString({ smallestUnit: 'minute' }) === report.schedule.time,
  };
}
