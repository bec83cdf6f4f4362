// Evaluates the periods of a run and writes their snapshots, each once. A snapshot whose bytes are already there is left
// as it is; other bytes become the next revision, never a change.
import { createHash } from 'node:crypto';
import type { Reading } from '../kpis/reading.ts';
import type { Period } from '../periods/period.ts';
import { shiftPeriod } from '../periods/period.ts';
import type { Store } from '../ports.ts';
import { evaluatePeriod, type PeriodResult } from '../scorecards/evaluate-period.ts';
import { buildSnapshot } from '../snapshot/build.ts';
import { type Past, pastOfResult, pastOfSnapshot } from '../snapshot/past.ts';
import { buildPeopleSnapshot, type PeopleSnapshot } from '../snapshot/people.ts';
import type { Improvement } from '../snapshot/plan-shape.ts';
import { findRestated } from '../snapshot/restated.ts';
import type { Snapshot } from '../snapshot/shape.ts';
import { readJson } from '../stored-json.ts';
import { peopleFolder, snapshotFolder } from './keys.ts';
import type { PlannedPeriods } from './plan-periods.ts';
import type { Published, RunContext, RunRequest } from './request.ts';
import { type Revisions, readSnapshot } from './revisions.ts';

export type PublishInput = {
  request: RunRequest;
  context: RunContext;
  planned: PlannedPeriods;
  reading: Reading;
  revisions: Revisions;
  sourcesOf(period: Period): Snapshot['sources'];
  checks: Snapshot['checks'];
  statements: Snapshot['statements'];
};

export async function publishPeriods(input: PublishInput, store: Store): Promise<Published[]> {
  const { request, planned, revisions } = input;
  const results = evaluatePeriods(input);
  const stored = await readStoredPasts(input, results, store);
  const items = await readStoredItems(input, stored, store);
  const published: Published[] = [];
  for (const { id } of planned.published) {
    const result = results.get(id);
    if (!result) continue;
    const build = (revision: number) => {
      const built = buildRevision(revision, result, results, { stored, items }, input);
      // The oldest period comes first: the plan of the next one goes on from this one's.
      items.built.set(id, built.snapshot.improvements ?? []);
      return built;
    };
    published.push(await writeRevision(store, request.report.id, id, revisions[id] ?? 0, build));
  }
  return published;
}

/** Periods before the first rows say nothing and are left out; the run's own says at least why. */
function evaluatePeriods({ request, context, planned, reading }: PublishInput): Map<string, PeriodResult> {
  const facts = Object.keys(context.definitions.facts);
  const told = planned.evaluated.filter(
    (period) => period.id === request.to.id || facts.some((fact) => reading.gap(fact, period) === null),
  );
  return new Map(told.map((period) => [period.id, evaluatePeriod(request.report, period, reading)]));
}

type Stored = Map<string, { past: Past; snapshot: Snapshot }>;

/** Improvement plans by period: as stored before this run, and as this run has built them. */
type Items = Record<'stored' | 'built', Map<string, Improvement[]>>;

function buildRevision(
  revision: number,
  result: PeriodResult,
  results: Map<string, PeriodResult>,
  { stored, items }: { stored: Stored; items: Items },
  { request, context, reading, sourcesOf, checks, statements }: PublishInput,
): Built {
  const { period } = result;
  const wentBy = new Set(items.stored.get(period.id)?.map(({ plan }) => plan));
  const { calendar } = context;
  const isOwn = period.id === request.to.id;
  const before = results.get(shiftPeriod(period, -1, calendar).id) ?? null;
  const earlier = [...results.values()].filter((other) => other.period.from < period.from);
  const snapshots = new Map([...stored].map(([id, { snapshot }]) => [id, snapshot]));
  const snapshot = buildSnapshot({
    report: request.report,
    result,
    before,
    past: ({ id }) => {
      const known = results.get(id);
      return known ? pastOfResult(known) : (stored.get(id)?.past ?? null);
    },
    itemsOf: ({ id }) => items.built.get(id) ?? items.stored.get(id) ?? null,
    // Rows of `plans` do not say since when they hold: of a month that is over only those speak that did so then.
    plans: reading.records.plans.filter(({ id }) => isOwn || wentBy.has(id)),
    reading,
    calendar,
    revision,
    origin: revision > 1 ? 'restatement' : isOwn ? request.kind : 'backfill',
    restated: isOwn ? findRestated(earlier, snapshots) : [],
    sources: sourcesOf(period),
    checks,
    statements,
  });
  return { snapshot, people: buildPeopleSnapshot(snapshot, { result, before, reading }) };
}

