// Whoever hands over the data may say what it adds up to: a table of control totals, by table, measure and month. It is
// the only way to notice rows that were lost by chance, a few everywhere.
import type { Definitions, Table } from '../definitions/definitions.ts';
import { formatDecimal, parseDecimal } from '../exact.ts';
import { cleanTable, indent, type PresentTables, tableSource } from '../facts/relations.ts';
import type { Period } from '../periods/period.ts';
import type { Engine } from '../ports.ts';
import type { Finding } from './finding.ts';
import { monthsOf } from './history.ts';
import { quoted } from './row-conditions.ts';

const CONTROL_TOTALS = 'control_totals';

/** The measure of how many rows there are; any other is a numeric column. */
const ROWS = 'rows';

type Total = { measure: string; month: string; expected: string };

/**
 * Totals of the newest versions of the rows whose `dt` lies in a month of the period; of a table without days, of all of
 * its rows. Nothing is asked where nobody handed over a total.
 */
export async function checkControlTotals(
  period: Pick<Period, 'from' | 'to'>,
  present: PresentTables,
  definitions: Definitions,
  engine: Engine,
): Promise<Finding[]> {
  if (!(CONTROL_TOTALS in present)) return [];
  const months = monthsOf(period);
  const { rows } = await engine.query({
    id: 'control totals',
    sql: `SELECT table_name, measure, period_month, CAST(expected AS VARCHAR) AS expected
FROM ${tableSource(CONTROL_TOTALS, definitions.sources[CONTROL_TOTALS])} x
WHERE period_month IN (${months.map(quoted).join(', ')})
ORDER BY table_name, measure, period_month`,
  });
  const findings: Finding[] = [];
  for (const id of [...new Set(rows.map(([table]) => table ?? ''))]) {
    const totals = rows.flatMap(([table, measure, month, expected]): Total[] =>
      table === id ? [{ measure: measure ?? '', month: month ?? '', expected: expected ?? '0' }] : [],
    );
    const table = definitions.tables[id];
    const columns = present[id];
    if (!table || !columns) findings.push(...totals.map((total) => findingOf(id, total, '–')));
    else findings.push(...(await compareTotals(table, totals, present, definitions, engine)));
  }
  return findings;
}

async function compareTotals(
  table: Table,
  totals: Total[],
  present: PresentTables,
  definitions: Definitions,
  engine: Engine,
): Promise<Finding[]> {
  const known = totals.map((total) => ({ total, sql: totalSql(table, total, present[table.id] ?? []) }));
  const asked = known.filter(({ sql }) => sql !== null);
  const unknown = known.filter(({ sql }) => sql === null).map(({ total }) => findingOf(table.id, total, '–'));
  if (asked.length === 0) return unknown;
  const months = totals.map(({ month }) => month).sort();
  const days = table.partition === 'none' ? null : `dt >= '${months[0]}-01' AND dt <= '${months.at(-1)}-31'`;
  const rowsOfMonths = cleanTable(table, present[table.id] ?? [], definitions.sources[table.id], days);
  const columns = asked.map(({ sql }, index) => `${sql} AS total_${index + 1}`);
  const sql = `SELECT ${columns.join(',\n  ')}\nFROM (\n${indent(rowsOfMonths)}\n) newest`;
  const { rows } = await engine.query({ id: `control totals ${table.id}`, sql });
  return asked
    .flatMap(({ total }, index) => {
      const now = parseDecimal(rows[0]?.[index] ?? '0');
      return now.equals(parseDecimal(total.expected)) ? [] : [findingOf(table.id, total, formatDecimal(now))];
    })
    .concat(unknown);
}

/** Null where the table has no such numeric column. */
function totalSql({ columns, partition }: Table, { measure, month }: Total, there: readonly string[]): string | null {
  const filter = partition === 'none' ? '' : ` FILTER (WHERE substr(dt, 1, 7) = ${quoted(month)})`;
  if (measure === ROWS) return `CAST(count(*)${filter} AS VARCHAR)`;
  const type = columns[measure]?.type ?? '';
  if (!there.includes(measure) || !/^(decimal|bigint|integer)/.test(type)) return null;
  const scale = /,(\d+)\)$/.exec(type)?.[1] ?? '0';
  return `CAST(sum(CAST(${measure} AS DECIMAL(38, ${scale})))${filter} AS VARCHAR)`;
}

function findingOf(table: string, { measure, month, expected }: Total, now: string): Finding {
  const found = { now, expected: formatDecimal(parseDecimal(expected)) };
  return {
    check: 'control_totals',
    table,
    subject: `${measure} (${month})`,
    found,
    rows: null,
    of: null,
    since: `${month}-01`,
  };
}
