// Rows whose `dt` is no day: 2026/10/01, 20261001, nothing at all. Every statement asks for days between two others, so
// such rows are in no figure; here they are counted, so that nobody misses them without being told.
import type { Table } from '../definitions/definitions.ts';
import type { Finding } from './finding.ts';

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** Rows by `dt`, parted into those of days and the number of the others; a table without days has no others. */
export function partDays(
  table: Table,
  rowsByDay: Record<string, number>,
): { rowsByDay: Record<string, number>; strayRows: number } {
  if (table.partition === 'none') return { rowsByDay, strayRows: 0 };
  const entries = Object.entries(rowsByDay);
  const strayRows = entries.reduce((sum, [day, rows]) => (DAY.test(day) ? sum : sum + rows), 0);
  return { rowsByDay: Object.fromEntries(entries.filter(([day]) => DAY.test(day))), strayRows };
}

export function findStrayDays(table: Table, strayRows: number, rowsByDay: Record<string, number>): Finding[] {
  if (strayRows === 0) return [];
  const of = Object.values(rowsByDay).reduce((sum, rows) => sum + rows, strayRows);
  const found = { rows: String(strayRows), of: String(of), limits: 'YYYY-MM-DD' };
  return [{ check: 'ranges', table: table.id, subject: 'dt', found, rows: strayRows, of, since: null }];
}
