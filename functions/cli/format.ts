// How the command line writes sizes and tables.
import { columnsOf } from '../email/wrap.ts';

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** `1.2 GB`: decimal units, as AWS bills them. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  for (; value >= 999.5 && unit < UNITS.length - 1; unit += 1) value /= 1000;
  return `${unit === 0 || value >= 99.5 ? Math.round(value) : value.toFixed(1)} ${UNITS[unit]}`;
}

/** Rows as columns of even width, where a Chinese character takes two; `right`: columns of numbers. */
export function alignColumns(rows: string[][], right: number[] = []): string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => columnsOf(row[at] ?? ''))));
  const gap = (cell: string, at: number) => ' '.repeat((widths[at] ?? 0) - columnsOf(cell));
  return rows.map((row) =>
    row
      .map((cell, at) => (right.includes(at) ? gap(cell, at) + cell : cell + gap(cell, at)))
      .join('  ')
      .trimEnd(),
  );
}
