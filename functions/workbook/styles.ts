// How cells look: a heading that stands apart, figures to the right, words that break where they are long.
import type { CellStyle } from 'hucre/xlsx';
import type { SheetCell, Tone } from './sheet.ts';

/** Contrast on white above 4.5 : 1. */
const COLOURS: Record<Tone, string> = { ok: '1E6B3A', watch: '8A5A00', off: 'B3261E', mut: '5F6368' };

/** As text even after somebody has edited it; without, `=1+1` would become a formula on the first touch. */
const TEXT_FORMAT = '@';
const DAY_FORMAT = 'yyyy-mm-dd';
const LIKE_FORMULA = /^[=+\-@\t\r\n＝＋－＠']/;

export const TITLE_STYLE: CellStyle = { font: { bold: true, size: 14 } };
export const NOTE_STYLE: CellStyle = { font: { color: { rgb: COLOURS.mut } } };
export const HEADING_STYLE: CellStyle = {
  font: { bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'EEF1F5' } },
  border: { bottom: { style: 'thin', color: { rgb: '8A94A6' } } },
  alignment: { vertical: 'center', wrapText: true },
};

export function cellStyle(cell: NonNullable<SheetCell>, isWide: boolean): CellStyle {
  const vertical = { vertical: 'top' as const };
  if (cell.kind === 'day') return { numFmt: DAY_FORMAT, alignment: { ...vertical, horizontal: 'left' } };
  if (cell.kind !== 'text') {
    const font = cell.bold ? { font: { bold: true } } : {};
    return { numFmt: cell.format, alignment: { ...vertical, horizontal: 'right' }, ...font };
  }
  const font = {
    ...(cell.bold ? { bold: true } : {}),
    ...(cell.tone ? { color: { rgb: COLOURS[cell.tone] } } : {}),
  };
  return {
    ...(Object.keys(font).length === 0 ? {} : { font }),
    ...(LIKE_FORMULA.test(cell.text) ? { numFmt: TEXT_FORMAT } : {}),
    alignment: { ...vertical, ...(isWide ? { wrapText: true } : {}) },
  };
}
