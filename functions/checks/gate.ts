// The gate before anything is sent: every source that had rows before has rows for the period, and keys are unique. A
// run that does not pass is held; nothing is guessed.
import type { Definitions, Table } from '../definitions/definitions.ts';
import type { PresentTables } from '../facts/relations.ts';
import { tableSource } from '../facts/relations.ts';
import type { Period } from '../periods/period.ts';
import type { Engine } from '../ports.ts';
import type { Problem } from '../problem.ts';

/** Since when and until when a table has rows, and how many by month of their `dt`; a table read whole has no days. */
export type Coverage = {
  table: string;
  rows: number;
  months: Record<string, number>;
  firstDay: string | null;
  lastDay: string | null;
};

export type CheckResult = { id: string; table: string; problem: Problem | null };

/** `sinceDay`: earlier rows are not looked for, since a lake may hold decades. */
export async function measureCoverage(
  table: Table,
  sinceDay: string,
  definitions: Definitions,
  engine: Engine,
): Promise<Coverage> {
  const from = `FROM ${tableSource(table.id, definitions.sources[table.id])} x`;
  const sql =
    table.partition === 'none'
      ? `SELECT CAST(NULL AS VARCHAR) AS day_month, count(*) AS n, CAST(NULL AS VARCHAR) AS first_day, CAST(NULL AS VARCHAR) AS last_day ${from}`
      : `SELECT substr(dt, 1, 7) AS day_month, count(*) AS n, min(dt) AS first_day, max(dt) AS last_day ${from} WHERE dt >= '${sinceDay}' GROUP BY substr(dt, 1, 7)`;
  const { rows } = await engine.query({ id: `coverage ${table.id}`, sql });
  const days = (column: number) => rows.flatMap((row) => row[column] ?? []).sort();
  return {
    table: table.id,
    rows: rows.reduce((sum, [, count]) => sum + Number(count ?? 0), 0),
    months: Object.fromEntries(rows.flatMap(([month, count]) => (month ? [[month, Number(count)]] : []))),
    firstDay: days(2).at(0) ?? null,
    lastDay: days(3).at(-1) ?? null,
  };
}

/** Rows whose `dt` lies in the months of a period; all rows of a table that is read whole. */
export function rowsIn({ rows, months, firstDay }: Coverage, { from, to }: Pick<Period, 'from' | 'to'>): number {
  if (firstDay === null) return rows;
  return sumOf(months, (month) => month >= from.slice(0, 7) && month <= to.slice(0, 7));
}

function rowsBefore({ months }: Coverage, { from }: Pick<Period, 'from' | 'to'>): number {
  return sumOf(months, (month) => month < from.slice(0, 7));
}

function sumOf(months: Record<string, number>, isWanted: (month: string) => boolean): number {
  return Object.entries(months).reduce((sum, [month, rows]) => (isWanted(month) ? sum + rows : sum), 0);
}

/** `had`: the table had rows in the newest stored snapshot. */
export function checkPresence(
  coverage: Coverage | null,
  table: Table,
  period: Pick<Period, 'from' | 'to'>,
  had: boolean,
): CheckResult {
  const check = { id: 'rows_present', table: table.id };
  const remedy = `Load ${table.id} and run the same command again; nothing was sent.`;
  if (coverage === null) {
    const message = `Table ${table.id} has vanished; the last snapshot still had it.`;
    return { ...check, problem: had ? { code: 'NO_ROWS', message, place: { file: `raw.${table.id}` }, remedy } : null };
  }
  const isMissing =
    table.partition === 'none'
      ? had && coverage.rows === 0
      : !table.sparse && rowsIn(coverage, period) === 0 && rowsBefore(coverage, period) > 0;
  if (!isMissing) return { ...check, problem: null };
  const since = coverage.lastDay === null ? 'none at all' : `the newest are of ${coverage.lastDay}`;
  const message = `Table ${table.id} has no rows from ${period.from} to ${period.to}; ${since}.`;
  return { ...check, problem: { code: 'NO_ROWS', message, place: { file: `raw.${table.id}` }, remedy } };
}

/** Keys (with their version, where rows have one) that stand more than once since a day, where the table has days. */
export async function checkKeys(
  table: Table,
  sinceDay: string,
  present: PresentTables,
  definitions: Definitions,
  engine: Engine,
): Promise<CheckResult> {
  const isVersioned = table.versioned && (present[table.id]?.includes('row_version') ?? false);
  const keys = isVersioned ? [...table.key, 'row_version'] : table.key;
  const days = table.partition === 'none' ? '' : ` WHERE dt >= '${sinceDay}'`;
  const example = keys.map((key) => `coalesce(CAST(${key} AS VARCHAR), 'NULL')`).join(" || ', ' || ");
  const sql = `SELECT count(*) AS n, min(example) AS example FROM (
  SELECT ${example} AS example FROM ${tableSource(table.id, definitions.sources[table.id])} x${days}
  GROUP BY ${keys.join(', ')} HAVING count(*) > 1) repeated`;
  const { rows } = await engine.query({ id: `keys ${table.id}`, sql });
  const [count, first] = rows[0] ?? [];
  const check = { id: 'keys_unique', table: table.id };
  if ((count ?? '0') === '0') return { ...check, problem: null };
  const message = `${count} keys of table ${table.id} stand more than once, e.g. ${keys.join(', ')} = ${first}.`;
  const remedy = isVersioned
    ? 'Give each version of a row its own row_version, or remove the rows that were loaded twice.'
    : 'Remove the rows that were loaded twice, or give the rows a row_version.';
  const code = isVersioned ? 'DUPLICATE_VERSION' : 'DUPLICATE_KEY';
  return { ...check, problem: { code, message, place: { file: `raw.${table.id}` }, remedy } };
}
