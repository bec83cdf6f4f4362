// The files of a table as one fingerprint, the same for a folder and for a bucket: what proves that two runs read the
// same bytes must not depend on where they ran.
import { createHash } from 'node:crypto';
import type { TableFiles } from './ports.ts';

/** `key` begins with the folder that holds the table; `tag` is the MD5, as a bucket's ETag is for objects of one part. */
export type TableFile = { key: string; size: number; tag: string };

export function fingerprintFiles(table: string, files: readonly TableFile[]): TableFiles {
  const hash = createHash('sha256');
  const bytesByDay: Record<string, number> = {};
  let bytes = 0;
  for (const { key, size, tag } of [...files].sort((a, b) => (a.key < b.key ? -1 : 1))) {
    hash.update(`${key}\t${size}\t${tag}\n`);
    const day = /(?:^|\/)dt=([^/]+)\//.exec(key)?.[1] ?? '';
    bytesByDay[day] = (bytesByDay[day] ?? 0) + size;
    bytes += size;
  }
  return { table, fingerprint: hash.digest('hex'), files: files.length, bytes, bytesByDay };
}
