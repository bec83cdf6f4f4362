// Which KPIs a shop's tables can feed, and since when: the days and months of rows are counted, no KPI is computed, so
// that the answer comes in seconds from any lake.
import { Temporal } from 'temporal-polyfill';
import { type Coverage, measureCoverage } from '../checks/coverage.ts';
import { inspectSources } from '../checks/inspect-sources.ts';
import type { Definitions, Kpi } from '../definitions/definitions.ts';
import type { PresentTables } from '../facts/relations.ts';
import { tablesOfKpi } from '../facts/tables-of-kpi.ts';
import type { Engine } from '../ports.ts';
import { ProblemError } from '../problem.ts';
import { tablesOfRun } from './tables.ts';

/** How many months are looked at: a year, and the month that it is compared with. */
export const COVERED_MONTHS = 13;

export type TableCoverage = {
  table: string;
  rows: number;
  firstDay: string | null;
  lastDay: string | null;
  /** Of the newest 13; null for a table that is read whole. */
  months: number | null;
};

export type KpiCoverage = {
  state: 'available' | 'missing_table' | 'no_rows';
  /** The table that is missing, or that has no rows. */
  lacks: string | null;
  /** The first day on which all of its tables have rows. */
  since: string | null;
  /** In how many of the newest 13 months all of its tables have rows. */
  months: number | null;
  tables: TableCoverage[];
};

const EVER = '0001-01-01';

export async function measureKpiCoverage(
  definitions: Definitions,
  engine: Engine,
): Promise<Record<string, KpiCoverage>> {
  const { present, problems } = await inspectSources(definitions, engine);
  if (problems.length > 0) throw new ProblemError(problems);
  const covered = new Map<string, Coverage>();
  for (const id of tablesOfRun(definitions)) {
    const table = definitions.tables[id];
    if (table && id in present) covered.set(id, await measureCoverage(table, EVER, definitions, engine));
  }
  const months = newestMonths(covered);
  return Object.fromEntries(
    Object.values(definitions.kpis).map((kpi) => [kpi.id, coverageOf(kpi, definitions, { present, covered, months })]),
  );
}

type Lake = { present: PresentTables; covered: Map<string, Coverage>; months: string[] };

function coverageOf(kpi: Kpi, definitions: Definitions, { present, covered, months }: Lake): KpiCoverage {
  const { needed } = tablesOfKpi(kpi, definitions);
  const missing = needed.find((table) => !(table in present));
  const found = needed.flatMap((table) => covered.get(table) ?? []);
  const empty = found.find(({ rows }) => rows === 0)?.table;
  const dated = found.filter(({ firstDay }) => firstDay !== null);
  const hasRows = (month: string) => dated.every((one) => (one.months[month] ?? 0) > 0);
  const isFed = missing === undefined && empty === undefined;
  return {
    state: missing !== undefined ? 'missing_table' : empty !== undefined ? 'no_rows' : 'available',
    lacks: missing ?? empty ?? null,
    since: isFed
      ? (dated
          .map(({ firstDay }) => firstDay ?? '')
          .sort()
          .at(-1) ?? null)
      : null,
    months: !isFed ? 0 : dated.length === 0 ? null : months.filter(hasRows).length,
    tables: found.map((one) => ({
      table: one.table,
      rows: one.rows,
      firstDay: one.firstDay,
      lastDay: one.lastDay,
      months: one.firstDay === null ? null : months.filter((month) => (one.months[month] ?? 0) > 0).length,
    })),
  };
}

/** Ends with the newest month that `orders`, or where there are none any table, covers to its last day. */
function newestMonths(covered: Map<string, Coverage>): string[] {
  const days = (of: Coverage[]) => of.flatMap(({ lastDay }) => lastDay ?? []).sort();
  const orders = covered.get('orders');
  const newest = days(orders ? [orders] : []).at(-1) ?? days([...covered.values()]).at(-1);
  if (newest === undefined) return [];
  const next = Temporal.PlainDate.from(newest).add({ days: 1 }).toPlainYearMonth();
  return Array.from({ length: COVERED_MONTHS }, (_, back) => next.subtract({ months: back + 1 }).toString());
}
