// Who reads a report: `recipients/*.csv`, validated line by line. Personal data: read when needed, kept in no workflow
// state; a bad line stops the run before anything is sent.
import { parse } from 'csv-parse/sync';
import type { Definitions } from '../definitions/definitions.ts';
import type { Form } from '../definitions/report-layouts.ts';
import type { Place, Problem } from '../problem.ts';
import { placeOfField } from './field-place.ts';
import { type RecipientRow, type ROLES, wrongInRow } from './recipient-rules.ts';

const COLUMNS = ['recipient_id', 'email', 'name', 'locale', 'role', 'reports', 'slice', 'employee_id'] as const;

export type Recipient = {
  id: string;
  email: string;
  name: string;
  locale: string;
  role: (typeof ROLES)[number];
  reports: string[];
  /** The only part of the shop that this reader may see; null: the whole. */
  slice: Slice | null;
  /** How much of each report they want; the whole where the list does not say. */
  form: Form;
  /** Who of the shop's people this is; null: nobody of them. */
  employee: string | null;
  /** Where the line stands. */
  place: Place;
};

export type Slice = { dimension: string; member: string };

type Line = { row: RecipientRow; line: number };

/** All recipients of all files, or every problem of every line. */
export function readRecipients(
  files: { file: string; text: string }[],
  definitions: Definitions,
): { recipients: Recipient[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  const recipients = files.flatMap(({ file, text }) =>
    parseLines(file, text, problems).flatMap(({ row, line }) => {
      const place = { file, line };
      const wrong = wrongInRow(row, definitions, seen);
      seen.add(row.recipient_id);
      problems.push(
        ...wrong.map(({ field, message, remedy }): Problem => {
          const found = placeOfField(text, line, Object.keys(row).indexOf(field));
          return { code: 'INVALID_RECIPIENT', place: { ...place, ...found }, message, remedy };
        }),
      );
      return wrong.length > 0 ? [] : [toRecipient(row, place)];
    }),
  );
  return { recipients, problems };
}

function toRecipient(row: RecipientRow, place: Place): Recipient {
  const [dimension = '', member = ''] = row.slice.split(/=(.*)/s);
  return {
    id: row.recipient_id,
    email: row.email,
    name: row.name,
    locale: row.locale,
    role: row.role as Recipient['role'],
    reports: row.reports.split(';').filter(Boolean),
    slice: row.slice === '' ? null : { dimension, member },
    form: row.form === 'brief' ? 'brief' : 'full',
    employee: row.employee_id === '' ? null : row.employee_id,
    place,
  };
}

function parseLines(file: string, text: string, problems: Problem[]): Line[] {
  try {
    const records = parse(text, { columns: true, bom: true, trim: true, skip_empty_lines: true, info: true });
    const rows = (records as unknown as { record: RecipientRow; info: { lines: number } }[]).map(
      ({ record, info }) => ({ row: record, line: info.lines }),
    );
    const missing = COLUMNS.find((column) => rows[0] && !(column in rows[0].row));
    if (missing === undefined) return rows;
    const remedy = `The header is ${COLUMNS.join(',')}.`;
    problems.push({
      code: 'INVALID_RECIPIENT',
      message: `Column ${missing} is missing.`,
      place: { file, line: 1 },
      remedy,
    });
    return [];
  } catch (error) {
    const { message, lines } = error as Error & { lines?: number };
    const remedy = 'Quote values that hold commas, and double the quotes inside them.';
    problems.push({ code: 'INVALID_RECIPIENT', message: `${message}.`, place: { file, line: lines ?? 1 }, remedy });
    return [];
  }
}
