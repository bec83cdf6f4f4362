// The engine of a laptop: DuckDB over a lake folder. Every cell leaves as text, so a decimal never passes through a
// float; tables are opened when a statement first names them.
import path from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { Cell, Engine, QueryRows, RelationColumns } from '../ports.ts';
import { ProblemError } from '../problem.ts';
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
  const lake = scanLake(options.lake);
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
  const statements = [
    'CREATE SCHEMA raw',
    'SET preserve_insertion_order = false',
    "SET TimeZone = 'UTC'",
    ...TRINO_MACROS,
  ];
  for (const sql of statements) await connection.run(sql);
  const opened = new Set<string>();
  const open = async (sql: string): Promise<string[]> => {
    const named = [...new Set([...sql.matchAll(/\braw\.([a-z_][a-z0-9_]*)/gi)].map((match) => match[1] as string))];
    for (const name of named) {
      const table = lake.get(name);
      if (!table || opened.has(name)) continue;
      await connection.run(
        `CREATE VIEW raw.${name} AS SELECT * FROM ${await reader(connection, table, options.csvTypes?.[name])}`,
      );
      opened.add(name);
    }
    return named.filter((name) => !lake.has(name));
  };
  return {
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
        return readText(connection, sql);
      }),
    close: async () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function readText(connection: DuckDBConnection, sql: string): Promise<QueryRows> {
  const result = await connection.stream(`SELECT CAST(COLUMNS(*) AS VARCHAR) FROM (\n${sql}\n) cells`);
  const rows: Cell[][] = [];
  for await (const part of result.yieldRows()) for (const row of part) rows.push(row as Cell[]);
  return { columns: result.columnNames(), rows };
}

/** The table function that reads a table's files. */
async function reader(connection: DuckDBConnection, table: LakeTable, types?: Record<string, string>): Promise<string> {
  const files = `[${table.files.map(quote).join(', ')}]`;
  const hive = table.partitioned ? ", hive_partitioning = true, hive_types = {'dt': VARCHAR}" : '';
  if (table.format === 'parquet') return `read_parquet(${files}${hive})`;
  const dialect = `header = true, delim = ',', quote = '"', escape = '"', nullstr = '', strict_mode = true`;
  const header = `DESCRIBE SELECT * FROM read_csv(${quote(table.files[0] as string)}, all_varchar = true, ${dialect})`;
  const names = (await connection.runAndReadAll(header)).getRows().map((row) => String(row[0]));
  const columns = names.map((name) => `${quote(name)}: ${quote(types?.[name] ?? 'varchar')}`);
  return `read_csv(${files}, auto_detect = false, columns = {${columns.join(', ')}}, ${dialect}${hive})`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
