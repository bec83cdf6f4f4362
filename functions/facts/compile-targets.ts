// The statement that reads the targets of every month of the periods in question, and of the whole year that a year to
// date belongs to. Instants leave as seconds, since engines print timestamps differently.
import type { Definitions } from '../definitions/definitions.ts';
import type { Period } from '../periods/period.ts';
import { monthsOf, monthsOfYear } from '../periods/ranges.ts';
import type { Reach } from './partition-range.ts';
import { type PresentTables, type Quarantine, relationCtes } from './relations.ts';

/** SQL, or null where the shop has no targets table. */
export function compileTargets(
  definitions: Definitions,
  present: PresentTables,
  periods: Period[],
  reach: Reach,
  quarantine: Quarantine = {},
): string | null {
  if (!('targets' in present) || !('targets' in definitions.tables)) return null;
  const ctes = relationCtes('SELECT * FROM targets', definitions, present, periods, reach, quarantine);
  const wanted = periods.flatMap((period) =>
    period.grain === 'year_to_date' ? monthsOfYear(period) : monthsOf(period),
  );
  const months = [...new Set(wanted.map(({ id }) => `'${id}'`))].sort();
  return [
    `WITH ${ctes.join(',\n')}`,
    'SELECT kpi_id, scope_kind, scope_id, period_month, version,',
    "  date_diff('second', TIMESTAMP '1970-01-01 00:00:00', created_at) AS created_second,",
    '  target_value, floor_value, stretch_value, band_lo, band_hi',
    `FROM targets WHERE period_month IN (${months.join(', ')})`,
  ].join('\n');
}
