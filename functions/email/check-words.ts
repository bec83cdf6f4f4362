// What a check found, as a sentence in the reader's language. Values come from data, so each is cleaned; where a snapshot
// does not say what was found, the sentence says only that something was.
import type { CheckId } from '../definitions/checks.ts';
import type { Locale } from '../definitions/locale.ts';
import { parseDecimal } from '../exact.ts';
import type { Snapshot } from '../snapshot/shape.ts';
import { dayName, periodName } from './dates.ts';
import { formatCount } from './numbers.ts';
import { beginSentence, cleanName, cleanText, fill, foundPattern, placeholders } from './words.ts';

export type CheckOf = { check: CheckId; table: string; subject: string | null };

/** What a sentence is filled with where it is known. */
export type Found = Readonly<Record<string, string>>;

const DAY = /\b\d{4}-\d\d-\d\d\b/g;
const BETWEEN_DAYS = /(?<=\d{4}-\d\d-\d\d), (?=\d{4}-)/g;
const MONTH = /^\d{4}-\d\d$/;
const WHOLE_NUMBER = /^\d+$/;

/** `Orders: no rows on 2 days: 3 Oct 2026 and 4 Oct 2026.` */
export function sayCheck({ check, table, subject }: CheckOf, found: Found, locale: Locale): string {
  const { finding, finding_of, rows_of } = locale.mail.quality;
  const of = { table: tableName(table, locale), check: locale.checks[check].name };
  const said = sayFound({ check, subject }, found, locale);
  const text =
    said !== null
      ? fill(finding, { ...of, found: said })
      : found.rows === undefined
        ? fill(finding_of, of)
        : fill(rows_of, { ...of, rows: printFound(found.rows, locale) });
  return beginSentence(text);
}

/** `no rows on 2 days: 3 Oct 2026 and 4 Oct 2026`; null where something that the words name is not known. */
export function sayFound({ check, subject }: Omit<CheckOf, 'table'>, found: Found, locale: Locale): string | null {
  const pattern = foundPattern(locale.checks[check], found);
  const values = { ...found, ...(subject === null ? {} : { subject }) };
  const shown = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, printFound(value, locale)]));
  return placeholders(pattern).every((key) => key in shown) ? cleanText(fill(pattern, shown)) : null;
}

/** What the snapshot says that the check found. */
export function foundBy({ checks }: Pick<Snapshot, 'checks'>, { check, table, subject }: CheckOf): Found {
  const entry = checks.find((one) => one.id === check && one.table === table && (one.subject ?? null) === subject);
  return entry?.found ?? {};
}

export function tableName(table: string, { tables }: Locale): string {
  return cleanName(tables[table] ?? table);
}

/** Days, months and counts as the language writes them; a table by its name. */
function printFound(value: string, locale: Locale): string {
  if (WHOLE_NUMBER.test(value)) return formatCount(parseDecimal(value), { locale, currency: '' });
  if (MONTH.test(value)) return periodName(value, 'long', locale);
  return cleanName(locale.tables[value] ?? value)
    .replaceAll(BETWEEN_DAYS, locale.list.separator)
    .replaceAll(DAY, (day) => dayName(day, locale));
}
