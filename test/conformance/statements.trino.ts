// Every statement gives the same rows on DuckDB and on a Trino server, the stand-in for Athena's engine
// v3. `npm run test:trino` runs it; it needs Java 17, and Maven once.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askDuckdb, exampleContracts, openLake, writeExampleLake } from './example-lake.ts';
import { portabilityStatements } from './portability.ts';
import { sameRows } from './same-rows.ts';
import { type TrinoClient, trinoClient } from './trino/client.ts';
import { startTrino, type TrinoServer } from './trino/server.ts';
import { createTables } from './trino/tables.ts';

let folder: string;
let server: TrinoServer | undefined;
let trino: TrinoClient;
let duckdb: DuckDBConnection;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'conformance-'));
  const contracts = await exampleContracts();
  await writeExampleLake(folder, contracts);
  duckdb = await openLake(folder, contracts);
  server = await startTrino();
  trino = trinoClient(server.url);
  await createTables(trino, folder, contracts);
});

afterAll(async () => {
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('what compiled statements are made of answers alike on DuckDB and Trino', () => {
  test.each(Object.entries(portabilityStatements))('%s', async (_name, sql) => {
    const [expected, { rows }] = await Promise.all([askDuckdb(duckdb, sql), trino.ask(sql)]);
    expect(sameRows(expected, rows)).toEqual([]);
    expect(rows.length, 'a statement that returns nothing proves nothing').toBeGreaterThan(0);
  });
});

test('a difference between the two would be seen', async () => {
  const sql = 'SELECT 7 / 2';
  expect(sameRows(await askDuckdb(duckdb, sql), (await trino.ask(sql)).rows)).toEqual(['+ ["3"]', '- ["3.5"]']);
});
