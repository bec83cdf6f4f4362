// Sheets within the limits of the format: names, rows of a sheet, letters of a cell. Nothing is cut off: a long sheet goes
// on in another, and what no cell can hold says so in its place.
import type { Locale } from '../definitions/locale.ts';
import { fill, fillCounted } from '../email/words.ts';
import type { Sheet, SheetCell } from './sheet.ts';
import { keptDecimal } from './spreadsheet-number.ts';

/** Of a sheet (ECMA-376). */
export const MOST_ROWS = 1_048_576;
const MOST_LETTERS = 32_767;
const MOST_OF_NAME = 31;
/** Not allowed in the name of a sheet. */
const BARRED = /[[\]:*?/\\\p{Cc}]/gu;

type Words = Locale['workbook'];

export function fitSheets(sheets: readonly Sheet[], words: Words, mostRows: number): Sheet[] {
  const parts = nameSheets(sheets).flatMap((sheet) => continueSheet(sheet, words, mostRows));
  return parts.map((sheet) => {
    const long = sheet.rows.flat().filter(isLongNumber).length;
    const rows = sheet.rows.map((row) => row.map((cell) => fitCell(cell, words)));
    return { ...sheet, rows, ...(long === 0 ? {} : { below: [fillCounted(words.long_numbers, long)] }) };
  });
}

/** The cells of a column of a sheet, and of those that go on with it, which hold so many rows; for a formula. */
export function rangesOf(
  sheet: Sheet,
  column: string,
  { first, rows }: { first: number; rows: number },
  { words, mostRows }: { words: Words; mostRows: number },
): string {
  const ranges: string[] = [];
  const room = roomOf(sheet.above, mostRows);
  for (let at = first; at < first + rows; ) {
    const part = Math.floor(at / room);
    const end = Math.min(first + rows, (part + 1) * room);
    const name = part === 0 ? sheet.name : continuedName(sheet.name, part + 1, words);
    const place = (index: number) => `${column}${index - part * room + sheet.above.length + 2}`;
    ranges.push(`'${name.replaceAll("'", "''")}'!${place(at)}:${place(end - 1)}`);
    at = end;
  }
  return ranges.join(',');
}

/** Names that the format allows, each once, since a spreadsheet tells no capital letters apart. */
function nameSheets(sheets: readonly Sheet[]): Sheet[] {
  const fixed = sheets.filter(({ yields }) => !yields).map(({ name }) => name.toLowerCase());
  const taken = new Set<string>();
  return sheets.map((sheet) => {
    const plain =
      sheet.name
        .toWellFormed()
        .replace(BARRED, ' ')
        .replace(/^'+|'+$/g, '')
        .trim() || '–';
    for (let count = 1; ; count++) {
      const ending = count === 1 ? '' : ` ${count}`;
      const name = plain.slice(0, MOST_OF_NAME - ending.length).toWellFormed() + ending;
      if (taken.has(name.toLowerCase()) || (sheet.yields && fixed.includes(name.toLowerCase()))) continue;
      taken.add(name.toLowerCase());
      return { ...sheet, name };
    }
  });
}

/** All parts have the room of the first, so that a row's place follows from its number. */
function continueSheet(sheet: Sheet, words: Words, mostRows: number): Sheet[] {
  const room = roomOf(sheet.above, mostRows);
  const count = Math.max(Math.ceil(sheet.rows.length / room), 1);
  return Array.from({ length: count }, (_, part) => ({
    ...sheet,
    name: part === 0 ? sheet.name : continuedName(sheet.name, part + 1, words),
    rows: sheet.rows.slice(part * room, (part + 1) * room),
  }));
}

/** Beside the headings, a line for the note on long numbers and an empty one before it. */
function roomOf(above: readonly string[], mostRows: number): number {
  return mostRows - above.length - 3;
}

function continuedName(name: string, n: number, { sheets }: Words): string {
  const room = MOST_OF_NAME - fill(sheets.more, { name: '', n: String(n) }).length;
  return fill(sheets.more, { name: name.slice(0, room), n: String(n) });
}

function isLongNumber(cell: SheetCell): boolean {
  return cell !== null && 'decimal' in cell && keptDecimal(cell.decimal) === null;
}

function fitCell(cell: SheetCell, words: Words): SheetCell {
  if (cell?.kind !== 'text' || cell.text.length <= MOST_LETTERS) return cell;
  return { kind: 'text', text: fillCounted(words.long_text, cell.text.length), tone: 'mut' };
}
