// A workbook as a library reads it that did not write it: numbers as the digits in the file, not as floats.
import readWorkbook from 'read-excel-file/node';

export type ReadSheet = { name: string; rows: (string | null)[][] };

/** Every cell as text, a number by its digits. */
export async function readSheets(bytes: Uint8Array): Promise<ReadSheet[]> {
  const sheets = await readWorkbook(Buffer.from(bytes), { trim: false, parseNumber: (digits: string) => digits });
  return sheets.map(({ sheet, data }) => ({
    name: sheet,
    rows: data.map((row) =>
      row.map((cell) => (cell === null ? null : cell instanceof Date ? cell.toISOString() : String(cell))),
    ),
  }));
}

/** Of a sheet the rows below its headings, by the headings. */
export function recordsOf(sheets: readonly ReadSheet[], name: string, firstHeading: string): Record<string, string>[] {
  const rows = sheets.find((sheet) => sheet.name === name)?.rows ?? [];
  const at = rows.findIndex(([first]) => first === firstHeading);
  const headings = rows[at] ?? [];
  return rows
    .slice(at + 1)
    .map((row) => Object.fromEntries(headings.map((heading, column) => [heading, row[column] ?? ''])));
}

/** A decimal as a file of numbers has it: without ending zeros, and a quotient with fifteen digits. */
export function keptDigits(decimal: string | null | undefined): string {
  if (decimal === null || decimal === undefined) return '';
  const digits = decimal.replace(/[-.]/g, '').replace(/^0+|0+$/g, '').length;
  const kept = digits <= 15 ? decimal : new Intl.NumberFormat('en', { ...FIFTEEN }).format(decimal as `${number}`);
  return kept.includes('.') ? kept.replace(/\.?0+$/, '') : kept;
}

const FIFTEEN = { maximumSignificantDigits: 15, useGrouping: false } as const;
