// The lake folder: which tables it holds and in which files. A table is `<table>.parquet`, `<table>.csv` or a tree
// `<table>/`, Hive-partitioned by dt or not; only names are read here, so a broken file harms only who asks for it.
import { createHash } from 'node:crypto';
import { createReadStream, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { TableFiles } from '../ports.ts';
import { ProblemError } from '../problem.ts';
import { fingerprintFiles, type TableFile } from '../table-files.ts';

export type LakeTable = { name: string; format: 'parquet' | 'csv'; files: string[]; partitioned: boolean };

const READ_WHOLE_BYTES = 4 * 1024 * 1024;

/** Tables by name. Throws MISSING_LAKE where the folder does not exist or holds no table. */
export function scanLake(folder: string): Map<string, LakeTable> {
  const entries = listFolder(folder);
  const tables = new Map<string, LakeTable>();
  for (const entry of entries) {
    const name = entry.name.replace(/\.(parquet|csv)$/, '');
    const file = path.join(folder, entry.name);
    const files = entry.isDirectory() ? listTree(file) : /\.(parquet|csv)$/.test(entry.name) ? [file] : [];
    const format = files.some((item) => item.endsWith('.parquet')) ? 'parquet' : 'csv';
    const chosen = files.filter((item) => item.endsWith(`.${format}`));
    const first = chosen[0];
    if (first === undefined) continue;
    tables.set(name, { name, format, files: chosen, partitioned: /[\\/]dt=[^\\/]+[\\/]/.test(first) });
  }
  if (tables.size === 0) {
    throw new ProblemError({
      code: 'MISSING_LAKE',
      message: `The lake ${folder} holds no table.`,
      place: { file: folder },
      remedy:
        'Put <table>/dt=YYYY-MM-DD/*.parquet, <table>.parquet or <table>.csv there, or run `scorecard sample --out <folder>`.',
    });
  }
  return tables;
}

/** Fingerprint over keys, sizes and contents, the same on every machine. */
export async function fingerprintTable(folder: string, table: LakeTable): Promise<TableFiles> {
  const files: TableFile[] = [];
  for (const file of table.files) {
    const { size } = statSync(file);
    const key = path.relative(folder, file).split(path.sep).join('/');
    files.push({ key, size, tag: await contentTag(file, size) });
  }
  return fingerprintFiles(table.name, files);
}

/** The MD5 of a file, which is the ETag of an object uploaded in one part. A lake has thousands of small files. */
async function contentTag(file: string, size: number): Promise<string> {
  const hash = createHash('md5');
  if (size <= READ_WHOLE_BYTES) return hash.update(readFileSync(file)).digest('hex');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

function listFolder(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (cause) {
    const problem = {
      code: 'MISSING_LAKE' as const,
      message: `There is no lake folder ${folder}.`,
      place: { file: folder },
      remedy: 'Name one by --lake, or make the sample: `scorecard sample --out <folder>`.',
    };
    throw new ProblemError(problem, { cause });
  }
}

function listTree(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(parquet|csv)$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}
