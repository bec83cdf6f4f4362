// Which periods a run publishes, evaluates and queries. Pure: from the request, what is stored and since when there are
// rows.
import { Temporal } from 'temporal-polyfill';
import { EMPLOYEE, type Report } from '../definitions/definitions.ts';
import { utcDay } from '../facts/period-rows.ts';
import { type Calendar, type Period, periodOfDay, periodsFrom, shiftPeriod, yearBefore } from '../periods/period.ts';
import { listRanges, rangesOf } from '../periods/ranges.ts';
import { windowsOf } from '../scorecards/windows.ts';
import type { RunContext, RunRequest } from './request.ts';
import type { Revisions } from './revisions.ts';

export type PlannedPeriods = {
  /** Oldest first; the last one is the run's own. */
  published: Period[];
  /** Published ones and the two before each, which are looked at again. */
  evaluated: Period[];
  /** Evaluated ones and, for facts that are read a year back, those too. */
  yearsBefore: Period[];
  /** Longer periods that comparisons of the last period need, in total and by small dimensions. */
  ranges: Period[];
  /** Other months that lines of cards are scored over, cut by large dimensions too. */
  windows: Period[];
  /** Those for which large dimensions are cut: where members are listed, and the same a year before. */
  detailed: string[];
};

const LOOKED_AT_AGAIN = 2;

/** `firstDay`: the first local day with rows, or null where there are none. */
export function planPeriods(
  request: RunRequest,
  revisions: Revisions,
  firstDay: string | null,
  context: Pick<RunContext, 'calendar' | 'definitions'>,
): PlannedPeriods {
  const { kind, from, to, report } = request;
  const { calendar } = context;
  const isFirst = Object.keys(revisions).length === 0;
  const start = kind === 'backfill' ? from : isFirst ? historyStart(to, report, firstDay, calendar) : to;
  const published = periodsFrom(start, to, calendar);
  const evaluated = periodsFrom(shiftPeriod(start, -LOOKED_AT_AGAIN, calendar), to, calendar);
  const known = new Set(evaluated.map(({ id }) => id));
  const yearsBefore = evaluated.map((period) => yearBefore(period, calendar)).filter(({ id }) => !known.has(id));
  const shown = kind === 'backfill' ? evaluated : [to, shiftPeriod(to, -1, calendar)];
  const detailed = [...shown, ...shown.map((period) => yearBefore(period, calendar))];
  const ranges = listRanges(rangesOf(to, calendar, context.definitions.shop.parameters.combineJanFeb));
  const windows = windowsOfRun(request, evaluated, kind === 'backfill' ? published : [to], context);
  const ids = [...detailed, ...windows].map(({ id }) => id);
  return { published, evaluated, yearsBefore, ranges, windows, detailed: [...new Set(ids)] };
}

/** The first UTC day of the partitions that a run may read, before it is known since when there are rows. */
export function firstDayRead(request: RunRequest, revisions: Revisions, context: RunContext): string {
  const { kind, from, to, report } = request;
  const { calendar, definitions } = context;
  const isFirst = kind === 'run' && Object.keys(revisions).length === 0;
  const start = isFirst ? shiftPeriod(to, -periodsOf(report), calendar) : from;
  const lookedAt = shiftPeriod(start, -LOOKED_AT_AGAIN, calendar);
  const windows = windowsOfRun(request, [lookedAt], kind === 'backfill' ? [start] : [to], context);
  const { yearToDate } = rangesOf(to, context.calendar, false);
  const [earliest = lookedAt] = [lookedAt, yearToDate, ...windows].sort((a, b) => (a.from < b.from ? -1 : 1));
  return utcDay(earliest.startsAt).subtract({ days: definitions.shop.parameters.lookbackDays }).toString();
}

/** The first day that any figure of a run can be about: rows before it say nothing to it. */
export function firstDayCovered(request: RunRequest, revisions: Revisions, context: RunContext): string {
  return Temporal.PlainDate.from(firstDayRead(request, revisions, context))
    .subtract({ years: 1 })
    .toString();
}

/** What lines are scored over, where that is not the period: of every evaluated one, of people only where they are reviewed. */
function windowsOfRun(
  { report, asOf }: RunRequest,
  evaluated: Period[],
  reviewed: Period[],
  { calendar, definitions }: Pick<RunContext, 'calendar' | 'definitions'>,
): Period[] {
  const isOfPeople = (id: string) => definitions.scorecards[id]?.subject === EMPLOYEE;
  const people = [...report.scorecards, ...report.people].filter(isOfPeople);
  const others = report.scorecards.filter((id) => !isOfPeople(id));
  const windows = [
    ...evaluated.flatMap((period) => windowsOf(others, definitions, period, asOf, calendar)),
    ...reviewed.flatMap((period) => windowsOf(people, definitions, period, asOf, calendar)),
  ];
  return [...new Map(windows.map((window) => [window.id, window])).values()];
}

function periodsOf({ historyMonths, grain }: Report): number {
  return grain === 'month' ? historyMonths : Math.floor(historyMonths / 3);
}

/** The first run of a deployment publishes the history too, as far back as there are rows. */
function historyStart(to: Period, report: Report, firstDay: string | null, calendar: Calendar): Period {
  if (firstDay === null || firstDay > to.to) return to;
  const earliest = shiftPeriod(to, -periodsOf(report), calendar);
  const first = periodOfDay(firstDay, report.grain, calendar);
  return first.from > earliest.from ? first : earliest;
}
