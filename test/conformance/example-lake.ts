// The example tables of the specification as a lake of Parquet files, and DuckDB looking at it. Trino is
// given the same folder, so a difference between the two engines is never one between two inputs.
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { Cell } from './trino/client.ts';
import type { Contracts } from './trino/tables.ts';

const examples = join(import.meta.dirname, '../kpi-examples');

/** A table with a column `dt` is partitioned by it. */
export async function exampleContracts(): Promise<Contracts> {
  const schema = JSON.parse(await readFile(join(examples, 'schema.json'), 'utf8')) as Record<
    string,
    Record<string, string>
  >;
  return Object.fromEntries(
    Object.entries(schema).map(([table, columns]) => [table, { columns, partitioned: 'dt' in columns }]),
  );
}

export async function writeExampleLake(folder: string, contracts: Contracts): Promise<void> {
  const duckdb = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
  for (const [table, { columns, partitioned }] of Object.entries(contracts)) {
    const types = Object.entries(columns).map(([name, type]) => `'${name}': '${type}'`);
    const rows = `SELECT * FROM read_csv('${join(examples, 'facts', `${table}.csv`)}', header = true, nullstr = '', columns = {${types.join(', ')}})`;
    await mkdir(join(folder, table), { recursive: true });
    const target = partitioned ? join(folder, table) : join(folder, table, 'part-0.parquet');
    const layout = partitioned ? ', PARTITION_BY (dt), OVERWRITE' : '';
    await duckdb.run(`COPY (${rows}) TO '${target}' (FORMAT parquet${layout})`);
  }
  duckdb.closeSync();
}

/** DuckDB with the lake's tables in schema `raw`, answering as Trino does where the two would differ. */
export async function openLake(folder: string, contracts: Contracts): Promise<DuckDBConnection> {
  const duckdb = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
  await duckdb.run('CREATE SCHEMA raw');
  for (const [table, { partitioned }] of Object.entries(contracts)) {
    const files = join(folder, table, partitioned ? '*/*.parquet' : '*.parquet');
    const hive = partitioned ? ", hive_partitioning = true, hive_types = {'dt': VARCHAR}" : '';
    await duckdb.run(`CREATE VIEW raw.${table} AS SELECT * FROM read_parquet('${files}'${hive})`);
  }
  for (const macro of asTrinoAnswers) await duckdb.run(macro);
  return duckdb;
}

const asTrinoAnswers = [
  `CREATE MACRO date_diff(unit, a, b) AS CASE
    WHEN unit = 'second' THEN date_sub('second', a, b)
    WHEN unit = 'day' AND typeof(a) = 'DATE' AND typeof(b) = 'DATE' THEN date_sub('day', a, b)
    ELSE error('date_diff: whole seconds, or days between dates') END`,
  'CREATE MACRO json_format(j) AS CAST(j AS VARCHAR)',
  'CREATE MACRO map_agg(k, v) AS map(list(k), list(v))',
];

export async function askDuckdb(duckdb: DuckDBConnection, sql: string): Promise<Cell[][]> {
  const answer = await duckdb.runAndReadAll(sql);
  return answer.getRows().map((row) => row.map((cell) => (cell === null ? null : String(cell))));
}
