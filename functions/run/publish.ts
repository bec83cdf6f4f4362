// Evaluates the periods of a run and writes their snapshots, each once. A snapshot whose bytes are already there is left
// as it is; other bytes become the next revision, never a change.
import type { Reading } from '../kpis/reading.ts';
import type { Period } from '../periods/period.ts';
import { shiftPeriod } from '../periods/period.ts';
import { rangesOf } from '../periods/ranges.ts';
import type { Store } from '../ports.ts';
import { evaluatePeriod, type PeriodResult } from '../scorecards/evaluate-period.ts';
import { adjustmentsOf } from '../snapshot/adjustments.ts';
import { buildSnapshot } from '../snapshot/build.ts';
import { type Past, pastOfResult, pastOfSnapshot } from '../snapshot/past.ts';
import { buildPeopleSnapshot, type PeopleSnapshot } from '../snapshot/people.ts';
import type { Improvement } from '../snapshot/plan-shape.ts';
import { findRestated, type Restatable } from '../snapshot/restated.ts';
import type { Snapshot } from '../snapshot/shape.ts';
import { monthsCharted } from '../snapshot/signal.ts';
import { readJson } from '../stored-json.ts';
import type { Closings } from './closing.ts';
import { peopleFolder, snapshotFolder } from './keys.ts';
import type { PlannedPeriods } from './plan-periods.ts';
import { mustReadSnapshot, readSnapshotAt } from './read-snapshot.ts';
import type { Published, RunContext, RunRequest } from './request.ts';
import { type Revisions, readSnapshot } from './revisions.ts';
import { snapshotFiles } from './snapshot-files.ts';
import { type RevisionFile, toJson, writeRevision } from './write-revision.ts';

/** Of the strip beside a figure, and the same period a year ago. */
const TREND_PERIODS = 12;

export type PublishInput = {
  request: RunRequest;
  context: RunContext;
  planned: PlannedPeriods;
  reading: Reading;
  revisions: Revisions;
  closed: Closings;
  sourcesOf(period: Period): Snapshot['sources'];
  checks: Snapshot['checks'];
  statements: Snapshot['statements'];
};

