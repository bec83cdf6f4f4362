// What a check found, before any rule says what becomes of it. Words come later, in the language of whoever reads them.
import type { CheckId } from '../definitions/checks.ts';

export type Finding = {
  check: CheckId;
  table: string;
  /** The column, condition or member concerned; null where it is the table as a whole. */
  subject: string | null;
  /** What the sentence of the check is filled with: counts, days and examples as plain text. */
  found: Record<string, string>;
  /** Rows concerned, among how many. */
  rows: number | null;
  of: number | null;
  /** The same of the month that has the largest share, by which a rule's `up_to` is judged; absent: of all. */
  worst?: { rows: number; of: number };
  /** Rows that figures read all the same, so that no rule leaves them out. */
  stays?: true;
  /** The first day concerned, where it has one. */
  since: string | null;
};

/** The name under which a check of a table is accepted and has a rule of its own. */
export function checkName({ table, check }: Pick<Finding, 'table' | 'check'>): string {
  return `${table}.${check}`;
}
