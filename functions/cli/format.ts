// How the command line writes tables, and paths in commands.
import { columnsOf } from '../email/wrap.ts';

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

/** As one word of a shell, whatever blanks a path has. */
export function asWord(text: string): string {
  return /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
