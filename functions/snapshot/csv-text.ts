// Rows as the text of a CSV file (RFC 4180) that a spreadsheet opens safely: what came from data is never read as a
// formula, and a number is written digit by digit as it is.

/** Text may come from data; a number is a decimal string of the snapshot. Null is an empty cell. */
export type Cell = { kind: 'text' | 'number'; content: string | null };

/** Without it, a spreadsheet on a Chinese system reads the file in its own code page and shows garbage. */
const BOM = '\ufeff';

/** What begins a formula, in full width too; an apostrophe, so that the mark can be taken off again without doubt. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠']/;
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;

export function csvText(header: readonly string[], rows: readonly Cell[][]): string {
  const lines = [header.map((name): Cell => ({ kind: 'text', content: name })), ...rows];
  return BOM + lines.map((line) => `${line.map(writeCell).join(',')}\r\n`).join('');
}

function writeCell({ kind, content }: Cell): string {
  if (content === null) return '';
  const text = kind === 'text' && FORMULA.test(content) ? `'${content}` : content;
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
