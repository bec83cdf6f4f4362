// What a line of recipients/*.csv must hold, one rule each. A reader of whom it is not certain what they may see is
// refused here, so that nobody is mailed the whole where a part was meant.
import * as z from 'zod';
import type { Definitions, Report } from '../definitions/definitions.ts';
import { suggestName } from '../definitions/nearest.ts';
import { PEOPLE_DIMENSIONS } from '../kpis/members.ts';

export const ROLES = ['executive', 'finance', 'manager', 'employee', 'hr', 'owner'] as const;

/** Ids become keys of the ledger and tags of a mail, which are short. */
const MAX_ID_BYTES = 150;
/** A member becomes a segment of a key. */
const MAX_MEMBER_BYTES = 150;

export type RecipientRow = Record<
  'recipient_id' | 'email' | 'name' | 'locale' | 'role' | 'reports' | 'slice' | 'employee_id',
  string
> & {
  /** A column that a list may lack. */
  form?: string;
};

/** `field`: the column where it stands. */
type Wrong = { field: keyof RecipientRow; message: string; remedy: string };

export function wrongInRow(row: RecipientRow, definitions: Definitions, seen: ReadonlySet<string>): Wrong[] {
  const read = row.reports.split(';').filter(Boolean);
  const known = read.flatMap((id) => definitions.reports[id] ?? []);
  return [
    ...wrongInPerson(row, definitions, seen),
    ...read
      .filter((id) => !(id in definitions.reports))
      .map((id) => ({
        field: 'reports' as const,
        message: `\`${id}\` is no report.`,
        remedy: suggestName(id, Object.keys(definitions.reports)),
      })),
    ...wrongInForm(row.form),
    ...wrongInSlice(row.slice, definitions),
    ...known.flatMap((report) => WRONG_FOR_VIEW[report.view](row, report) ?? []),
  ];
}

function wrongInPerson(row: RecipientRow, { shop }: Definitions, seen: ReadonlySet<string>): Wrong[] {
  const wrong = [
    row.recipient_id === '' && {
      field: 'recipient_id' as const,
      message: 'The recipient has no id.',
      remedy: 'Give each recipient a recipient_id.',
    },
    (row.recipient_id.startsWith('.') || Buffer.byteLength(row.recipient_id) > MAX_ID_BYTES) && {
      field: 'recipient_id' as const,
      message: `\`${row.recipient_id.slice(0, 40)}\` cannot be a recipient_id.`,
      remedy: `Give an id of at most ${MAX_ID_BYTES} bytes that does not begin with a dot.`,
    },
    seen.has(row.recipient_id) && {
      field: 'recipient_id' as const,
      message: `Recipient ${row.recipient_id} stands here twice.`,
      remedy: 'Give each recipient one line.',
    },
    !z.email().safeParse(row.email).success && {
      field: 'email' as const,
      message: `\`${row.email}\` is no e-mail address.`,
      remedy: 'Write it as name@example.com.',
    },
    !shop.locales.includes(row.locale) && {
      field: 'locale' as const,
      message: `The shop does not write in \`${row.locale}\`.`,
      remedy: suggestName(row.locale, shop.locales),
    },
    !ROLES.some((role) => role === row.role) && {
      field: 'role' as const,
      message: `\`${row.role}\` is no role.`,
      remedy: suggestName(row.role, ROLES),
    },
  ];
  return wrong.filter((one) => one !== false);
}

const FORMS = ['full', 'brief'] as const;

function wrongInForm(form = ''): Wrong[] {
  if (form === '' || FORMS.some((known) => known === form)) return [];
  const remedy = `Write ${FORMS.join(' or ')}, or leave it empty for the whole. ${suggestName(form, FORMS)}`;
  return [{ field: 'form', message: `\`${form}\` is no form of a mail.`, remedy }];
}

function wrongInSlice(slice: string, { kpis }: Definitions): Wrong[] {
  if (slice === '') return [];
  const field = 'slice';
  const [dimension = '', member] = slice.split(/=(.*)/s);
  const remedy = 'Write it as dimension=member, e.g. carrier=SF.';
  if (member === undefined || member === '') return [{ field, message: `\`${slice}\` is no slice.`, remedy }];
  if (Buffer.byteLength(member) > MAX_MEMBER_BYTES)
    return [{ field, message: `The member of a slice is too long.`, remedy }];
  if (PEOPLE_DIMENSIONS.includes(dimension)) {
    const message = `A slice of ${dimension} would be about one person.`;
    return [
      { field, message, remedy: 'Leave it empty and give the person a report of reviews, with their employee_id.' },
    ];
  }
  const dimensions = new Set(Object.values(kpis).flatMap(({ slices }) => slices.map((one) => one.dimension)));
  const known = [...dimensions].filter((one) => !PEOPLE_DIMENSIONS.includes(one)).sort();
  if (known.includes(dimension)) return [];
  return [{ field, message: `No KPI is sliced by \`${dimension}\`.`, remedy: suggestName(dimension, known) }];
}

/** What a reader needs for a report, by what the report shows. */
const WRONG_FOR_VIEW: Record<Report['view'], (row: RecipientRow, report: Report) => Wrong | null> = {
  shop: () => null,
  slice: ({ recipient_id, slice }, { id, sliceBy }) =>
    slice.startsWith(`${sliceBy}=`)
      ? null
      : {
          field: 'slice',
          message: `${id} shows its readers one ${sliceBy} each; which one is ${recipient_id}'s is not said.`,
          remedy: `Write ${sliceBy}=<member> into the column slice, or take the report off this line.`,
        },
  person: ({ recipient_id, employee_id }, { id }) =>
    employee_id !== ''
      ? null
      : {
          field: 'employee_id',
          message: `${id} shows its readers their own review; who ${recipient_id} is is not said.`,
          remedy: 'Write their employee_id, or take the report off this line.',
        },
  team: ({ recipient_id, employee_id, role }, { id }) =>
    employee_id !== '' || role === 'hr'
      ? null
      : {
          field: 'employee_id',
          message: `${id} shows its readers their team; whose manager ${recipient_id} is is not said.`,
          remedy: 'Write their employee_id; only the role hr sees everybody without one.',
        },
};
