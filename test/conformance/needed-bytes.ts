// What a statement must read, from the footers of a lake's Parquet files: the chunks of the columns that its answer depends
// on, in the partitions that its rule names. Which columns those are DuckDB's plan says, so that Trino is not its own judge.
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { TRINO_MACROS } from '../../functions/local/duckdb-macros.ts';
import type { Ranges, Scan } from './run-statements.ts';
import type { Contracts } from './trino/tables.ts';

/** Bytes by table, each read once. */
type Needed = { chunks: Record<string, number>; ends: Record<string, number> };

export type NeededBytes = { of(scan: Scan): Promise<Needed>; close(): void };

/** To find a footer Trino reads so much of the end of a file, and its columns thereafter, also where the end held them. */
const END_BYTES = 48 * 1024;

type File = { table: string; day: string | null; end: number; chunks: Map<string, number> };

export async function openNeededBytes(lake: string, contracts: Contracts): Promise<NeededBytes> {
  const instance = await DuckDBInstance.create(':memory:');
  const duckdb = await instance.connect();
  const rowsOf = async (sql: string) => (await duckdb.runAndReadAll(sql)).getRows();
  await duckdb.run('CREATE SCHEMA raw');
  for (const [table, { columns }] of Object.entries(contracts)) {
    const typed = Object.entries(columns).map(([name, type]) => `"${name}" ${type}`);
    await duckdb.run(`CREATE TABLE raw.${table} (${typed.join(', ')})`);
  }
  for (const sql of [...TRINO_MACROS, EVERY_SCAN_SHOWS]) await duckdb.run(sql);
  const files = await readFooters(lake, rowsOf);
  return {
    async of({ sql, partitions }) {
      const [plan] = await rowsOf(`EXPLAIN (FORMAT json) ${sql}`);
      const taken = columnsTaken(JSON.parse(String(plan?.[1])) as Plan[]);
      const needed: Needed = { chunks: {}, ends: {} };
      for (const [table, ranges] of Object.entries(partitions)) {
        const read = files.filter((file) => file.table === table && isWithin(file.day, ranges));
        const columns = [...(taken.get(table) ?? [])];
        needed.chunks[table] = sum(read.flatMap((file) => columns.map((column) => file.chunks.get(column) ?? 0)));
        needed.ends[table] = sum(read.map(({ end }) => end));
      }
      return needed;
    },
    close() {
      duckdb.closeSync();
      instance.closeSync();
    },
  };
}

type Plan = { extra_info: { Table?: string; Projections?: string | string[] }; children: Plan[] };

/** Tables are empty here, and a filter's columns would not be named, if the plan were the best one. */
const EVERY_SCAN_SHOWS = "SET disabled_optimizers = 'filter_pushdown,statistics_propagation,empty_result_pullup'";

/** Columns by table, wherever in the plan it is scanned. */
function columnsTaken(plans: Plan[], taken = new Map<string, Set<string>>()): Map<string, Set<string>> {
  for (const { extra_info: said, children } of plans) {
    const table = said.Table?.split('.').at(-1)?.replaceAll('"', '');
    if (table !== undefined) {
      const columns = taken.get(table) ?? new Set();
      for (const column of [said.Projections ?? []].flat()) columns.add(column);
      taken.set(table, columns);
    }
    columnsTaken(children, taken);
  }
  return taken;
}

async function readFooters(lake: string, rowsOf: (sql: string) => Promise<unknown[][]>): Promise<File[]> {
  const files = new Map<string, File>();
  const all = `${lake}/**/*.parquet`;
  const chunks = await rowsOf(
    `SELECT file_name, path_in_schema, sum(total_compressed_size) FROM parquet_metadata('${all}') GROUP BY ALL`,
  );
  const sizes = new Map((await rowsOf(`SELECT filename, size FROM read_blob('${all}')`)) as [string, bigint][]);
  for (const [name, column, bytes] of chunks as [string, string, bigint][]) {
    const [table = '', partition] = path.relative(lake, name).split(path.sep);
    const day = /^dt=(.+)$/.exec(partition ?? '')?.[1] ?? null;
    const end = Math.min(Number(sizes.get(name)), END_BYTES);
    const file = files.get(name) ?? { table, day, end, chunks: new Map() };
    file.chunks.set(column, Number(bytes));
    files.set(name, file);
  }
  return [...files.values()];
}

function isWithin(day: string | null, ranges: Ranges): boolean {
  if (ranges === null || day === null) return true;
  return ranges.some(([from, to]) => day >= from && day <= to);
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
