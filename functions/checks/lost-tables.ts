// Tables of which the newest snapshot had rows and that have none now: they are absent from the lake, or, where a table
// has no days that could tell, empty. An absent optional table would otherwise turn its KPIs into `unavailable` in silence.
import type { Definitions } from '../definitions/definitions.ts';
import type { PresentTables } from '../facts/relations.ts';
import type { Period } from '../periods/period.ts';
import type { Snapshot } from '../snapshot/shape.ts';
import type { Coverage } from './coverage.ts';
import type { Finding } from './finding.ts';
import { dayAfter } from './presence.ts';

/** `last`: the tables of the newest snapshot. */
export function findLostTables(
  last: Snapshot['sources'],
  { present, coverage }: { present: PresentTables; coverage: Coverage[] },
  { from, to }: Pick<Period, 'from' | 'to'>,
  { tables }: Pick<Definitions, 'tables'>,
): Finding[] {
  const isEmpty = (id: string) => coverage.some(({ table, rows }) => table === id && rows === 0);
  return last
    .filter(({ status }) => status === 'ok')
    .filter(({ table }) => table in tables)
    .filter(({ table }) => !(table in present) || (tables[table]?.partition === 'none' && isEmpty(table)))
    .map(({ table, freshTo }) => ({
      check: 'rows_present',
      table,
      subject: null,
      found: { from, to, newest: freshTo ?? '–' },
      rows: null,
      of: null,
      since: freshTo === null ? null : dayAfter(freshTo),
    }));
}
