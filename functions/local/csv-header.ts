// The column names of a CSV file, read by themselves: the engine's own guess at a dialect would hide a broken row behind
// another complaint.
import { closeSync, openSync, readSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { ProblemError } from '../problem.ts';

const MOST_BYTES = 64 * 1024;

export function readHeader(file: string): string[] {
  const head = Buffer.alloc(MOST_BYTES);
  const descriptor = openSync(file, 'r');
  const length = readSync(descriptor, head, 0, MOST_BYTES, 0);
  closeSync(descriptor);
  const [header] = parse(head.subarray(0, length), { bom: true, to: 1, relax_column_count: true }) as string[][];
  if (header?.some((name) => name !== '')) return header;
  const remedy = 'The first line names the columns, parted by commas.';
  throw new ProblemError({ code: 'BROKEN_ROW', message: 'The file has no header.', place: { file, line: 1 }, remedy });
}
