// A sheet before anybody writes it to a file: headings, and rows of typed cells. A number stays the decimal text of the
// snapshot until the last moment, so that what a spreadsheet cannot hold is seen and not rounded by chance.

/** Colour of a word; never the only sign of what it says. */
export type Tone = 'ok' | 'watch' | 'off' | 'mut';

export type SheetCell =
  | { kind: 'text'; text: string; tone?: Tone; bold?: boolean }
  /** `format`: a number format of spreadsheets. */
  | { kind: 'number'; decimal: string; format: string; bold?: boolean }
  /** Without the equals sign, with the result that a reader shows who does not calculate. */
  | { kind: 'formula'; formula: string; decimal: string; format: string; bold?: boolean }
  /** `2026-10-31`. */
  | { kind: 'day'; day: string }
  | null;

/** `wide`: running text, which breaks into lines instead of making the column wider. */
export type SheetColumn = { title: string; wide?: boolean };

export type Sheet = {
  name: string;
  /** Lines above the headings, the first of them large. */
  above: string[];
  columns: SheetColumn[];
  rows: SheetCell[][];
  /** Lines below the rows. */
  below?: string[];
  /** Its name comes from the shop's own definitions and gives way to those that formulas name. */
  yields?: boolean;
  /** Columns that stay while the others are scrolled. */
  frozen: number;
};

export function text(content: string | null | undefined, look: { tone?: Tone; bold?: boolean } = {}): SheetCell {
  return content === null || content === undefined || content === '' ? null : { kind: 'text', text: content, ...look };
}

export function number(decimal: string | null | undefined, format: string): SheetCell {
  return decimal === null || decimal === undefined ? null : { kind: 'number', decimal, format };
}

export function day(of: string | null | undefined): SheetCell {
  return of === null || of === undefined ? null : { kind: 'day', day: of };
}

/** `decimal`: what it comes to, exactly. */
export function formula(content: string, decimal: string, format: string): SheetCell {
  return { kind: 'formula', formula: content, decimal, format };
}

export function bold(cell: SheetCell): SheetCell {
  return cell === null || cell.kind === 'day' ? cell : { ...cell, bold: true };
}

/** `A` for 0, `AA` for 26. */
export function columnLetters(index: number): string {
  const before = Math.floor(index / 26);
  return (before === 0 ? '' : columnLetters(before - 1)) + String.fromCharCode(65 + (index % 26));
}
