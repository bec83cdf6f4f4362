// How wide columns are, in characters: as what stands in them, a Chinese character counting twice.
import type { Sheet, SheetCell } from './sheet.ts';

const LEAST = 8;
const MOST = 44;
const WIDE = 64;
/** Room for the button of the filter, and around the text. A heading has two lines. */
const PADDING = 3;
const DOUBLE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/;

export function columnWidths({ columns, rows }: Sheet): number[] {
  return columns.map(({ title, wide }, at) => {
    // A heading breaks into lines, so its longest word counts.
    const heading = Math.max(...title.split(/[ ，、（]/).map(widthOf), 0);
    const widest = rows.reduce((most, row) => Math.max(most, shownWidth(row[at] ?? null)), heading);
    return Math.min(Math.max(widest + PADDING, LEAST), wide ? WIDE : MOST);
  });
}

function shownWidth(cell: SheetCell): number {
  if (cell === null) return 0;
  if (cell.kind === 'text') return Math.max(...cell.text.split('\n').map(widthOf));
  if (cell.kind === 'day') return 10;
  return numberWidth(cell.decimal, cell.format);
}

/** Digits before the point with their commas, and what the format adds to them. */
function numberWidth(decimal: string, format: string): number {
  const [positive = ''] = format.split(';');
  const whole = (decimal.replace('-', '').split('.')[0] ?? '').length + (positive.includes('%') ? 2 : 0);
  const written = widthOf(positive.replaceAll('"', '').replace('#,##0', ''));
  return whole + Math.floor((whole - 1) / 3) + written + 1;
}

function widthOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (DOUBLE.test(letter) ? 2 : 1), 0);
}
