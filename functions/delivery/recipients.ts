// Who reads a report: `recipients/*.csv`, validated line by line. Personal data: read when needed, kept in no workflow
// state; a bad line stops the run before anything is sent.
import { parse } from 'csv-parse/sync';
import * as z from 'zod';
import type { Definitions } from '../definitions/definitions.ts';
import { suggestName } from '../definitions/nearest.ts';
import type { Problem } from '../problem.ts';

const ROLES = ['executive', 'finance', 'manager', 'employee', 'hr', 'owner'] as const;
const COLUMNS = ['recipient_id', 'email', 'name', 'locale', 'role', 'reports', 'slice', 'employee_id'] as const;

/** Ids become keys of the ledger and tags of a mail, which are short. */
const MAX_ID_BYTES = 150;

export type Recipient = {
  id: string;
  email: string;
  name: string;
  locale: string;
  role: (typeof ROLES)[number];
  reports: string[];
};

type Row = Record<(typeof COLUMNS)[number], string>;
type Line = { row: Row; line: number };

/** All recipients of all files, or every problem of every line. */
export function readRecipients(
  files: { file: string; text: string }[],
  definitions: Definitions,
): { recipients: Recipient[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  const recipients = files.flatMap(({ file, text }) =>
    parseLines(file, text, problems).flatMap(({ row, line }) => {
      const wrong = wrongIn(row, definitions, seen);
      seen.add(row.recipient_id);
      problems.push(
        ...wrong.map((problem): Problem => ({ code: 'INVALID_RECIPIENT', place: { file, line }, ...problem })),
      );
      if (wrong.length > 0) return [];
      const { recipient_id: id, email, name, locale, role, reports } = row;
      return [
        { id, email, name, locale, role: role as Recipient['role'], reports: reports.split(';').filter(Boolean) },
      ];
    }),
  );
  return { recipients, problems };
}

function parseLines(file: string, text: string, problems: Problem[]): Line[] {
  try {
    const records = parse(text, { columns: true, bom: true, trim: true, skip_empty_lines: true, info: true });
    const rows = (records as unknown as { record: Row; info: { lines: number } }[]).map(({ record, info }) => ({
      row: record,
      line: info.lines,
    }));
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

function wrongIn(row: Row, { shop, reports }: Definitions, seen: Set<string>): { message: string; remedy: string }[] {
  const known = Object.keys(reports);
  const wrong = [
    row.recipient_id === '' && { message: 'The recipient has no id.', remedy: 'Give each recipient a recipient_id.' },
    (row.recipient_id.startsWith('.') || Buffer.byteLength(row.recipient_id) > MAX_ID_BYTES) && {
      message: `\`${row.recipient_id.slice(0, 40)}\` cannot be a recipient_id.`,
      remedy: `Give an id of at most ${MAX_ID_BYTES} bytes that does not begin with a dot.`,
    },
    seen.has(row.recipient_id) && {
      message: `Recipient ${row.recipient_id} stands here twice.`,
      remedy: 'Give each recipient one line.',
    },
    !z.email().safeParse(row.email).success && {
      message: `\`${row.email}\` is no e-mail address.`,
      remedy: 'Write it as name@example.com.',
    },
    !shop.locales.includes(row.locale) && {
      message: `The shop does not write in \`${row.locale}\`.`,
      remedy: suggestName(row.locale, shop.locales),
    },
    !ROLES.some((role) => role === row.role) && {
      message: `\`${row.role}\` is no role.`,
      remedy: suggestName(row.role, ROLES),
    },
    row.slice !== '' && {
      message: `Recipient ${row.recipient_id} may see the slice ${row.slice} only; this report is about the whole shop.`,
      remedy: 'Leave slice empty for readers of the whole shop, or take the report off this line.',
    },
    ...row.reports
      .split(';')
      .filter((report) => report !== '' && !known.includes(report))
      .map((report) => ({ message: `\`${report}\` is no report.`, remedy: suggestName(report, known) })),
  ];
  return wrong.filter((problem) => problem !== false);
}
