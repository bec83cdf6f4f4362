// What judges of a table are handed, and what they answer. A judge is pure: it compares what is there with what the
// contract asks for and with what was published before, and says what it found.
import type { CheckId } from '../definitions/checks.ts';
import type { CheckRule, Definitions, Table } from '../definitions/definitions.ts';
import type { Period } from '../periods/period.ts';
import type { Finding } from './finding.ts';
import type { TableProfile } from './profile.ts';

export type Evidence = {
  definitions: Definitions;
  table: Table;
  /** Columns that the shop's table has. */
  columns: readonly string[];
  /** The newest period of the run. */
  period: Pick<Period, 'from' | 'to'>;
  /** The scheduled time. */
  asOf: string;
  /** Rows by `dt`, as far back as the run looks; of a table without days under `''`. */
  rowsByDay: Record<string, number>;
  /** Everything known of the table's days: what was looked at now, over what was published before. */
  days: TableProfile;
  /** Days that were looked at now. */
  looked: readonly string[];
  /** What was published before this run, and must still be there. */
  published: TableProfile;
  ruleOf(check: CheckId): CheckRule;
};

export type Judge = (evidence: Evidence) => Finding[];
