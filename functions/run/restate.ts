// Months that a run looked at again and found otherwise than they were published: each is made anew, as a run of its own
// that publishes the next revision. What was mailed before never changes.

import { isOfPeople } from '../definitions/report-series.ts';
import { type Calendar, readPeriod } from '../periods/period.ts';
import { scheduledAfter } from '../periods/schedule.ts';
import type { Store } from '../ports.ts';
import { type Problem, ProblemError } from '../problem.ts';
import { findLastAttempt, readOutcome } from './claim-run.ts';
import { closedAlready, readClosing } from './closing.ts';
import type { RunFrame } from './frame.ts';
import { attemptFolder } from './keys.ts';
import { mustReadSnapshot } from './read-snapshot.ts';
import { type Published, type RunContext, type RunRequest, type RunResult, restatementId, runIdOf } from './request.ts';
import { findRevisions, listRevisionNumbers, readSnapshot } from './revisions.ts';

/** A period and the number that its next revision has. */
export type Wanted = { period: string; revision: number };

/** How making a period anew ended. */
export type Restated = { period: string; run: string; outcome: RunResult['outcome']; problems: Problem[] };

/** Enough to see what is wrong; the run's own record has all. */
const PROBLEMS_TOLD = 5;

/** Those that the newest of the published snapshots found otherwise, the oldest first. */
export async function findRestatable(
  store: Store,
  { report }: RunRequest,
  published: readonly Published[],
): Promise<Wanted[]> {
  const own = published.at(-1);
  // Reviews of people are final by their own schedule; an objection opens them, and nothing else.
  if (own === undefined || isOfPeople(report.view)) return [];
  const { restated } = await mustReadSnapshot(store, `${own.key}/snapshot.json`);
  const revisions = await findRevisions(store, report.id);
  return [...new Set(restated.map(({ period }) => period))]
    .sort()
    .map((period) => ({ period, revision: (revisions[period] ?? 0) + 1 }));
}

/** The request that makes a period anew, as of the same hour as the run that found it otherwise. */
export function requestAgain(
  { report, asOf, takeOver }: Pick<RunRequest, 'report' | 'asOf' | 'takeOver'>,
  { period, revision }: Wanted,
  calendar: Calendar,
): RunRequest {
  const to = readPeriod(period, calendar);
  if (to === null) throw new Error(`${period} is no period`);
  return { report, kind: 'restate', revision, from: to, to, asOf, takeOver };
}

/** A backfill mails nobody, and of a restatement hear those who were mailed the month: where there is anything new. */
export async function mustTell({ ports, request }: RunFrame, published: readonly Published[]): Promise<boolean> {
  const own = published.at(-1);
  if (request.kind === 'backfill' || own === undefined || own.revision < (request.revision ?? 1)) return false;
  const run = runIdOf({ ...request, kind: 'run' });
  return (await ports.store.list(`${attemptFolder(run, 1)}/`)).length > 0;
}

export function restatedBy(period: string, result: RunResult): Restated {
  const problems = 'problems' in result ? result.problems.slice(0, PROBLEMS_TOLD) : [];
  return { period, run: result.run, outcome: result.outcome, problems };
}

/**
 * The request of a person who asks for a period anew: as of the newest hour that anything was published, so that the clock
 * has no say. Rejects where the period was not published or is closed.
 */
export async function askAgain(
  store: Store,
  { report, to, takeOver }: Pick<RunRequest, 'report' | 'to' | 'takeOver'>,
  { definitions, calendar }: Pick<RunContext, 'definitions' | 'calendar'>,
): Promise<RunRequest> {
  const revision = await nextRevision(store, report.id, to.id);
  const revisions = await findRevisions(store, report.id);
  const last = Object.keys(revisions).sort().at(-1) as string;
  const published = (await readSnapshot(store, report.id, last, revisions))?.asOf ?? '';
  const own = scheduledAfter(to, report.schedule, definitions.holidays);
  const asOf = published > own ? published : own;
  return requestAgain({ report, asOf, takeOver }, { period: to.id, revision }, calendar);
}

/** The number that restating a period makes or goes on with. Rejects where it was not published or is closed. */
export async function nextRevision(store: Store, report: string, period: string): Promise<number> {
  const closing = await readClosing(store, report, period);
  if (closing !== null) throw closedAlready(closing);
  const newest = (await listRevisionNumbers(store, report, period)).at(-1);
  if (newest === undefined) {
    throw new ProblemError({
      code: 'NOT_PUBLISHED',
      message: `${period} of ${report} has not been published, so that there is nothing to restate.`,
      remedy: `Publish it: npx scorecard run --period ${period}`,
    });
  }
  return (await isUnfinished(store, restatementId(report, period, newest))) ? newest : newest + 1;
}

/** The newest revision was published by a run that did not come to its end: that one is gone on with. */
async function isUnfinished(store: Store, run: string): Promise<boolean> {
  const attempt = await findLastAttempt(store, run);
  return attempt > 0 && (await readOutcome(store, run, attempt)) !== 'done';
}
