// Publishes reviews of people: one card a person, written one by one, so that two thousand need no more memory than two.
// Reports that show the same reviews find what the first of them made; an open objection freezes a person's figures.

import type { Period } from '../periods/period.ts';
import { shiftPeriod } from '../periods/period.ts';
import type { Store } from '../ports.ts';
import type { PeopleIndex } from '../snapshot/people-index-shape.ts';
import type { Person } from '../snapshot/person-shape.ts';
import { SCHEMA_VERSION } from '../snapshot/shape.ts';
import { peopleFolder, personKey } from './keys.ts';
import { readPeopleIndex, readPerson } from './people-revisions.ts';
import type { PublishInput } from './publish.ts';
import type { Published } from './request.ts';
import { openReviews, type Reviews } from './review-people.ts';
import type { Revisions } from './revisions.ts';
import { type RevisionFile, sha256, toJson, writeRevision } from './write-revision.ts';

/** So many people's earlier cards are read side by side. */
const READ_AT_ONCE = 8;

type Listed = PeopleIndex['people'][number];

export async function publishPeople(input: PublishInput, store: Store): Promise<Published[]> {
  const newest: Revisions = { ...input.revisions };
  const published: Published[] = [];
  for (const period of input.planned.published) {
    const done = await publishPeriod(period, newest, input, store);
    newest[period.id] = done.revision;
    published.push(done);
  }
  return published;
}

async function publishPeriod(period: Period, newest: Revisions, input: PublishInput, store: Store): Promise<Published> {
  const { series } = input.request.report;
  const folder = (revision: number) => peopleFolder(series, period.id, revision);
  const last = await readPeopleIndex(store, series, period.id, newest);
  const reviews = reviewsOf(period, input);
  const people = peopleOf(period, reviews, newest, input, store);
  if (last !== null && (isOfThisRun(last, input) || (await saysTheSame(last, people(last.revision))))) {
    return { period: period.id, revision: last.revision, key: folder(last.revision), outcome: 'unchanged' };
  }
  const files = async function* (revision: number): AsyncGenerator<RevisionFile> {
    const listed: Listed[] = [];
    for await (const person of people(revision)) {
      const body = toJson(person);
      listed.push(listOf(person, body));
      yield { key: personKey(folder(revision), person.person.id), body };
    }
    yield { key: `${folder(revision)}/people.json`, body: toJson(indexOf(period, revision, listed, input)) };
  };
  const revision = await writeRevision(store, newest[period.id] ?? 0, folder, files);
  return { period: period.id, revision, key: folder(revision), outcome: 'created' };
}

function reviewsOf(period: Period, { request, context, reading, statements }: PublishInput): Reviews {
  const { definitions, calendar } = context;
  const report = definitions.reports[request.report.series];
  if (!report) throw new Error(`no report ${request.report.series}`);
  const open = context.openReviews ?? openReviews;
  return open({ report, phase: phaseOf(request), period, reading, calendar, statements });
}

function phaseOf({ report }: PublishInput['request']): Person['phase'] {
  return report.preliminaryOf === null ? 'final' : 'preliminary';
}

/** Another report of the same hour made it: everybody reads the same figures, whatever the lake has got since. */
function isOfThisRun({ asOf, phase, definitionsHash }: PeopleIndex, { request, reading }: PublishInput): boolean {
  if (request.kind === 'backfill') return false;
  return asOf === reading.asOf && phase === phaseOf(request) && definitionsHash === reading.definitions.hash;
}

/** Everybody's document under a number of a revision, one after the other. */
function peopleOf(period: Period, reviews: Reviews, newest: Revisions, input: PublishInput, store: Store) {
  const { series } = input.request.report;
  const before = shiftPeriod(period, -1, input.context.calendar).id;
  const ids = [...new Set(reviews.ids)].sort();
  // The revisions that there were when the run began: a person's earlier figures are those, in each try to write.
  const earlier = { ...newest };
  return async function* (revision: number): AsyncGenerator<Person> {
    for (let from = 0; from < ids.length; from += READ_AT_ONCE) {
      const some = ids.slice(from, from + READ_AT_ONCE);
      const known = await Promise.all(
        some.map(async (id) => ({
          id,
          previous: await readPerson(store, series, before, id, earlier),
          published: await readPerson(store, series, period.id, id, earlier),
        })),
      );
      for (const { id, previous, published } of known) yield personOf(id, revision, { previous, published }, reviews);
    }
  };
}

function personOf(
  id: string,
  revision: number,
  { previous, published }: { previous: Person | null; published: Person | null },
  reviews: Reviews,
): Person {
  const responses = reviews.responses(id);
  const contested = reviews.isContested(responses);
  // Whoever objects keeps the figures that the objection is about, until it is decided.
  if (contested && published !== null) return { ...published, revision, contested, responses };
  const reviewed = reviews.review(id, previous);
  return { ...reviewed, revision, ...reviews.plan(reviewed, previous), contested, responses };
}

async function saysTheSame({ people }: PeopleIndex, now: AsyncIterable<Person>): Promise<boolean> {
  let at = 0;
  for await (const person of now) {
    const known = people[at++];
    if (known?.id !== person.person.id || known.says !== saysOf(person)) return false;
  }
  return at === people.length;
}

function listOf(person: Person, body: string): Listed {
  const { id, role, department, manager } = person.person;
  return { id, role, department, manager, contested: person.contested, sha256: sha256(body), says: saysOf(person) };
}

/** What a reader would find changed: neither when and under which number it came to be, nor by which statements. */
function saysOf(person: Person): string {
  const ignored = ['revision', 'asOf', 'statement', 'records'];
  return sha256(JSON.stringify(person, (key, value: unknown) => (ignored.includes(key) ? undefined : value)));
}

function indexOf(
  period: Period,
  revision: number,
  people: Listed[],
  { request, context, reading, sourcesOf, checks, statements }: PublishInput,
): PeopleIndex {
  const { definitions } = context;
  const report = definitions.reports[request.report.series];
  if (!report) throw new Error(`no report ${request.report.series}`);
  return {
    schemaVersion: SCHEMA_VERSION,
    report: { id: report.id, title: report.title },
    shop: { name: definitions.shop.name },
    currency: definitions.shop.parameters.baseCurrency,
    revision,
    definitionsHash: definitions.hash,
    asOf: reading.asOf,
    period: { ...period, grain: report.grain },
    phase: phaseOf(request),
    people,
    sources: sourcesOf(period),
    checks,
    statements,
  };
}
