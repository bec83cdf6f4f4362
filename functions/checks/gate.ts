// The gate before anything is sent: every source that had rows before has rows for the period, and keys are unique. A
// run that does not pass is held; nothing is guessed.
import type { Definitions, Table } from '../definitions/definitions.ts';
import type { PresentTables } from '../facts/relations.ts';
import { tableSource } from '../facts/relations.ts';
import type { Period } from '../periods/period.ts';
import type { Engine } from '../ports.ts';
import type { Problem } from '../problem.ts';

/** Days between which a table has rows, and how many lie in the period; a table read whole has no days. */
export type Coverage = {
  table: string;
  rows: string;
  earlier: string;
  firstDay: string | null;
  lastDay: string | null;
};

export type CheckResult = { id: string; table: string; problem: Problem | null };

export async function measureCoverage(
  table: Table,
  period: Pick<Period, 'from' | 'to'>,
  definitions: Definitions,
  engine: Engine,
): Promise<Coverage> {
  const from = `FROM ${tableSource(table.id, definitions.sources[table.id])} x`;
  const sql =
    table.partition === 'none'
      ? `SELECT count(*) AS n, CAST(0 AS BIGINT) AS earlier, CAST(NULL AS VARCHAR) AS first_day, CAST(NULL AS VARCHAR) AS last_day ${from}`
      : `SELECT count(*) FILTER (WHERE dt >= '${period.from}' AND dt <= '${period.to}') AS n,
  count(*) FILTER (WHERE dt < '${period.from}') AS earlier, min(dt) AS first_day, max(dt) AS last_day ${from}`;
  const { rows } = await engine.query({ id: `coverage ${table.id}`, sql });
  const [count, earlier, firstDay, lastDay] = rows[0] ?? [];
  return {
    table: table.id,
    rows: count ?? '0',
    earlier: earlier ?? '0',
    firstDay: firstDay ?? null,
    lastDay: lastDay ?? null,
  };
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
    table.partition === 'none' ? had && coverage.rows === '0' : coverage.rows === '0' && coverage.earlier !== '0';
  if (!isMissing) return { ...check, problem: null };
  const since = coverage.lastDay === null ? 'none at all' : `the newest are of ${coverage.lastDay}`;
  const message = `Table ${table.id} has no rows from ${period.from} to ${period.to}; ${since}.`;
  return { ...check, problem: { code: 'NO_ROWS', message, place: { file: `raw.${table.id}` }, remedy } };
}

/** Keys (with their version, where rows have one) that stand more than once in the period's partitions. */
export async function checkKeys(
  table: Table,
  period: Pick<Period, 'from' | 'to'>,
  present: PresentTables,
  definitions: Definitions,
  engine: Engine,
): Promise<CheckResult> {
  const isVersioned = table.versioned && (present[table.id]?.includes('row_version') ?? false);
  const keys = isVersioned ? [...table.key, 'row_version'] : table.key;
  const days = table.partition === 'none' ? '' : ` WHERE dt >= '${period.from}' AND dt <= '${period.to}'`;
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
