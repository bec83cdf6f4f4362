// Figures and tables as docs/benchmarks.md shows them.
import type { Spread } from './results.ts';

/** The first column is text, the others are figures. */
export function table(header: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map((_, at) => (at === 0 ? '---' : '--:'))), ...rows.map(line)].join('\n');
}

/** `1.20 (1.10–1.40)`, or a dash where nothing was measured. */
export function threeOf({ least, median, most }: Spread): string {
  if (Number.isNaN(median)) return '–';
  return least === most ? median.toFixed(2) : `${median.toFixed(2)} (${least.toFixed(2)}–${most.toFixed(2)})`;
}

export function times(value: number): string {
  return Number.isNaN(value) ? '–' : value.toFixed(value >= 10 ? 0 : 1);
}

export function count(value: number): string {
  return Number.isNaN(value) ? '' : new Intl.NumberFormat('en').format(value);
}
