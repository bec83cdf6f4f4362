// Is a review contested? An objection that came in time and has no outcome yet keeps its figures as they were. One that
// came too late is shown and freezes nothing.
import { businessDaysAfter, type HolidayCalendar } from '../../periods/holidays.ts';
import { localDay } from '../../periods/schedule.ts';
import type { Response } from './responses-of.ts';

export type DisputeRules = {
  /** The local day on which the person got the review. */
  receivedOn: string;
  disputeDays: number;
  timeZone: string;
  holidays: HolidayCalendar | null;
};

/** `responses`: those about one period. The day of receipt does not count; the last day does, to its end. */
export function isContested(responses: Response[], rules: DisputeRules): boolean {
  const lastDay = businessDaysAfter(rules.receivedOn, rules.disputeDays, rules.holidays);
  return responses
    .filter(({ kind, writtenAt }) => kind === 'objection' && localDay(writtenAt, rules.timeZone) <= lastDay)
    .some(
      (objection) => !responses.some((other) => other.kind === 'outcome' && other.writtenAt >= objection.writtenAt),
    );
}
