// A sample lake with its rows moved to few days: partitions as large as those of a large shop, or few enough to be read
// often. Each row moves to the nearest of the days, so that both sides of a range's edge get many.
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { Temporal } from 'temporal-polyfill';
import type { Definitions, Table } from '../../functions/definitions/definitions.ts';
import type { Contracts } from './trino/tables.ts';

/** What the canonical tables of a sample lake look like. */
export function sampleContracts({ tables }: Definitions): Contracts {
  return Object.fromEntries(
    Object.values(tables).map(({ id, columns, versioned, partition }) => {
      const types = Object.fromEntries(Object.entries(columns).map(([name, { type }]) => [name, type]));
      return [
        id,
        { columns: versioned ? { ...types, row_version: 'bigint' } : types, partitioned: partition !== 'none' },
      ];
    }),
  );
}

/** Uncompressed, so that few rows weigh what many do. */
export async function writeFewDays(
  from: string,
  to: string,
  { tables }: Definitions,
  daysOf: (table: Table) => string[],
): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const duckdb = await instance.connect();
  for (const table of Object.values(tables)) {
    const source = path.join(from, table.id);
    const target = path.join(to, table.id);
    if (!existsSync(source)) continue;
    await mkdir(target, { recursive: true });
    const options = 'FORMAT parquet, COMPRESSION uncompressed';
    const copy =
      table.partition === 'none'
        ? `(FROM read_parquet('${source}/*.parquet')) TO '${target}/data_0.parquet' (${options})`
        : `(${moved(table, source, daysOf(table))}) TO '${target}' (${options}, PARTITION_BY (dt), OVERWRITE)`;
    await duckdb.run(`COPY ${copy}`);
  }
  duckdb.closeSync();
  instance.closeSync();
}

/** A row of a daily table is what its day is about, so those of other days stay away. */
function moved({ partition }: Table, source: string, wanted: string[]): string {
  const days = [...new Set(wanted)].sort();
  const rows = `read_parquet('${source}/*/*.parquet', hive_partitioning = true, hive_types = {'dt': VARCHAR})`;
  if (partition === 'daily') return `FROM ${rows} WHERE dt IN (${days.map((day) => `'${day}'`).join(', ')})`;
  const values = days.map((day, at) => `('${nearestSince(day, days[at - 1])}', '${day}')`);
  return `SELECT x.* REPLACE (day AS dt) FROM ${rows} x ASOF JOIN (VALUES ${values.join(', ')}) days (since, day) ON x.dt >= since`;
}

/** The first day that is nearer to this one than to the one before; of the first, any. */
function nearestSince(day: string, before: string | undefined): string {
  if (before === undefined) return '0000-01-01';
  const gap = Temporal.PlainDate.from(before).until(day).days;
  return Temporal.PlainDate.from(before)
    .add({ days: Math.ceil(gap / 2) })
    .toString();
}
