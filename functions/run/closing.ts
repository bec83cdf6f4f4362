// Closing the books on a period: a record in the store, written once, of which revision finance took, who closed it, when
// and why. What the data says afterwards makes no revision any more; it is told as adjustments in the open period.
import type { Store } from '../ports.ts';
import { ProblemError } from '../problem.ts';
import { readJson } from '../stored-json.ts';
import { closingFolder, closingKey, snapshotFolder } from './keys.ts';
import { findRevisions } from './revisions.ts';
import { sha256, toJson } from './write-revision.ts';

export type Closing = {
  report: string;
  period: string;
  revision: number;
  /** SHA-256 of the revision's manifest, which holds those of all its files. */
  manifest: string;
  by: string;
  reason: string;
  /** ISO 8601, Z. */
  at: string;
};

/** By period. */
export type Closings = Record<string, Closing>;

export async function readClosings(store: Pick<Store, 'list' | 'get'>, report: string): Promise<Closings> {
  const keys = await store.list(`${closingFolder(report)}/`);
  const found = await Promise.all(keys.map((key) => readJson<Closing>(store, key)));
  return Object.fromEntries(found.flatMap((closing) => (closing === null ? [] : [[closing.period, closing]])));
}

/** Of all reports, by report and period. */
export async function listClosings(store: Pick<Store, 'list' | 'get'>): Promise<Closing[]> {
  const found = await Promise.all((await store.list('closed/')).map((key) => readJson<Closing>(store, key)));
  return found.filter((closing) => closing !== null);
}

export async function readClosing(store: Pick<Store, 'get'>, report: string, period: string): Promise<Closing | null> {
  return readJson<Closing>(store, closingKey(report, period));
}

/** Closes the newest revision. Rejects where there is none, and says who was first where it is closed already. */
export async function closePeriod(
  store: Store,
  said: Pick<Closing, 'report' | 'period' | 'by' | 'reason' | 'at'>,
): Promise<Closing> {
  const { report, period } = said;
  const earlier = await readClosing(store, report, period);
  if (earlier !== null) throw closedAlready(earlier);
  const revision = (await findRevisions(store, report))[period];
  if (revision === undefined) throw notPublished(report, period);
  const manifest = await store.get(`${snapshotFolder(report, period, revision)}/manifest.json`);
  if (manifest === null) throw notPublished(report, period);
  const closing = {
    report,
    period,
    revision,
    manifest: sha256(manifest),
    by: said.by,
    reason: said.reason,
    at: said.at,
  };
  // Somebody may have been faster; what they wrote stands.
  const put = await store.putOnce(closingKey(report, period), toJson(closing));
  if (put !== 'different') return closing;
  throw closedAlready((await readClosing(store, report, period)) as Closing);
}

export function closedAlready({ report, period, revision, by, at, reason }: Closing): ProblemError {
  return new ProblemError({
    code: 'PERIOD_CLOSED',
    message: `${period} of ${report} is closed: revision ${revision}, by ${by}, at ${at}: ${reason}`,
    place: { file: closingKey(report, period) },
    remedy: 'What the data says now is told as adjustments in the month that is open. A closed period stays as it is.',
  });
}

function notPublished(report: string, period: string): ProblemError {
  return new ProblemError({
    code: 'NOT_PUBLISHED',
    message: `${period} of ${report} has not been published, so that there is nothing to close.`,
    remedy: `Publish it first: npx scorecard run --period ${period}`,
  });
}
