// What a reader may open: the revisions of their report and of each the files that are theirs. Keys come from what lies in
// the store and are never made from what somebody asked for, so no request can lead out of this list.
import type { Report } from '../definitions/definitions.ts';
import type { Slice } from '../delivery/recipients.ts';
import { type Calendar, periodOfDay, shiftPeriod } from '../periods/period.ts';
import type { Store } from '../ports.ts';
import { peopleFolder, personKey, sliceFolder, snapshotFolder } from '../run/keys.ts';
import type { PeopleIndex } from '../snapshot/people-index-shape.ts';
import { readJson } from '../stored-json.ts';
import type { Reader } from './find-reader.ts';
import { isLetOut } from './let-out.ts';

export type RevisionFile = { name: string; key: string; bytes: number; sha256: string };

export type Revision = {
  period: string;
  revision: number;
  /** Of the whole revision, also where a reader may see a part of it. */
  folder: string;
  /** The document that the reader's mail shows: a snapshot, a slice's, a person's card, or the index of reviews. */
  document: string;
  files: RevisionFile[];
};

type Manifest = { files: { key: string; size: number; sha256: string }[] };

type Found = { period: string; revision: number };

/** Newest period first, of each the newest revision first. */
export async function listRevisions(
  store: Store,
  reader: Reader,
  { now, calendar }: { now: string; calendar: Calendar },
): Promise<Found[]> {
  const { report } = reader;
  const found = isOfPeople(report)
    ? await findReviews(store, report, { now, calendar })
    : await findSnapshots(store, report, 'slice' in reader.sees ? reader.sees.slice : null);
  return found.sort((a, b) => (a.period === b.period ? b.revision - a.revision : a.period < b.period ? 1 : -1));
}

/** Null where the revision holds nothing of this reader's, or its owners have not let it out. */
export async function openRevision(
  store: Store,
  reader: Reader,
  { period, revision }: Found,
): Promise<Revision | null> {
  const { report, isOwner } = reader;
  const opened = isOfPeople(report)
    ? await openReviews(store, reader, { period, revision })
    : await openSnapshot(store, reader, { period, revision });
  if (opened === null || opened.files.length === 0) return null;
  return isOwner || (await isLetOut(store, report, opened)) ? opened : null;
}

function isOfPeople({ view }: Report): boolean {
  return view === 'person' || view === 'team';
}

/** A manifest makes a revision, and one of its own a slice. */
async function findSnapshots(store: Store, report: Report, slice: Slice | null): Promise<Found[]> {
  const keys = await store.list(`snapshots/${report.id}/`);
  return keys.flatMap((key): Found[] => {
    const [, period, revision] = /^snapshots\/[^/]+\/([^/]+)\/r([0-9]+)\//.exec(key) ?? [];
    if (period === undefined || revision === undefined) return [];
    const folder = snapshotFolder(report.id, period, Number(revision));
    const wanted = slice === null ? folder : sliceFolder(folder, slice);
    return key === `${wanted}/manifest.json` ? [{ period, revision: Number(revision) }] : [];
  });
}

async function openSnapshot(store: Store, { report, sees }: Reader, found: Found): Promise<Revision | null> {
  const folder = snapshotFolder(report.id, found.period, found.revision);
  if ((await store.get(`${folder}/manifest.json`)) === null) return null;
  if (!('whole' in sees) && !('slice' in sees)) return null;
  const own = 'slice' in sees ? sliceFolder(folder, sees.slice) : folder;
  const listed = await filesIn(store, own);
  if (listed === null) return null;
  // What lies deeper, or elsewhere, is somebody else's: slices, and figures of people.
  const files = listed.filter(({ key, name }) => key === `${own}/${name}`);
  return { ...found, folder, document: `${own}/snapshot.json`, files };
}

/** Reviews are kept so long; each period is asked for by itself, since all of them are many thousand keys. */
const REVIEW_MONTHS = 25;
/** A number may be passed over after a crash. */
const PASSED_OVER = 2;

async function findReviews(
  store: Store,
  { series, grain }: Report,
  { now, calendar }: { now: string; calendar: Calendar },
): Promise<Found[]> {
  const current = periodOfDay(now.slice(0, 10), grain, calendar);
  const count = grain === 'month' ? REVIEW_MONTHS : Math.ceil(REVIEW_MONTHS / 3);
  const periods = Array.from({ length: count + 1 }, (_, back) => shiftPeriod(current, -back, calendar).id);
  const found = await Promise.all(periods.map((period) => findReviewsOf(store, series, period)));
  return found.flat();
}

async function findReviewsOf(store: Store, series: string, period: string): Promise<Found[]> {
  const found: Found[] = [];
  for (let revision = 1, missed = 0; missed < PASSED_OVER; revision += 1) {
    const isThere = (await store.get(`${peopleFolder(series, period, revision)}/manifest.json`)) !== null;
    if (isThere) found.push({ period, revision });
    missed = isThere ? 0 : missed + 1;
  }
  return found;
}

async function openReviews(store: Store, reader: Reader, found: Found): Promise<Revision | null> {
  const { sees } = reader;
  const folder = peopleFolder(reader.report.series, found.period, found.revision);
  const [listed, index] = await Promise.all([
    filesIn(store, folder),
    readJson<PeopleIndex>(store, `${folder}/people.json`),
  ]);
  if (listed === null || index === null) return null;
  const people = index.people.filter(({ id, manager }) => {
    if ('everybody' in sees) return true;
    return 'team' in sees ? manager === sees.team : 'person' in sees && id === sees.person;
  });
  const cards = new Map(people.map(({ id }) => [personKey(folder, id), id]));
  const files = listed.flatMap((file) => {
    const id = cards.get(file.key);
    return id === undefined ? [] : [{ ...file, name: `${id}.json` }];
  });
  const document = 'person' in sees ? personKey(folder, sees.person) : `${folder}/people.json`;
  return { ...found, folder, document, files };
}

async function filesIn(store: Store, folder: string): Promise<RevisionFile[] | null> {
  const manifest = await readJson<Manifest>(store, `${folder}/manifest.json`);
  if (manifest === null) return null;
  return manifest.files.map(({ key, size, sha256 }) => ({
    name: key.slice(key.lastIndexOf('/') + 1),
    key,
    bytes: size,
    sha256,
  }));
}
