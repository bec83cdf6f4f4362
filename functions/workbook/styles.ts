// How cells look: a heading that stands apart, words that break where they are long, and colours for words of judgement.
import type { CellStyle } from 'hucre/xlsx';
import type { SheetCell, Tone } from './sheet.ts';

/** Contrast on white above 4.5 : 1. */
const COLOURS: Record<Tone, string> = { ok: '1E6B3A', watch: '8A5A00', off: 'B3261E', mut: '5F6368' };
/** That of the format; whatever has a font at all must name it. */
const FONT = { name: 'Calibri', size: 11 };
const LINE_HEIGHT = 15;

/** As text even after somebody has edited it; without, `=1+1` would become a formula on the first touch. */
const TEXT_FORMAT = '@';
const DAY_FORMAT = 'yyyy-mm-dd';
const LIKE_FORMULA = /^[=+\-@\t\r\n＝＋－＠']/;

export const TITLE_STYLE: CellStyle = { font: { ...FONT, bold: true, size: 14 } };
export const NOTE_STYLE: CellStyle = { font: { ...FONT, color: { rgb: COLOURS.mut } } };
export const HEADING_STYLE: CellStyle = {
  font: { ...FONT, bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'EEF1F5' } },
  border: { bottom: { style: 'thin', color: { rgb: '8A94A6' } } },
  alignment: { vertical: 'center', wrapText: true },
};
export const FIGURES_HEADING_STYLE: CellStyle = {
  ...HEADING_STYLE,
  alignment: { ...HEADING_STYLE.alignment, horizontal: 'right' },
};
export const HEADING_HEIGHT = 2 * LINE_HEIGHT + 4;
export const TITLE_HEIGHT = 22;

/** `breaks`: lines of the sheet may be several lines high, of which figures stand beside the first. */
export function cellStyle(
  cell: NonNullable<SheetCell>,
  { breaks, isWide }: { breaks: boolean; isWide: boolean },
): CellStyle | undefined {
  const style: CellStyle = {
    ...fontOf(cell),
    ...formatOf(cell),
    ...alignmentOf(cell, breaks, isWide),
  };
  return Object.keys(style).length === 0 ? undefined : style;
}

/** Words of judgement follow figures, from which they keep a distance. */
function alignmentOf(cell: NonNullable<SheetCell>, breaks: boolean, isWide: boolean): Pick<CellStyle, 'alignment'> {
  const alignment: CellStyle['alignment'] = {
    ...(breaks ? { vertical: 'top' } : {}),
    ...(breaks && isWide ? { wrapText: true } : {}),
    ...(cell.kind === 'text' && cell.tone ? { horizontal: 'left', indent: 1 } : {}),
  };
  return Object.keys(alignment).length === 0 ? {} : { alignment };
}

/** Of an amount that stands as text. */
export const LONG_NUMBER_STYLE: CellStyle = { numFmt: TEXT_FORMAT, alignment: { horizontal: 'right' } };

function formatOf(cell: NonNullable<SheetCell>): Pick<CellStyle, 'numFmt'> {
  if (cell.kind === 'day') return { numFmt: DAY_FORMAT };
  if (cell.kind !== 'text') return { numFmt: cell.format };
  return LIKE_FORMULA.test(cell.text) ? { numFmt: TEXT_FORMAT } : {};
}

function fontOf(cell: NonNullable<SheetCell>): Pick<CellStyle, 'font'> {
  if (cell.kind === 'day') return {};
  const tone = cell.kind === 'text' ? cell.tone : undefined;
  if (!cell.bold && tone === undefined) return {};
  return {
    font: { ...FONT, ...(cell.bold ? { bold: true } : {}), ...(tone ? { color: { rgb: COLOURS[tone] } } : {}) },
  };
}
