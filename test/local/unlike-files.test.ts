// Files of one table that are not alike: which file, which column, and what to do, instead of the engine's own words.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openEngine } from '../../functions/cli/open-shop.ts';
import { ProblemError } from '../../functions/problem.ts';
import { mustLoad } from '../support/shop.ts';

let lake: string;
beforeEach(() => {
  lake = mkdtempSync(path.join(tmpdir(), 'unlike-'));
});
afterEach(() => rmSync(lake, { recursive: true, force: true }));

async function problemOf(...days: string[]) {
  const instance = await DuckDBInstance.create(':memory:');
  const duckdb = await instance.connect();
  for (const [at, sql] of days.entries()) {
    const folder = path.join(lake, `reviews/dt=2026-10-0${at + 1}`);
    mkdirSync(folder, { recursive: true });
    await duckdb.run(`COPY (${sql}) TO '${folder}/data_0.parquet' (FORMAT parquet)`);
  }
  instance.closeSync();
  const engine = await openEngine({ lake, config: '', out: '', engine: 'duckdb' }, mustLoad({}));
  const asked = engine.query({ id: 'x', sql: 'SELECT count(review_id), count(rating) FROM raw.reviews' });
  const failed = await asked.catch((error: unknown) => error).finally(() => engine.close());
  if (!(failed instanceof ProblemError)) throw new Error(`no problem: ${JSON.stringify(failed)}`);
  return failed.problems[0];
}

test('a column that one file lacks', async () => {
  expect(await problemOf("SELECT 'a' AS review_id, 5 AS rating", "SELECT 'b' AS review_id")).toMatchObject({
    code: 'MISSING_COLUMN',
    message: 'The file has no column `rating`, which other files of the table have.',
    place: { file: expect.stringMatching(/reviews.dt=2026-10-02.data_0\.parquet$/) },
    remedy: expect.stringContaining('take it away if it belongs to another table'),
  });
});

test('a column of another type in one file', async () => {
  const days = ["SELECT 'a' AS review_id, 5 AS rating", "SELECT 'b' AS review_id, TIMESTAMP '2026-10-02' AS rating"];
  expect(await problemOf(...days)).toMatchObject({
    code: 'WRONG_TYPE',
    message: 'Column rating is timestamp in this file, and integer in others of the table.',
    place: { file: expect.stringMatching(/reviews.dt=2026-10-02.data_0\.parquet$/) },
  });
});
