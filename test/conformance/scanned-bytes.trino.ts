// What a monthly run reads on a Trino server, the stand-in for Athena's engine v3, against what the footers of the files say
// that it must: a view that reads a table once more, a column or a partition read for nothing shows here as bytes. And every
// statement of the run answers as on DuckDB.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDefinitions, openEngine } from '../../functions/cli/open-shop.ts';
import { countReads, type PresentTables, reachedTables } from '../../functions/facts/relations.ts';
import { makeSampleLake } from '../../functions/local/sample-lake.ts';
import type { Engine } from '../../functions/ports.ts';
import { count, table } from '../bench/markdown.ts';
import { requestOf } from '../bench/open-bench.ts';
import { ROOT } from '../support/shop.ts';
import { sampleContracts, writeFewDays } from './few-days.ts';
import { type NeededBytes, openNeededBytes } from './needed-bytes.ts';
import { checkScans, edgesOf, factScans, monthlyRun, type Scan, scansByKpi } from './run-statements.ts';
import { sameRows } from './same-rows.ts';
import { type TrinoClient, trinoClient } from './trino/client.ts';
import { startTrino, type TrinoServer } from './trino/server.ts';
import { createTables } from './trino/tables.ts';

const ORDERS = 100_000;
const MOST_REFERENCES = 2;
const MOST_OVER_NEED = 1.05;
/** Of a table of a few hundred bytes, the headers of its pages are a tenth. */
const SLACK_BYTES = 1000;
/** Pages that statistics or the keys of a joined table rule out are not read; how many hangs on which table is there first. */
const LEAST_OF_NEED = 0.85;
const LEAST_SAVED = 4;

const definitions = openDefinitions(path.join(ROOT, 'examples/sample'));
const run = monthlyRun(definitions, requestOf(definitions, '2026-10'), '2026-09');
const contracts = sampleContracts(definitions);

let folder: string;
let server: TrinoServer | undefined;
let trino: TrinoClient;
let neededBytes: NeededBytes;
let present: PresentTables;
let measured: Measured[];
let engine: Engine | undefined;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'conformance-'));
  const lake = path.join(folder, 'lake');
  await makeSampleLake({ out: path.join(folder, 'sample'), orders: ORDERS, until: '2026-10' });
  await writeFewDays(path.join(folder, 'sample'), lake, definitions, (one) => edgesOf(run, one));
  server = await startTrino();
  trino = trinoClient(server.url);
  await createTables(trino, lake, contracts);
  neededBytes = await openNeededBytes(lake, contracts);
  engine = await openEngine({ lake, config: '', out: '', engine: 'duckdb' }, definitions);
  const checks = await checkScans(run, engine);
  present = checks.present;
  measured = await measureAll([...checks.scans, ...factScans(run, present)], engine);
});

afterAll(async () => {
  neededBytes?.close();
  await engine?.close();
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** In bytes: `once` with each table read once, `needed` as often as it is, `ends` apart from both. */
type Measured = {
  id: string;
  reads: Record<string, number>;
  once: number;
  needed: number;
  read: number;
  ends: number;
  physical: number;
  /** Rows that one engine answers and the other does not. */
  differing: string[];
};

/** How often each table stands in Trino's own plan. */
async function readsOf(sql: string): Promise<Record<string, number>> {
  const plan = (await trino.ask(`EXPLAIN ${sql}`)).rows.flat().join('\n');
  const reads: Record<string, number> = {};
  for (const [, name = ''] of plan.matchAll(/\[table = hive:raw:(\w+)/g)) reads[name] = (reads[name] ?? 0) + 1;
  return reads;
}

async function measure(scan: Scan, duckdb: Engine): Promise<Measured> {
  const reads = await readsOf(scan.sql);
  const { chunks, ends } = await neededBytes.of(scan);
  const { physicalInputBytes: physical, rows } = await trino.ask(scan.sql);
  const expected = await duckdb.query({ id: scan.id, sql: scan.sql });
  const total = (bytes: Record<string, number>, timesOf: (name: string) => number) =>
    Object.entries(bytes).reduce((sum, [name, size]) => sum + size * timesOf(name), 0);
  const timesRead = (name: string) => reads[name] ?? 0;
  const endsRead = total(ends, timesRead);
  return {
    id: scan.id,
    reads,
    once: total(chunks, () => 1),
    needed: total(chunks, timesRead),
    read: physical - endsRead,
    ends: endsRead,
    physical,
    differing: sameRows(expected.rows, rows),
  };
}

async function measureAll(scans: Scan[], duckdb: Engine): Promise<Measured[]> {
  const all: Measured[] = [];
  for (const scan of scans) all.push(await measure(scan, duckdb));
  return all;
}

function show(all: Measured[]): string {
  const header = ['statement', 'needed', 'read', 'read ÷ needed', 'ends of files', 'physicalInputBytes', 'tables'];
  const rows = all.map(({ id, reads, needed, read, ends, physical }) => {
    const tables = Object.entries(reads).map(([name, times]) => (times === 1 ? name : `${name} × ${times}`));
    const ratio = needed === 0 ? '–' : (read / needed).toFixed(3);
    return [id, ...[needed, read].map(count), ratio, ...[ends, physical].map(count), tables.join(', ')];
  });
  return table(header, rows);
}

test('every statement of a monthly run reads its columns and partitions and no more', () => {
  console.log(show(measured));
  const named = (some: Measured[]) => some.map(({ id, needed, read }) => `${id} reads ${read} of ${needed}`);
  expect(named(measured.filter(({ read, needed }) => read > MOST_OVER_NEED * needed + SLACK_BYTES))).toEqual([]);
  expect(named(measured.filter(({ read, once }) => read < LEAST_OF_NEED * once)), 'less would be no measure').toEqual(
    [],
  );
  // Few days hold no row of a table that has some in the middle of a month only.
  const asked = Object.values(definitions.facts).filter(({ rows, optional }) =>
    reachedTables(rows, definitions).every((name) => name in present || name in optional),
  );
  expect(asked.length).toBeGreaterThan(20);
  expect(measured.map(({ id }) => id)).toEqual(expect.arrayContaining(asked.map(({ id }) => id)));
});

test('every statement of a monthly run answers as on DuckDB', () => {
  const differing = measured.filter((one) => one.differing.length > 0);
  expect(differing.map(({ id, differing: rows }) => [id, ...rows.slice(0, 3)])).toEqual([]);
});

test('no statement reads a table more than twice, and the budget of a run knows how often', () => {
  for (const { id, reads } of measured) {
    expect(Math.max(...Object.values(reads)), id).toBeLessThanOrEqual(MOST_REFERENCES);
    const rows = definitions.facts[id]?.rows;
    if (rows !== undefined) expect(countReads(rows, definitions), id).toEqual(reads);
  }
});

test('one statement a KPI would read four times as much', async () => {
  const few = measured.filter(({ id }) => id in definitions.facts);
  // By the footers, since what Trino reads was shown to be that.
  const many: number[] = [];
  for (const scan of scansByKpi(run, present)) {
    const { chunks, ends } = await neededBytes.of(scan);
    many.push(...[chunks, ends].flatMap((bytes) => Object.values(bytes)));
  }
  const [ours, theirs] = [few.map(({ physical }) => physical), many].map((bytes) =>
    bytes.reduce((sum, one) => sum + one, 0),
  ) as [number, number];
  const times = theirs / ours;
  console.log(
    `${few.length} statements read ${count(ours)} bytes, those of one KPI each ${count(theirs)}: ${times.toFixed(1)} times as much`,
  );
  expect(times).toBeGreaterThanOrEqual(LEAST_SAVED);
});
