// Revisions of reviews in the store. Only the periods at hand are looked through: a period has thousands of cards.
import { type Calendar, periodsFrom, shiftPeriod } from '../periods/period.ts';
import type { Store } from '../ports.ts';
import type { PeopleIndex } from '../snapshot/people-index-shape.ts';
import type { Person } from '../snapshot/person-shape.ts';
import { readJson } from '../stored-json.ts';
import { peopleFolder, personKey } from './keys.ts';
import type { RunRequest } from './request.ts';
import type { Revisions } from './revisions.ts';

/** Those of the request's periods and of the one before, which reviews are compared with. */
export async function findPeopleRevisions(
  store: Store,
  { report, from, to }: RunRequest,
  calendar: Calendar,
): Promise<Revisions> {
  const newest: Revisions = {};
  for (const { id } of periodsFrom(shiftPeriod(from, -1, calendar), to, calendar)) {
    for (const key of await store.list(`people/${report.series}/${id}/r`)) {
      const revision = Number(/\/r(\d+)\/manifest\.json$/.exec(key)?.[1] ?? 0);
      if (revision > (newest[id] ?? 0)) newest[id] = revision;
    }
  }
  return newest;
}

export async function readPeopleIndex(
  store: Store,
  series: string,
  period: string,
  revisions: Revisions,
): Promise<PeopleIndex | null> {
  const revision = revisions[period];
  if (revision === undefined) return null;
  return readJson<PeopleIndex>(store, `${peopleFolder(series, period, revision)}/people.json`);
}

/** The newest review of a person in a period, or null. */
export async function readPerson(
  store: Store,
  series: string,
  period: string,
  id: string,
  revisions: Revisions,
): Promise<Person | null> {
  const revision = revisions[period];
  return revision === undefined ? null : readJson<Person>(store, personKey(peopleFolder(series, period, revision), id));
}
