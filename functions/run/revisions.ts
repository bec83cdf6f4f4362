// Revisions in the store. A revision exists if and only if its manifest does; what a crash left behind without one is
// passed over by the next number.

import type { Store } from '../ports.ts';
import type { Snapshot } from '../snapshot/shape.ts';
import { snapshotFolder } from './keys.ts';
import { readSnapshotAt } from './read-snapshot.ts';

/** Period → newest revision of a report. */
export type Revisions = Record<string, number>;

export async function findRevisions(store: Store, report: string): Promise<Revisions> {
  const newest: Revisions = {};
  for (const key of await store.list(`snapshots/${report}/`)) {
    const found = /^snapshots\/[^/]+\/([^/]+)\/r(\d+)\/manifest\.json$/.exec(key);
    if (!found?.[1]) continue;
    newest[found[1]] = Math.max(newest[found[1]] ?? 0, Number(found[2]));
  }
  return newest;
}

/** Numbers of the revisions of a period, the first one first. */
export async function listRevisionNumbers(
  store: Pick<Store, 'list'>,
  report: string,
  period: string,
): Promise<number[]> {
  const keys = await store.list(`snapshots/${report}/${period}/r`);
  const numbers = keys.flatMap((key) => /^snapshots\/[^/]+\/[^/]+\/r(\d+)\/manifest\.json$/.exec(key)?.[1] ?? []);
  return numbers.map(Number).sort((a, b) => a - b);
}

/** The newest snapshot of a period whose number is below another, or null. */
export async function readSnapshotBefore(
  store: Store,
  report: string,
  period: string,
  revision: number,
): Promise<Snapshot | null> {
  const numbers = await listRevisionNumbers(store, report, period);
  const newest = numbers.filter((number) => number < revision).at(-1);
  return newest === undefined ? null : readSnapshot(store, report, period, { [period]: newest });
}

/** The newest stored snapshot of a period, or null. */
export async function readSnapshot(
  store: Store,
  report: string,
  period: string,
  revisions: Revisions,
): Promise<Snapshot | null> {
  const revision = revisions[period];
  if (revision === undefined) return null;
  return readSnapshotAt(store, `${snapshotFolder(report, period, revision)}/snapshot.json`);
}
