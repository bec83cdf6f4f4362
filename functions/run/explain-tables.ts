// The tables behind one figure, checked as a run checks them: what is left out of a run's statements is left out of its
// explanation too, and what people accepted for the period stands here as it does there.
import { Temporal } from 'temporal-polyfill';
import { type Checked, checkSources } from '../checks/check-sources.ts';
import { monthOf } from '../checks/profile.ts';
import type { Definitions, Report } from '../definitions/definitions.ts';
import { utcDay } from '../facts/period-rows.ts';
import { type Calendar, type Period, periodOfDay } from '../periods/period.ts';
import { scheduledDay } from '../periods/schedule.ts';
import type { Engine, Store } from '../ports.ts';
import { ProblemError } from '../problem.ts';
import { readAcceptances } from './acceptances.ts';
import { readProfiles } from './profiles.ts';

export type TablesQuestion = {
  definitions: Definitions;
  calendar: Calendar;
  report: Report;
  period: Period;
  asOf: string;
  /** Every period that a statement of the figure reads. */
  read: Period[];
  /** The first day that its history reaches back to. */
  coveredSince: string;
  tables: string[];
};

/** `published`: where runs keep what they found and what people accepted. What holds a run is told and holds nothing here. */
export async function checkTables(
  question: TablesQuestion,
  { engine, published }: { engine: Engine; published: Store },
): Promise<Checked> {
  const { definitions, calendar, report, period, asOf, read, coveredSince, tables } = question;
  const [first = period] = [...read].sort((one, other) => (one.startsAt < other.startsAt ? -1 : 1));
  const sinceDay = utcDay(first.startsAt).subtract({ days: definitions.shop.parameters.lookbackDays }).toString();
  const dayAfter = Temporal.PlainDate.from(period.to).add({ days: 1 }).toString();
  const next = periodOfDay(dayAfter, report.grain, calendar);
  const { checked } = await checkSources(definitions, engine, tables, {
    period,
    asOf,
    sinceDay,
    coveredSince: coveredSince < sinceDay ? coveredSince : sinceDay,
    published: await readProfiles(published, coveredSince, monthOf(period.from)),
    last: [],
    nextRunOn: scheduledDay(next, report.schedule, definitions.holidays),
    accepted: await readAcceptances(published, { report, to: period }),
  });
  const unreadable = checked.checks.some(({ id, outcome }) => id === 'columns_present' && outcome === 'held');
  if (unreadable) throw new ProblemError(checked.problems);
  return { ...checked, checks: checked.checks.filter(({ table }) => tables.includes(table)) };
}
