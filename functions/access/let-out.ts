// May readers see a revision? Where a report is released by a person, only what its owners have let out, or what was made
// without asking them: months of the past.
import type { Report } from '../definitions/definitions.ts';
import type { Store } from '../ports.ts';
import { readEntries, readQuestion } from '../run/release-record.ts';
import { restatementId } from '../run/request.ts';
import { readJson } from '../stored-json.ts';

export async function isLetOut(
  store: Store,
  report: Report,
  { period, revision, document }: { period: string; revision: number; document: string },
): Promise<boolean> {
  if (report.release === null) return true;
  let isAsked = false;
  for (const run of runsOf(report, period, revision)) {
    const last = (await readEntries(store, run, revision)).at(-1);
    if (last !== undefined) return last.decision !== 'hold';
    isAsked ||= (await readQuestion(store, run, revision)) !== null;
  }
  return !isAsked && (await readJson<{ origin?: string }>(store, document))?.origin === 'backfill';
}

/** Those that can have made a revision: a crash may have left behind a number that a restatement was to have. */
function runsOf({ id }: Report, period: string, revision: number): string[] {
  const again = Array.from({ length: revision - 1 }, (_, back) => restatementId(id, period, revision - back));
  return [...again, `${id}-${period}`];
}
