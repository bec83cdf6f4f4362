// A month after another on one store, as a shop lives: late facts of the month that was mailed come before the next one.
// What was mailed stays as it is, can be made once more to the byte, and the next month says what it would be now.
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeSampleLake } from '../../functions/local/sample-lake.ts';
import type { Snapshot } from '../../functions/snapshot/shape.ts';
import { scorecard } from '../support/command.ts';

let folder: string;
let lake: string;
let out: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'months-'));
  [lake, out] = [path.join(folder, 'lake'), path.join(folder, 'out')];
  await makeSampleLake({ out: lake, orders: 4000, seed: 2, until: '2026-08' });
  forget();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fileOf = (month: string, revision = 1) =>
  path.join(out, `snapshots/monthly-executive/${month}/r${revision}/snapshot.json`);
const read = (month: string) => JSON.parse(readFileSync(fileOf(month), 'utf8')) as Snapshot;
const publishedOf = ({ kpis }: Snapshot, id: string) => kpis.find((kpi) => kpi.id === id)?.value;

async function run(month: string): Promise<void> {
  const ended = await scorecard(['run', '--lake', lake, '--out', out, '--period', month]);
  expect(ended.code, ended.stdout + ended.stderr).toBe(0);
}

const verify = (month: string) =>
  scorecard(['verify', `monthly-executive/${month}`, '--recompute', '--lake', lake, '--out', out]);

/** What other rows name lies before them. */
const SINCE: Record<string, string> = { orders: '2026-01-01', order_lines: '2026-01-01' };

/** A shop that is young: each day less is one file less to open in every table. */
function forget(): void {
  const folders = readdirSync(lake, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const { name } of folders) {
    const days = readdirSync(path.join(lake, name)).filter(
      (day) => /^dt=/.test(day) && day < `dt=${SINCE[name] ?? '2026-05-01'}`,
    );
    for (const day of days) rmSync(path.join(lake, name, day), { recursive: true });
  }
}

/** Other bytes, and a manifest that lists them. */
function forge(file: string, text: string): void {
  const manifest = path.join(path.dirname(file), 'manifest.json');
  const { files } = JSON.parse(readFileSync(manifest, 'utf8')) as { files: { key: string }[] };
  const [size, sha256] = [Buffer.byteLength(text), createHash('sha256').update(text).digest('hex')];
  const listed = files.map((one) => (one.key.endsWith('/kpis.csv') ? { ...one, size, sha256 } : one));
  for (const [name, body] of Object.entries({ [file]: text, [manifest]: JSON.stringify({ files: listed }) })) {
    rmSync(name);
    writeFileSync(name, body);
  }
}

/** The lines of a day, for one unit more each, in a newer version. */
async function correctDay(day: string): Promise<void> {
  const file = path.join(lake, `order_lines/dt=${day}/data_0.parquet`);
  const instance = await DuckDBInstance.create(':memory:');
  const duckdb = await instance.connect();
  const rows = `FROM read_parquet('${file}', hive_partitioning = false)`;
  const late = `SELECT * REPLACE (quantity + 1 AS quantity, row_version + 1 AS row_version) ${rows}`;
  await duckdb.run(`COPY (${late}) TO '${file.replace('data_0', 'late')}' (FORMAT parquet)`);
  instance.closeSync();
}

test('each month is mailed once, compared with the one before, and never changed afterwards', {
  timeout: 240_000,
}, async () => {
  await run('2026-07');
  const mailed = readFileSync(fileOf('2026-07'), 'utf8');
  const july = read('2026-07');
  await correctDay('2026-07-20');
  await run('2026-08');

  const august = read('2026-08');
  expect(readFileSync(fileOf('2026-07'), 'utf8')).toBe(mailed);
  for (const month of ['2026-07', '2026-08', '2026-07.r2'])
    expect(existsSync(path.join(out, `outbox/monthly-executive-${month}/ceo.eml`)), month).toBe(true);
  const units = august.restated.find(({ kpi, period }) => kpi === 'units_sold' && period === '2026-07');
  expect(units?.published).toBe(publishedOf(july, 'units_sold'));
  expect(Number(units?.now)).toBeGreaterThan(Number(units?.published));
  const changed = await verify('2026-07/r1');
  expect(changed.code).toBe(1);
  expect(changed.stdout).toMatch(/INPUTS_CHANGED\n {2}Table order_lines has other files than when it was published/);
  expect(changed.stdout.match(/INPUTS_CHANGED/g)).toHaveLength(1);
  expect((await verify('2026-07/r2')).stdout).toMatch(/Made once more from the same inputs/);
  const diff = await scorecard(['diff', '2026-07', '--out', out]);
  expect(diff.stdout).toMatch(/2026-07: r2 against r1/);
  expect(diff.stdout).toMatch(/Units sold {2}\S+ → \S+ .*\n.*rows? of order lines w\w+ corrected/);
  // As if another version of the program had written it: all other files come out as they were, to the byte.
  const csv = fileOf('2026-08').replace('snapshot.json', 'kpis.csv');
  forge(csv, readFileSync(csv, 'utf8').replace(',units_sold,', ',units sold,'));
  const other = await verify('2026-08');
  expect(other.code).toBe(1);
  expect(other.stdout).toMatch(
    /r1\/kpis\.csv {2}NOT_REPRODUCED\n {2}It comes out otherwise: line \d+ is `.*units_sold/,
  );
  expect(other.stdout.match(/NOT_REPRODUCED/g)).toHaveLength(1);
  expect(august.kpis.find(({ id }) => id === 'sales')?.previous?.value).toBe(publishedOf(july, 'sales'));
  const closed = await scorecard(['close', '2026-08', '--by', 'Li Na', '--out', out]);
  expect(closed.stdout).toMatch(
    /2026-08 of monthly-executive is closed\..*r1, by Li Na.*provisional, and closed as they are/s,
  );
  expect((await scorecard(['runs', '--out', out])).stdout).toMatch(
    /Closed\n {2}monthly-executive {2}2026-08 {2}r1 .* Li Na/,
  );
  expect((await scorecard(['restate', '--period', '2026-08', '--lake', lake, '--out', out])).stderr).toMatch(
    /PERIOD_CLOSED/,
  );
});
