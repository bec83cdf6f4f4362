// A copy of a clean lake that may be spoiled: files are links to the clean ones until they are written anew, so that a
// copy costs nothing and the clean lake stays as it is.
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

export type FaultyLake = {
  folder: string;
  /**
   * Writes the files of these days anew from a SELECT over `rows`; of a table without days, its file. With a name of its
   * own the new file lies beside the old one.
   */
  rewrite(table: string, days: string[] | null, sql: string, name?: string): Promise<void>;
  /** The rows of a table as CSV beside its other files, by a SELECT over `rows`, with an edit of the text. */
  asCsv(table: string, days: string[] | null, edit: (text: string) => string, sql?: string): Promise<void>;
  /** Path of a day's file. */
  fileOf(table: string, day: string | null): string;
  copy(from: string, to: string): void;
  remove(table: string, days: string[] | null): void;
  removeTable(table: string): void;
  writeBytes(file: string, bytes: Uint8Array | string): void;
  /** Tables of which some file is another than in the clean lake. */
  touched(): string[];
  /** A table of a shop that has none of that name yet. */
  add(table: string, sql: string): Promise<void>;
  close(): void;
};

export async function faultyLake(clean: string): Promise<FaultyLake> {
  const parent = mkdtempSync(path.join(path.dirname(clean), 'faulty-'));
  const folder = path.join(parent, 'lake');
  const copied = spawnSync('cp', ['-al', clean, folder]);
  if (copied.status !== 0) throw new Error(String(copied.stderr));
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const fileOf = (table: string, day: string | null) =>
    path.join(folder, table, ...(day === null ? [] : [`dt=${day}`]), 'data_0.parquet');
  const from = (file: string) => `rows AS (FROM read_parquet('${file}', hive_partitioning = false))`;
  const replace = (file: string, write: () => void) => {
    rmSync(file, { force: true });
    write();
  };
  return {
    folder,
    fileOf,
    async rewrite(table, days, sql, name = 'data_0') {
      for (const day of days ?? [null]) {
        const file = fileOf(table, day);
        if (!existsSync(file)) continue;
        const made = `${file}.made`;
        await connection.run(
          `COPY (WITH ${from(file)} ${sql.replaceAll('$day', `'${day}'`)}) TO '${made}' (FORMAT parquet)`,
        );
        renameSync(made, file.replace('data_0', name));
      }
    },
    async asCsv(table, days, edit, sql = 'FROM rows') {
      for (const day of days ?? [null]) {
        const file = fileOf(table, day);
        if (!existsSync(file)) continue;
        const csv = file.replace(/\.parquet$/, '.csv');
        await connection.run(`COPY (WITH ${from(file)} ${sql}) TO '${csv}' (FORMAT csv, HEADER)`);
        writeFileSync(csv, edit(readFileSync(csv, 'utf8')));
        rmSync(file);
      }
    },
    copy(source, target) {
      mkdirSync(path.dirname(target), { recursive: true });
      replace(target, () => copyFileSync(source, target));
    },
    remove(table, days) {
      for (const day of days ?? [null]) rmSync(path.dirname(fileOf(table, day)), { recursive: true, force: true });
    },
    removeTable: (table) => rmSync(path.join(folder, table), { recursive: true }),
    writeBytes: (file, bytes) => replace(file, () => writeFileSync(file, bytes)),
    async add(table, sql) {
      mkdirSync(path.join(folder, table), { recursive: true });
      await connection.run(`COPY (${sql}) TO '${fileOf(table, null)}' (FORMAT parquet)`);
    },
    touched() {
      const [before, now] = [clean, folder].map(filesByTable) as [Record<string, string>, Record<string, string>];
      return [...new Set([...Object.keys(before), ...Object.keys(now)])].filter((id) => before[id] !== now[id]).sort();
    },
    close() {
      instance.closeSync();
      rmSync(parent, { recursive: true, force: true });
    },
  };
}

/** By table its files with their inodes: two links to one file are the same. */
function filesByTable(lake: string): Record<string, string> {
  const tables = readdirSync(lake, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return Object.fromEntries(
    tables.map(({ name }) => {
      const files = readdirSync(path.join(lake, name), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.join(entry.parentPath, entry.name));
      const lines = files.map((file) => `${path.relative(lake, file)} ${statSync(file).ino}`);
      return [name, lines.sort().join('\n')];
    }),
  );
}
