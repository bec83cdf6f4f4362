// What a snapshot says of the checks of its tables: what each found and what became of it, and those that found nothing.
import type { CheckId } from '../definitions/checks.ts';
import type { Definitions } from '../definitions/definitions.ts';
import type { PresentTables } from '../facts/relations.ts';
import type { Problem } from '../problem.ts';
import type { Snapshot } from '../snapshot/shape.ts';
import { checksOf } from './checks-of-table.ts';
import { checkName } from './finding.ts';
import type { Judged } from './judged.ts';
import { sayFinding } from './remedies.ts';

export type CheckEntry = Snapshot['checks'][number];

export function entryOf({ finding, outcome, acceptance, finalOn }: Judged, definitions: Definitions): CheckEntry {
  return {
    id: finding.check,
    table: finding.table,
    subject: finding.subject,
    outcome,
    detail: sayFinding(finding, definitions),
    found: finding.found,
    rows: finding.rows === null ? null : String(finding.rows),
    since: finding.since,
    ...(finalOn === null ? {} : { finalOn }),
    accepted: acceptance === null ? null : { by: acceptance.by, reason: acceptance.reason },
  };
}

/** Checks of these tables that found nothing, so that a snapshot says what was looked at. */
export function passedEntries(
  tables: readonly string[],
  judged: Judged[],
  present: PresentTables,
  definitions: Definitions,
): CheckEntry[] {
  const failed = new Set(judged.map(({ finding }) => checkName(finding)));
  return tables.flatMap((id) => {
    const table = definitions.tables[id];
    const checks: CheckId[] = table ? checksOf(table, present) : [];
    return checks
      .filter((check) => !failed.has(checkName({ table: id, check })))
      .map((check) => ({ id: check, table: id, outcome: 'ok' as const, detail: null }));
  });
}

/** Where a table lacks columns, no table is looked into: only this is known of each. */
export function columnEntries(tables: readonly string[], wrong: Record<string, Problem[]>): CheckEntry[] {
  return tables.map((table) => {
    const problems = wrong[table]?.map(({ message }) => message).join(' ');
    if (problems === undefined) return { id: 'columns_present', table, outcome: 'ok', detail: null };
    return { id: 'columns_present', table, outcome: 'held', detail: problems, found: { problems } };
  });
}
