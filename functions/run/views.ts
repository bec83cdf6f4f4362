// What a run does differently by what its report shows: where its revisions lie, how they are published, and what of them
// a reader gets.
import type { Report } from '../definitions/definitions.ts';
import type { ReaderEdition } from '../delivery/reader-edition.ts';
import type { Calendar } from '../periods/period.ts';
import type { Store } from '../ports.ts';
import type { Snapshot } from '../snapshot/shape.ts';
import type { Editions, RunEditionFrame } from './editions.ts';
import type { RunFrame } from './frame.ts';
import { personalMailFolder } from './keys.ts';
import { openPeopleEditions } from './people-editions.ts';
import { findPeopleRevisions, readPeopleIndex } from './people-revisions.ts';
import { type PublishInput, publishPeriods } from './publish.ts';
import { publishPeople } from './publish-people.ts';
import type { Published, RunRequest } from './request.ts';
import { findRevisions, type Revisions, readSnapshot } from './revisions.ts';
import { openSnapshotEditions } from './snapshot-editions.ts';

export type View = {
  findRevisions(store: Store, request: RunRequest, calendar: Calendar): Promise<Revisions>;
  /** The tables of the newest revision, or of none. */
  lastSources(store: Store, request: RunRequest, revisions: Revisions): Promise<Snapshot['sources']>;
  publish(input: PublishInput, store: Store): Promise<Published[]>;
  open(
    frame: RunEditionFrame,
    published: Published[],
    revisions: Revisions,
    wanted?: ReaderEdition[],
  ): Promise<Editions>;
  /** Where rendered mails lie. */
  mailFolder(frame: RunFrame): string;
};

const SNAPSHOTS: View = {
  findRevisions: (store, { report }) => findRevisions(store, report.id),
  async lastSources(store, { report, to }, revisions) {
    const newest = Object.keys(revisions).sort().at(-1) ?? to.id;
    return (await readSnapshot(store, report.id, newest, revisions))?.sources ?? [];
  },
  publish: publishPeriods,
  open: openSnapshotEditions,
  mailFolder: ({ folder }) => folder,
};

const PEOPLE: View = {
  findRevisions: findPeopleRevisions,
  async lastSources(store, { report }, revisions) {
    const newest = Object.keys(revisions).sort().at(-1);
    return newest === undefined
      ? []
      : ((await readPeopleIndex(store, report.series, newest, revisions))?.sources ?? []);
  },
  publish: publishPeople,
  open: openPeopleEditions,
  mailFolder: ({ run }) => personalMailFolder(run),
};

export const VIEWS: Record<Report['view'], View> = {
  shop: SNAPSHOTS,
  slice: SNAPSHOTS,
  person: PEOPLE,
  team: PEOPLE,
};
