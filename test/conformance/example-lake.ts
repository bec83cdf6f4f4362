// The example tables of the specification as a lake of Parquet files, and DuckDB looking at it. Trino is
// given the same folder, so a difference between the two engines is never one between two inputs.
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { TRINO_MACROS } from '../../functions/local/duckdb-macros.ts';
import type { Cell } from './trino/client.ts';
import type { Contracts } from './trino/tables.ts';

const MONEY = [
  'budget_base',
  'spend_base',
  'net_amount',
  'unit_cost_base',
  'ship_cost_base',
  'handling_cost_base',
  'goods_amount',
  'refund_amount',
];

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

/** `amount`: by how much money is multiplied. */
export async function writeExampleLake(folder: string, contracts: Contracts, amount = 1): Promise<void> {
  const duckdb = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
  for (const [table, { columns, partitioned }] of Object.entries(contracts)) {
    const types = Object.entries(columns).map(([name, type]) => `'${name}': '${type}'`);
    const money = Object.keys(columns).filter((name) => amount !== 1 && MONEY.includes(name));
    const larger = money.map((name) => `CAST(${name} * ${amount} AS ${columns[name]}) AS ${name}`).join(', ');
    const rows = `SELECT *${larger === '' ? '' : ` REPLACE (${larger})`} FROM read_csv('${join(examples, 'facts', `${table}.csv`)}', header = true, nullstr = '', columns = {${types.join(', ')}})`;
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
  for (const macro of TRINO_MACROS) await duckdb.run(macro);
  return duckdb;
}

export async function askDuckdb(duckdb: DuckDBConnection, sql: string): Promise<Cell[][]> {
  const answer = await duckdb.runAndReadAll(sql);
  return answer.getRows().map((row) => row.map((cell) => (cell === null ? null : String(cell))));
}
