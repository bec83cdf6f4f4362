// Sheets within the limits of the format: names, rows of a sheet, letters of a cell. Nothing is cut off: a long sheet goes
// on in another, and what no cell can hold says so in its place.
import type { Locale } from '../definitions/locale.ts';
import { fill, fillCounted } from '../email/words.ts';
import type { Sheet, SheetCell } from './sheet.ts';
import { keptDecimal } from './spreadsheet-number.ts';

const MOST_ROWS = 1_048_576;
const MOST_LETTERS = 32_767;
const MOST_OF_NAME = 31;
/** Not allowed in the name of a sheet. */
const BARRED = /[[\]:*?/\\\p{Cc}]/gu;

type Words = Locale['workbook'];

export function fitSheets(sheets: readonly Sheet[], words: Words, mostRows = MOST_ROWS): Sheet[] {
  const parts = nameSheets(sheets).flatMap((sheet) => continueSheet(sheet, words, mostRows));
  return parts.map((sheet) => {
    const long = sheet.rows.flat().filter(isLongNumber).length;
    const note = long === 0 ? [] : [fillCounted(words.long_numbers, long)];
    const rows = sheet.rows.map((row) => row.map((cell) => fitCell(cell, words)));
    return { ...sheet, above: [...sheet.above, ...note], rows };
  });
}

/** Names that the format allows, each once, since a spreadsheet tells no capital letters apart. */
function nameSheets(sheets: readonly Sheet[]): Sheet[] {
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
      if (taken.has(name.toLowerCase())) continue;
      taken.add(name.toLowerCase());
      return { ...sheet, name };
    }
  });
}

function continueSheet(sheet: Sheet, words: Words, mostRows: number): Sheet[] {
  const parts: Sheet[] = [];
  // A line for a note on long numbers, and one for the headings.
  for (let from = 0; from === 0 || from < sheet.rows.length; ) {
    const above = from === 0 ? sheet.above : [];
    const room = mostRows - above.length - 2;
    const name = from === 0 ? sheet.name : continuedName(sheet.name, parts.length + 1, words);
    parts.push({ ...sheet, name, above, rows: sheet.rows.slice(from, from + room) });
    from += room;
  }
  return parts;
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
