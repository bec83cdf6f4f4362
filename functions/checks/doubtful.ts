// What the checks of a run leave doubtful, table by table and day by day. It is read from what is known of the rows, not
// from what was found now: rows that were left out in a month stay so when that month is looked at again.
import type { Definitions } from '../definitions/definitions.ts';
import type { PresentTables } from '../facts/relations.ts';
import type { Doubtful } from '../kpis/doubts.ts';
import type { Judged } from './judged.ts';
import { repeatedDays } from './keys.ts';
import { monthOf, type Profile, type TableProfile } from './profile.ts';
import { keyColumns } from './profile-statement.ts';
import { quarantinedConditions } from './quarantine.ts';

/** `known`: of every day that has rows. */
export function findDoubtful(
  judged: Judged[],
  known: Profile,
  present: PresentTables,
  definitions: Definitions,
): Doubtful {
  return {
    provisional: judged.flatMap(({ finding: { check, table, subject, since }, finalOn }) =>
      finalOn === null ? [] : [{ check, table, subject, since, finalOn }],
    ),
    accepted: judged
      .filter(({ acceptance }) => acceptance !== null)
      .map(({ finding: { check, table, subject, since } }) => ({ check, table, subject, since })),
    excluded: quarantinedConditions(known, present, definitions).map(({ table, check, subject }) => ({
      table,
      check,
      subject,
      months: rowsByMonth(known[table] ?? {}, `${check}:${subject}`),
    })),
    repeated: Object.entries(known).flatMap(([id, days]): Doubtful['repeated'] => {
      const table = definitions.tables[id];
      const repeated = repeatedDays(days);
      if (!table || repeated.length === 0) return [];
      const subject = keyColumns(table, present[id] ?? []).join(', ');
      return [{ check: 'keys_unique', table: id, subject, days: repeated }];
    }),
  };
}

function rowsByMonth(days: TableProfile, name: string): Record<string, number> {
  const months: Record<string, number> = {};
  for (const [day, { wrong }] of Object.entries(days)) {
    const rows = wrong[name] ?? 0;
    if (rows > 0) months[monthOf(day)] = (months[monthOf(day)] ?? 0) + rows;
  }
  return months;
}