/** Snapshots of the periods that this run did not query but compares with. */
async function readStoredPasts(
  { request, context, planned, revisions }: PublishInput,
  results: Map<string, PeriodResult>,
  store: Store,
): Promise<Stored> {
  const wanted = new Set(
    planned.published.flatMap((period) =>
      Array.from({ length: 13 }, (_, at) => shiftPeriod(period, at - 12, context.calendar).id),
    ),
  );
  const pasts: Stored = new Map();
  for (const id of wanted) {
    const isPublishedNow = planned.published.some((period) => period.id === id) && results.has(id);
    const snapshot = isPublishedNow ? null : await readSnapshot(store, request.report.id, id, revisions);
    if (snapshot) pasts.set(id, { past: pastOfSnapshot(snapshot), snapshot });
  }
  return pasts;
}

/** The plans of periods that this run compares with, and of those that it publishes again. */
async function readStoredItems(
  { request, planned, revisions }: PublishInput,
  stored: Stored,
  store: Store,
): Promise<Items> {
  const known = new Map([...stored].map(([id, { snapshot }]) => [id, snapshot]));
  for (const { id } of planned.published) {
    const snapshot = known.has(id) ? null : await readSnapshot(store, request.report.id, id, revisions);
    if (snapshot) known.set(id, snapshot);
  }
  const items = [...known].flatMap(([id, { improvements }]) => (improvements ? [[id, improvements] as const] : []));
  return { stored: new Map(items), built: new Map() };
}

type Built = { snapshot: Snapshot; people: PeopleSnapshot };

async function writeRevision(
  store: Store,
  report: string,
  period: string,
  newest: number,
  build: (revision: number) => Built,
): Promise<Published> {
  if (newest > 0 && (await saysTheSame(store, report, period, newest, build(newest)))) {
    return { period, revision: newest, key: snapshotFolder(report, period, newest), outcome: 'unchanged' };
  }
  for (let revision = newest + 1; ; revision++) {
    const files = filesOf(report, period, revision, build(revision));
    const puts = [];
    for (const { key, body } of files) puts.push(await store.putOnce(key, body));
    // What a crash left behind with other bytes stays; the next number is free.
    if (puts.includes('different')) continue;
    const folder = snapshotFolder(report, period, revision);
    const manifest = files.map(({ key, body }) => ({ key, size: Buffer.byteLength(body), sha256: sha256(body) }));
    await store.putOnce(`${folder}/manifest.json`, toJson({ files: manifest }));
    return { period, revision, key: folder, outcome: 'created' };
  }
}

/** Would a new revision say anything else? How and when it came to be is no difference. */
async function saysTheSame(
  store: Store,
  report: string,
  period: string,
  revision: number,
  { snapshot, people }: Built,
): Promise<boolean> {
  const stored = await readJson<Snapshot>(store, `${snapshotFolder(report, period, revision)}/snapshot.json`);
  const storedPeople = await readJson<PeopleSnapshot>(store, `${peopleFolder(report, period, revision)}/people.json`);
  if (stored === null || storedPeople === null) return false;
  // A revision made as of a later time is not replaced only because it knew that figures had matured.
  const ignored = stored.asOf > snapshot.asOf ? ['notes', 'provisional'] : [];
  const figures = (of: Snapshot, { kpis }: PeopleSnapshot) =>
    JSON.stringify(
      [of.kpis, of.scorecards, of.improvements, of.comments, of.definitionsHash, kpis],
      (key, value: unknown) => (ignored.includes(key) ? undefined : value),
    );
  return figures(stored, storedPeople) === figures(snapshot, people);
}

function filesOf(
  report: string,
  period: string,
  revision: number,
  { snapshot, people }: Built,
): { key: string; body: string }[] {
  return [
    { key: `${peopleFolder(report, period, revision)}/people.json`, body: toJson(people) },
    { key: `${snapshotFolder(report, period, revision)}/snapshot.json`, body: toJson(snapshot) },
  ];
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
