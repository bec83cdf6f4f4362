// Makes the canonical tables of a lake folder readable for Trino, as external tables over the very
// files that DuckDB reads: nothing is copied, so both engines cannot see different rows.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { TrinoClient } from './client.ts';

/** Types as the contracts name them: varchar, bigint, integer, boolean, date, timestamp, decimal(p,s). */
export type Contracts = Record<string, { columns: Record<string, string>; partitioned: boolean }>;

/** Tables in schema `raw`, partitioned ones by `dt` (text); a table without a folder is left out. */
export async function createTables(client: TrinoClient, folder: string, contracts: Contracts): Promise<string[]> {
  await client.ask('CREATE SCHEMA IF NOT EXISTS raw');
  const present = Object.entries(contracts).filter(([table]) => existsSync(join(folder, table)));
  await Promise.all(
    present.map(async ([table, { columns, partitioned }]) => {
      await client.ask(`DROP TABLE IF EXISTS raw.${table}`);
      await client.ask(createTable(table, resolve(folder, table), columns, partitioned));
      if (partitioned) await client.ask(`CALL system.sync_partition_metadata('raw', '${table}', 'ADD')`);
    }),
  );
  return present.map(([table]) => table);
}

function createTable(table: string, folder: string, columns: Record<string, string>, partitioned: boolean): string {
  const inFiles = Object.entries(columns).filter(([name]) => !(partitioned && name === 'dt'));
  // Hive wants partition columns last.
  const all = partitioned ? [...inFiles, ['dt', 'varchar']] : inFiles;
  return [
    `CREATE TABLE raw.${table} (${all.map(([name, type]) => `"${name}" ${type}`).join(', ')})`,
    `WITH (format = 'PARQUET', external_location = 'file://${folder.replaceAll("'", "''")}'`,
    `${partitioned ? ", partitioned_by = ARRAY['dt']" : ''})`,
  ].join(' ');
}
