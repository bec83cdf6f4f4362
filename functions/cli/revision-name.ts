// Names of revisions as people write them: `2026-10`, `2026-10/r2`, `monthly-executive/2026-10/r2`.

import type { Store } from '../ports.ts';
import { ProblemError } from '../problem.ts';
import { snapshotFolder } from '../run/keys.ts';
import { readSnapshotAt } from '../run/read-snapshot.ts';
import { listRevisionNumbers } from '../run/revisions.ts';
import type { Snapshot } from '../snapshot/shape.ts';
import { DEFAULT_REPORT } from './options.ts';

export type RevisionName = { report: string; period: string; revision: number | null };

const NAME = /^(?:snapshots\/)?(?:([a-z0-9][a-z0-9-]*)\/)?(\d{4}-(?:0[1-9]|1[0-2]|Q[1-4]))(?:\/r([1-9]\d*))?\/?$/;

export function readRevisionName(text: string): RevisionName {
  const [, report = DEFAULT_REPORT, period, revision] = NAME.exec(text) ?? [];
  if (period !== undefined) return { report, period, revision: revision === undefined ? null : Number(revision) };
  throw new ProblemError({
    code: 'USAGE',
    message: `\`${text}\` names no revision.`,
    remedy: 'Write it as 2026-10, 2026-10/r2 or monthly-executive/2026-10/r2.',
  });
}

/** Rejects where the revision is not there, with those that are. */
export async function readRevision(
  store: Store,
  name: Omit<RevisionName, 'revision'>,
  revision: number,
): Promise<Snapshot> {
  const { report, period } = name;
  const snapshot = await readSnapshotAt(store, `${snapshotFolder(report, period, revision)}/snapshot.json`);
  const numbers = await listRevisionNumbers(store, report, period);
  if (snapshot !== null && numbers.includes(revision)) return snapshot;
  throw new ProblemError({
    code: 'NOT_PUBLISHED',
    message: `${report} ${period} has no revision ${revision}.`,
    remedy: numbers.length === 0 ? 'It has none at all.' : `It has ${numbers.map((one) => `r${one}`).join(', ')}.`,
  });
}
