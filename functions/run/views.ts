// What a run does differently by what its report shows: where its revisions lie, how they are published, and what of them
// a reader gets.
import type { Report } from '../definitions/definitions.ts';
import type { ReaderEdition } from '../delivery/reader-edition.ts';
import type { Store } from '../ports.ts';
import type { Snapshot } from '../snapshot/shape.ts';
import type { Editions } from './editions.ts';
import type { RunFrame } from './frame.ts';
import { type PublishInput, publishPeriods } from './publish.ts';
import type { Published, RunRequest } from './request.ts';
import { findRevisions, type Revisions, readSnapshot } from './revisions.ts';
import { openSnapshotEditions } from './snapshot-editions.ts';

export type View = {
  findRevisions(store: Store, request: RunRequest): Promise<Revisions>;
  /** The tables of the newest revision, or of none. */
  lastSources(store: Store, request: RunRequest, revisions: Revisions): Promise<Snapshot['sources']>;
  publish(input: PublishInput, store: Store): Promise<Published[]>;
  open(frame: RunFrame, published: Published[], revisions: Revisions, wanted?: ReaderEdition[]): Promise<Editions>;
};

const SNAPSHOTS: View = {
  findRevisions: (store, { report }) => findRevisions(store, report.id),
  async lastSources(store, { report, to }, revisions) {
    const newest = Object.keys(revisions).sort().at(-1) ?? to.id;
    return (await readSnapshot(store, report.id, newest, revisions))?.sources ?? [];
  },
  publish: publishPeriods,
  open: openSnapshotEditions,
};

export const VIEWS: Record<Report['view'], View> = {
  shop: SNAPSHOTS,
  slice: SNAPSHOTS,
  person: SNAPSHOTS,
  team: SNAPSHOTS,
};
