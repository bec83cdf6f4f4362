// The engine of a laptop: DuckDB over a lake folder. Every cell leaves as text, so a decimal never passes through a
// float; tables are opened when a statement first names them.
import path from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { Cell, Engine, QueryRows, RelationColumns } from '../ports.ts';
import { ProblemError } from '../problem.ts';
import { readHeader } from './csv-header.ts';
import { classifyDuckdbError } from './duckdb-failures.ts';
import { TRINO_MACROS } from './duckdb-macros.ts';
import { fingerprintTable, type LakeTable, scanLake } from './lake.ts';

export type DuckdbOptions = {
  lake: string;
  /** Types of the CSV columns of canonical tables; columns of other CSV tables are text, as in Athena. */
  csvTypes?: Record<string, Record<string, string>>;
  memoryLimit?: string;
  threads?: number;
};

export async function duckdbEngine(options: DuckdbOptions): Promise<Engine> {
  let lake = scanLake(options.lake);
  const shown = (file: string) => path.relative(process.cwd(), file) || file;
  const instance = await DuckDBInstance.create(':memory:', {
    ...(options.memoryLimit === undefined ? {} : { memory_limit: options.memoryLimit }),
    ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
  });
  const connection = await instance.connect();
  // One statement at a time: each uses every thread, and a connection streams one result only.
  let last: Promise<unknown> = Promise.resolve();
  const run = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work).catch((error: unknown) => {
      if (error instanceof ProblemError) throw error;
      throw new ProblemError(classifyDuckdbError(error, shown), { cause: error });
    });
    last = result.catch(() => undefined);
    return result;
  };
  const settings = ['preserve_insertion_order = false', 'parquet_metadata_cache = true', "TimeZone = 'UTC'"];
  const statements = ['CREATE SCHEMA raw', ...settings.map((setting) => `SET ${setting}`), ...TRINO_MACROS];
  for (const sql of statements) await connection.run(sql);
  const opened = new Map<string, 'TABLE' | 'VIEW'>();
  const open = async (sql: string): Promise<string[]> => {
    const named = [...new Set([...sql.matchAll(/\braw\.([a-z_][a-z0-9_]*)/gi)].map((match) => match[1] as string))];
    for (const name of named) {
      const table = lake.get(name);
      if (!table || opened.has(name)) continue;
      // CSV is read once and kept: as a view it would be parsed again at every mention.
      const kind = table.format === 'csv' ? 'TABLE' : 'VIEW';
      const source = reader(table, options.csvTypes?.[name]);
      await connection.run(`CREATE ${kind} raw.${name} AS SELECT * FROM ${source}`);
      opened.set(name, kind);
    }
    return named.filter((name) => !lake.has(name));
  };
  const engine: Engine = {
    name: 'duckdb',
    tables: async () => [...lake.keys()],
    fingerprint: (table) => fingerprintTable(options.lake, lake.get(table) as LakeTable),
    describe: (select) =>
      run(async () => {
        if ((await open(select)).length > 0) return null;
        const rows = (await connection.runAndReadAll(`DESCRIBE ${select}`)).getRows();
        return Object.fromEntries(rows.map((row) => [String(row[0]), String(row[1]).toLowerCase()])) as RelationColumns;
      }),
    query: ({ sql }) =>
      run(async () => {
        await open(sql);
        try {
          return await readText(connection, sql);
        } catch (error) {
          if (!isOptimizerFailure(error)) throw error;
          await connection.run(WITHOUT_TOP_N);
          return await readText(connection, sql).finally(() => connection.run('RESET disabled_optimizers'));
        }
      }),
    anew: () =>
      run(async () => {
        for (const [name, kind] of opened) await connection.run(`DROP ${kind} raw.${name}`);
        opened.clear();
        lake = scanLake(options.lake);
        return engine;
      }),
    close: async () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
  return engine;
}

/** DuckDB 1.5 plans `row_number() … = 1` over a filter on a range wrongly and says so; without this rule it plans it right. */
const WITHOUT_TOP_N = "SET disabled_optimizers = 'top_n_window_elimination'";

function isOptimizerFailure(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('INTERNAL Error');
}

async function readText(connection: DuckDBConnection, sql: string): Promise<QueryRows> {
  const result = await connection.stream(`SELECT CAST(COLUMNS(*) AS VARCHAR) FROM (\n${sql}\n) cells`);
  const rows: Cell[][] = [];
  for await (const part of result.yieldRows()) for (const row of part) rows.push(row as Cell[]);
  return { columns: result.columnNames(), rows };
}

/** The table function that reads a table's files. */
function reader(table: LakeTable, types?: Record<string, string>): string {
  const files = `[${table.files.map(quote).join(', ')}]`;
  const hive = table.partitioned ? ", hive_partitioning = true, hive_types = {'dt': VARCHAR}" : '';
  if (table.format === 'parquet') return `read_parquet(${files}${hive})`;
  const dialect = `header = true, delim = ',', quote = '"', escape = '"', nullstr = '', strict_mode = true`;
  const columns = readHeader(table.files[0] as string).map(
    (name) => `${quote(name)}: ${quote(types?.[name] ?? 'varchar')}`,
  );
  return `read_csv(${files}, auto_detect = false, columns = {${columns.join(', ')}}, ${dialect}${hive})`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
