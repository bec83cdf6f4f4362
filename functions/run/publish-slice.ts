// The snapshot of a slice, cut from a published one and written beside it once: what its readers see is what lies there.
import type { Definitions } from '../definitions/definitions.ts';
import type { Store } from '../ports.ts';
import type { Snapshot } from '../snapshot/shape.ts';
import type { MemberPast, SliceOf } from '../snapshot/slice.ts';
import { sliceSnapshot } from '../snapshot/slice.ts';
import { sliceFolder, snapshotFolder } from './keys.ts';
import { mustReadSnapshot } from './read-snapshot.ts';
import { type Revisions, readSnapshot } from './revisions.ts';
import { snapshotFiles } from './snapshot-files.ts';
import { type ListedFile, listFile, toJson } from './write-revision.ts';

/** Answers the slice as it is stored, which an earlier run may have done. */
export async function publishSlice(
  store: Store,
  whole: Snapshot,
  slice: SliceOf,
  from: { past: MemberPast; definitions: Definitions },
): Promise<Snapshot> {
  const { report, period, revision } = whole;
  const folder = sliceFolder(snapshotFolder(report.id, period.id, revision), slice);
  const key = `${folder}/snapshot.json`;
  const { definitions } = from;
  await store.putOnce(key, toJson(cutSlice(whole, slice, from)));
  const stored = await mustReadSnapshot(store, key);
  const files: ListedFile[] = [];
  for await (const file of snapshotFiles(folder, stored, definitions)) {
    await store.putOnce(file.key, file.body);
    files.push(listFile(file));
  }
  files.push(listFile({ key, body: toJson(stored) }));
  await store.putOnce(`${folder}/manifest.json`, toJson({ files }));
  return stored;
}

export function cutSlice(
  whole: Snapshot,
  slice: SliceOf,
  { past, definitions }: { past: MemberPast; definitions: Definitions },
): Snapshot {
  const { scoreAtTarget } = definitions.shop.parameters;
  // Remarks are written for colleagues; who reads only ever a slice, such as a carrier, is none.
  const withComments = definitions.reports[whole.report.id]?.view === 'shop';
  return sliceSnapshot(whole, slice, { past, scoreAtTarget, withComments });
}

/** What the months before say of the members of some slices; each snapshot is read alone and let go. */
export async function readMemberPasts(
  store: Store,
  { report, period, kpis }: Snapshot,
  slices: SliceOf[],
  revisions: Revisions,
): Promise<(slice: SliceOf) => MemberPast> {
  const periods = new Set(
    kpis.flatMap(({ trend, yearAgo }) => [...trend.map((point) => point.period), yearAgo?.period]),
  );
  const known = new Map<string, { value: string | null; provisional: boolean }>();
  const name = ({ dimension, member }: SliceOf, of: string, kpi: string) => `${of} ${kpi} ${dimension}=${member}`;
  for (const id of periods) {
    const earlier = id === undefined || id === period.id ? null : await readSnapshot(store, report.id, id, revisions);
    for (const kpi of earlier?.kpis ?? []) {
      for (const slice of slices) {
        const found = kpi.members[slice.dimension]?.find(({ member }) => member === slice.member);
        if (!found) continue;
        const provisional = found.notes.includes('provisional');
        known.set(name(slice, id as string, kpi.id), { value: found.value, provisional });
      }
    }
  }
  return (slice) => (of, kpi) => known.get(name(slice, of, kpi));
}
