// May readers see a revision? Where a report is released by a person, only what its owners have let out, or what was made
// without asking them: months of the past.
import type { Report } from '../definitions/definitions.ts';
import type { Store } from '../ports.ts';
import { readEntries, readQuestion } from '../run/release-record.ts';
import { readJson } from '../stored-json.ts';

export async function isLetOut(
  store: Store,
  report: Report,
  { period, revision, document }: { period: string; revision: number; document: string },
): Promise<boolean> {
  if (report.release === null) return true;
  const run = `${report.id}-${period}`;
  const last = (await readEntries(store, run, revision)).at(-1);
  if (last !== undefined) return last.decision !== 'hold';
  if ((await readQuestion(store, run, revision)) !== null) return false;
  return (await readJson<{ origin?: string }>(store, document))?.origin === 'backfill';
}
