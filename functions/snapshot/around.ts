// The periods that the figures of a snapshot are compared with, found once.
import { type Calendar, type Period, shiftPeriod, yearBefore } from '../periods/period.ts';

export type Around = { previous: Period; yearAgo: Period; trend: Period[] };

const TREND_PERIODS = 12;

export function periodsAround(period: Period, calendar: Calendar): Around {
  return {
    previous: shiftPeriod(period, -1, calendar),
    yearAgo: yearBefore(period, calendar),
    trend: Array.from({ length: TREND_PERIODS }, (_, at) => shiftPeriod(period, at + 1 - TREND_PERIODS, calendar)),
  };
}
