// A month after another on one store, as a shop lives: late facts of the month that was mailed come before the next one.
// What was mailed stays as it is, and the next month says what it would be now.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
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
  for (const month of ['2026-07', '2026-08'])
    expect(existsSync(path.join(out, `outbox/monthly-executive-${month}/ceo.eml`)), month).toBe(true);
  const units = august.restated.find(({ kpi, period }) => kpi === 'units_sold' && period === '2026-07');
  expect(units?.published).toBe(publishedOf(july, 'units_sold'));
  expect(Number(units?.now)).toBeGreaterThan(Number(units?.published));
  expect(august.kpis.find(({ id }) => id === 'sales')?.previous?.value).toBe(publishedOf(july, 'sales'));
});