export async function publishPeriods(input: PublishInput, store: Store): Promise<Published[]> {
  const { request, planned, revisions, closed } = input;
  const results = evaluatePeriods(input);
  const stored = await readStoredPasts(input, results, store);
  const items = await readStoredItems(input, stored, store);
  const books = await readBooks(input, results, store);
  const published: Published[] = [];
  for (const { id } of planned.published) {
    const result = results.get(id);
    if (!result) continue;
    const closing = closed[id];
    if (closing) {
      const key = snapshotFolder(request.report.id, id, closing.revision);
      published.push({ period: id, revision: closing.revision, key, outcome: 'closed' });
      continue;
    }
    const build = (revision: number) => {
      const built = buildRevision(revision, result, results, { stored, items, books }, input);
      // The oldest period comes first: the plan of the next one goes on from this one's.
      items.built.set(id, built.snapshot.improvements ?? []);
      return built;
    };
    published.push(await publishPeriod(store, request.report.id, id, revisions[id] ?? 0, input.context, build));
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

/** Of a stored snapshot, what later stages ask for: three years of whole ones would fill the memory. */
type Kept = Pick<Snapshot, 'improvements'> & Restatable;

type Stored = Map<string, { past: Past; snapshot: Kept }>;

/** Improvement plans by period: as stored before this run, and as this run has built them. */
type Items = Record<'stored' | 'built', Map<string, Improvement[]>>;

/** Closed snapshots of periods that this run looks at again. */
type Books = Map<string, Snapshot>;

async function readBooks(
  { request, planned, closed }: PublishInput,
  results: Map<string, PeriodResult>,
  store: Store,
): Promise<Books> {
  const books: Books = new Map();
  for (const { id } of planned.evaluated) {
    const closing = closed[id];
    if (!closing || !results.has(id)) continue;
    const key = `${snapshotFolder(request.report.id, id, closing.revision)}/snapshot.json`;
    books.set(id, await mustReadSnapshot(store, key));
  }
  return books;
}

function buildRevision(
  revision: number,
  result: PeriodResult,
  results: Map<string, PeriodResult>,
  { stored, items, books }: { stored: Stored; items: Items; books: Books },
  { request, context, planned, reading, sourcesOf, checks, statements }: PublishInput,
): Built {
  const { period } = result;
  const wentBy = new Set(items.stored.get(period.id)?.map(({ plan }) => plan));
  const { calendar } = context;
  const isOwn = period.id === request.to.id;
  const before = results.get(shiftPeriod(period, -1, calendar).id) ?? null;
  const earlier = [...results.values()].filter((other) => other.period.from < period.from);
  const snapshots = new Map([...stored].map(([id, { snapshot }]) => [id, snapshot]));
  const past = ({ id }: Period) => {
    const book = books.get(id);
    if (book) return pastOfSnapshot(book);
    const known = results.get(id);
    return known ? pastOfResult(known) : (stored.get(id)?.past ?? null);
  };
  const open = earlier.filter(({ period: { id } }) => !books.has(id));
  const shut = earlier.flatMap((now) => {
    const book = books.get(now.period.id);
    return book ? [{ book, now, sources: sourcesOf(now.period) }] : [];
  });
  const isPublished = ({ id }: Period) => stored.has(id) || planned.published.some((other) => other.id === id);
  const snapshot = buildSnapshot({
    report: request.report,
    result,
    before,
    past,
    publishedPast: (other) => (isPublished(other) ? past(other) : null),
    itemsOf: ({ id }) => items.built.get(id) ?? items.stored.get(id) ?? null,
    // Rows of `plans` do not say since when they hold: of a month that is over only those speak that did so then.
    plans: reading.records.plans.filter(({ id }) => isOwn || wentBy.has(id)),
    reading,
    calendar,
    ranges: isOwn ? rangesOf(period, calendar, context.definitions.shop.parameters.combineJanFeb) : null,
    revision,
    origin: revision > 1 || request.kind === 'restate' ? 'restatement' : isOwn ? request.kind : 'backfill',
    closedBefore: (before && books.get(before.period.id)) ?? null,
    restated: isOwn ? findRestated(open, snapshots) : [],
    ...(isOwn && shut.length > 0 ? { adjustments: adjustmentsOf(shut, { reading, statements }) } : {}),
    sources: sourcesOf(period),
    checks,
    statements,
  });
  return { snapshot, people: buildPeopleSnapshot(snapshot, { result, before, reading }) };
}

/** Snapshots of the periods with which this run compares. */
async function readStoredPasts(
  { request, context, planned, revisions }: PublishInput,
  results: Map<string, PeriodResult>,
  store: Store,
): Promise<Stored> {
  const { calendar, definitions } = context;
  const back = request.report.grain === 'month' ? monthsCharted(definitions.shop.parameters) : TREND_PERIODS;
  const wanted = new Set(
    planned.published.flatMap((period) =>
      Array.from({ length: back + 1 }, (_, at) => shiftPeriod(period, at - back, calendar).id),
    ),
  );
  const stored: Stored = new Map();
  for (const id of wanted) {
    const isPublishedNow = planned.published.some((period) => period.id === id) && results.has(id);
    const snapshot = isPublishedNow ? null : await readSnapshot(store, request.report.id, id, revisions);
    if (snapshot === null) continue;
    const kpis = snapshot.kpis.map((kpi) => ({ id: kpi.id, value: kpi.value }));
    stored.set(id, { past: pastOfSnapshot(snapshot), snapshot: { kpis, improvements: snapshot.improvements } });
  }
  return stored;
}

/** The plans of periods that this run compares with, and of those that it publishes again. */
async function readStoredItems(
  { request, planned, revisions }: PublishInput,
  stored: Stored,
  store: Store,
): Promise<Items> {
  const known = new Map<string, Improvement[]>();
  for (const [id, { snapshot }] of stored) if (snapshot.improvements) known.set(id, snapshot.improvements);
  for (const { id } of planned.published) {
    const snapshot = stored.has(id) ? null : await readSnapshot(store, request.report.id, id, revisions);
    if (snapshot?.improvements) known.set(id, snapshot.improvements);
  }
  return { stored: known, built: new Map() };
}

/** What a snapshot says from longer periods. */
const OF_RANGES = ['yearToDate', 'annual', 'combined'];

type Built = { snapshot: Snapshot; people: PeopleSnapshot };

async function publishPeriod(
  store: Store,
  report: string,
  period: string,
  newest: number,
  context: Pick<RunContext, 'definitions' | 'filesOf'>,
  build: (revision: number) => Built,
): Promise<Published> {
  if (newest > 0 && (await saysTheSame(store, report, period, newest, build(newest)))) {
    return { period, revision: newest, key: snapshotFolder(report, period, newest), outcome: 'unchanged' };
  }
  const folder = (revision: number) => snapshotFolder(report, period, revision);
  const files = (revision: number) => filesOf(report, period, revision, build(revision), context);
  const revision = await writeRevision(store, newest, folder, files);
  return { period, revision, key: folder(revision), outcome: 'created' };
}

/** Would a new revision say anything else? How and when it came to be is no difference. */
async function saysTheSame(
  store: Store,
  report: string,
  period: string,
  revision: number,
  { snapshot, people }: Built,
): Promise<boolean> {
  const stored = await readSnapshotAt(store, `${snapshotFolder(report, period, revision)}/snapshot.json`);
  const storedPeople = await readJson<PeopleSnapshot>(store, `${peopleFolder(report, period, revision)}/people.json`);
  if (stored === null || storedPeople === null) return false;
  const ignored = [
    // A revision made as of a later time is not replaced only because it knew that figures had matured.
    ...(stored.asOf > snapshot.asOf ? ['notes', 'provisional'] : []),
    // Nor by one of a month in passing, for which no longer periods were read.
    ...(snapshot.kpis.some(({ yearToDate }) => yearToDate !== undefined) ? [] : OF_RANGES),
    // Nor for what figures were made of, where nobody has written that down before.
    ...(stored.kpis.some(({ lineage }) => lineage !== undefined) ? [] : ['lineage']),
    // Nor for the points of its charts.
    ...(stored.kpis.some(({ pastTargets }) => pastTargets !== undefined) ? [] : ['history', 'pastTargets']),
  ];
  const figures = (of: Snapshot, { kpis }: PeopleSnapshot) =>
    JSON.stringify(
      [of.kpis, of.scorecards, of.improvements, of.comments, of.reconciliation, of.definitionsHash, kpis],
      (key, value: unknown) => (ignored.includes(key) ? undefined : value),
    );
  return figures(stored, storedPeople) === figures(snapshot, people);
}

async function* filesOf(
  report: string,
  period: string,
  revision: number,
  { snapshot, people }: Built,
  context: Pick<RunContext, 'definitions' | 'filesOf'>,
): AsyncGenerator<RevisionFile> {
  const folder = snapshotFolder(report, period, revision);
  yield { key: `${peopleFolder(report, period, revision)}/people.json`, body: toJson(people) };
  yield* (context.filesOf ?? snapshotFiles)(folder, snapshot, context.definitions);
  yield { key: `${folder}/snapshot.json`, body: toJson(snapshot) };
}
