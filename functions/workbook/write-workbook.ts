// Sheets as the bytes of an .xlsx file. The same sheets are the same bytes, on any machine: times come from the snapshot,
// and the archive is packed by a packer of its own, since that of the platform packs otherwise on another processor.
import { unzipSync, zipSync } from 'fflate';
import { type Cell, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import { Temporal } from 'temporal-polyfill';
import { columnWidths } from './column-widths.ts';
import { columnLetters, type Sheet, type SheetCell } from './sheet.ts';
import { keptDecimal } from './spreadsheet-number.ts';
import {
  cellStyle,
  FIGURES_HEADING_STYLE,
  HEADING_HEIGHT,
  HEADING_STYLE,
  LONG_NUMBER_STYLE,
  NOTE_STYLE,
  TITLE_HEIGHT,
  TITLE_STYLE,
} from './styles.ts';

export type WorkbookProperties = { title: string; creator: string; asOf: string };

/** Days are counted from here, for a leap day of 1900 that never was. */
const FIRST_DAY = Temporal.PlainDate.from('1899-12-30');
/** What is written like an escaped character is escaped itself (ECMA-376 part 1, 22.4.2.4). */
const LIKE_ESCAPE = /_x(?=[0-9A-Fa-f]{4}_)/g;

export async function writeWorkbook(sheets: readonly Sheet[], properties: WorkbookProperties): Promise<Uint8Array> {
  const instant = new Date(properties.asOf);
  const { title, creator } = properties;
  const written = await writeXlsx({
    sheets: sheets.map(writeSheet),
    properties: { title, creator, created: instant, modified: instant },
  });
  // The format has local times; 1980 is where they begin, in any time zone.
  return zipSync(unzipSync(written), { level: 6, mtime: new Date(1980, 0, 1) });
}

function writeSheet(sheet: Sheet): WriteSheet {
  const { name, above, columns, rows, below = [], frozen } = sheet;
  const cells = new Map<string, Partial<Cell>>();
  const put = (row: number, column: number, cell: Partial<Cell>) => cells.set(`${row},${column}`, cell);
  const headingRow = above.length;
  for (const [at, line] of above.entries()) {
    put(at, 0, { value: escapeText(line), style: at === 0 ? TITLE_STYLE : NOTE_STYLE });
  }
  for (const [at, { title }] of columns.entries()) {
    const isFigures = rows.some((row) => row[at]?.kind === 'number' || row[at]?.kind === 'formula');
    put(headingRow, at, { value: escapeText(title), style: isFigures ? FIGURES_HEADING_STYLE : HEADING_STYLE });
  }
  const breaks = columns.some(({ wide }) => wide);
  for (const [at, row] of rows.entries()) {
    for (const [column, cell] of row.entries()) {
      if (cell !== null)
        put(headingRow + 1 + at, column, writeCell(cell, { breaks, isWide: columns[column]?.wide === true }));
    }
  }
  for (const [at, line] of below.entries()) {
    put(headingRow + rows.length + 2 + at, 0, { value: escapeText(line), style: NOTE_STYLE });
  }
  const last = columnLetters(Math.max(columns.length - 1, 0));
  return {
    name,
    columns: columnWidths(sheet).map((width) => ({ width })),
    cells,
    rowDefs: new Map([
      ...(above.length === 0 ? [] : [[0, { height: TITLE_HEIGHT }] as const]),
      ...(columns.length === 0 ? [] : [[headingRow, { height: HEADING_HEIGHT }] as const]),
    ]),
    ...(columns.length === 0
      ? {}
      : { freezePane: { rows: headingRow + 1, ...(frozen === 0 ? {} : { columns: frozen }) } }),
    ...(rows.length === 0
      ? {}
      : { autoFilter: { range: `A${headingRow + 1}:${last}${headingRow + 1 + rows.length}` } }),
    pageSetup: {
      paperSize: 'a4',
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `$${headingRow + 1}:$${headingRow + 1}`,
    },
  };
}

function writeCell(cell: NonNullable<SheetCell>, line: { breaks: boolean; isWide: boolean }): Partial<Cell> {
  const look = cellStyle(cell, line);
  const style = look === undefined ? {} : { style: look };
  switch (cell.kind) {
    case 'text':
      return { value: escapeText(cell.text), ...style };
    case 'day':
      return { value: Temporal.PlainDate.from(cell.day).since(FIRST_DAY).days, ...style };
    case 'number':
    case 'formula': {
      const kept = keptDecimal(cell.decimal);
      // An amount that would come out as another one stays text, digit by digit.
      if (kept === null) return { value: cell.decimal, style: LONG_NUMBER_STYLE };
      if (cell.kind === 'number') return { value: Number(kept), ...style };
      return { value: null, formula: cell.formula, formulaResult: Number(kept), ...style };
    }
  }
}

function escapeText(text: string): string {
  return text.toWellFormed().replace(LIKE_ESCAPE, '_x005F_x');
}
