// One statement a table: everything that checks want to know of its rows, day by day, in one scan of the days that are
// looked at. It adds up and divides nothing.
import type { Definitions, Table } from '../definitions/definitions.ts';
import { type PresentTables, tableSource } from '../facts/relations.ts';
import type { Cell } from '../ports.ts';
import type { DayProfile, TableProfile } from './profile.ts';
import { NO_DAY } from './profile.ts';
import { type RowCondition, rowConditions } from './row-conditions.ts';

export type ProfileStatement = { sql: string; decode(rows: Cell[][]): TableProfile };

const EPOCH = "TIMESTAMP '1970-01-01 00:00:00'";

/** `days`: first and last of each run of days that is looked at; null: the whole table. */
export function compileProfile(
  table: Table,
  days: [string, string][] | null,
  present: PresentTables,
  definitions: Definitions,
): ProfileStatement {
  const columns = present[table.id] ?? [];
  const parts = partsOf(table, columns, definitions);
  const hasDays = table.partition !== 'none';
  const selected = [hasDays ? 'dt' : `'${NO_DAY}' AS dt`, ...parts.map(({ sql }, index) => `${sql} AS c${index}`)];
  const where =
    days === null ? '' : `\nWHERE ${days.map(([from, to]) => `(dt >= '${from}' AND dt <= '${to}')`).join(' OR ')}`;
  const from = `FROM ${tableSource(table.id, definitions.sources[table.id])} x`;
  const sql = `SELECT ${selected.join(',\n  ')}\n${from}${where}${hasDays ? '\nGROUP BY dt' : ''}`;
  return {
    sql,
    decode: (rows) =>
      Object.fromEntries(
        rows.map(([day, ...cells]) => {
          const profile: DayProfile = { rows: 0, repeated: 0, nulls: {}, sums: {}, hours: {}, members: {}, wrong: {} };
          for (const [index, { read }] of parts.entries()) read(cells[index] ?? null, profile);
          return [day ?? NO_DAY, profile];
        }),
      ),
  };
}

/** One column of the statement, and where its cell goes. */
type Part = { sql: string; read(cell: Cell, into: DayProfile): void };

function partsOf(table: Table, columns: readonly string[], definitions: Definitions): Part[] {
  const { contract } = table;
  const has = (column: string) => columns.includes(column);
  const nullable = Object.entries(table.columns).flatMap(([name, column]) => (column.nullable ? [name] : []));
  return [
    {
      sql: 'count(*)',
      read(cell, into) {
        into.rows = countOf(cell);
      },
    },
    {
      sql: `count(DISTINCT ${keyText(table, columns)})`,
      read(cell, into) {
        into.repeated = into.rows - countOf(cell);
      },
    },
    ...nullable.filter(has).map((name) => ({
      sql: `count(${name})`,
      read(cell: Cell, into: DayProfile) {
        into.nulls[name] = into.rows - countOf(cell);
      },
    })),
    ...contract.means.filter(has).map((name) => ({
      sql: `CAST(sum(CAST(${name} AS ${sumType(table, name)})) AS VARCHAR) || ' ' || CAST(count(${name}) AS VARCHAR)`,
      read(cell: Cell, into: DayProfile) {
        const [sum, rows] = (cell ?? '0 0').split(' ');
        into.sums[name] = { rows: countOf(rows ?? null), sum: sum ?? '0' };
      },
    })),
    ...(contract.clock !== null && has(contract.clock) ? [hoursPart(contract.clock)] : []),
    ...contract.members.filter(has).map((name) => ({
      sql: `json_format(CAST(histogram(${name}) FILTER (WHERE ${name} IS NOT NULL) AS JSON))`,
      read(cell: Cell, into: DayProfile) {
        into.members[name] = histogramOf(cell);
      },
    })),
    ...rowConditions(table, columns, definitions).map(conditionPart),
  ];
}

function conditionPart({ check, subject, wrong }: RowCondition): Part {
  return {
    sql: `count(*) FILTER (WHERE ${wrong})`,
    read(cell, into) {
      const rows = countOf(cell);
      if (rows > 0) into.wrong[`${check}:${subject}`] = rows;
    },
  };
}

function hoursPart(clock: string): Part {
  const second = `date_diff('second', ${EPOCH}, ${clock}) % 86400`;
  return {
    sql: `json_format(CAST(histogram(${second} - ${second} % 3600) FILTER (WHERE ${clock} IS NOT NULL) AS JSON))`,
    read(cell, into) {
      const bySecond = Object.entries(histogramOf(cell));
      into.hours = Object.fromEntries(bySecond.map(([start, rows]) => [String(Number(start) / 3600), rows]));
    },
  };
}

/** Key and version as one text. A NULL in a key is a value here: two rows without one are not told apart. */
export function keyText(table: Table, columns: readonly string[]): string {
  return keyColumns(table, columns)
    .map((key) => `coalesce(CAST(${key} AS VARCHAR), 'NULL')`)
    .join(" || ', ' || ");
}

export function keyColumns(table: Table, columns: readonly string[]): string[] {
  return table.versioned && columns.includes('row_version') ? [...table.key, 'row_version'] : table.key;
}

function sumType(table: Table, column: string): string {
  const scale = /^decimal\(\d+,(\d+)\)$/.exec(table.columns[column]?.type ?? '')?.[1] ?? '0';
  return `DECIMAL(38, ${scale})`;
}

function countOf(cell: Cell): number {
  return Number(cell ?? '0');
}

function histogramOf(cell: Cell): Record<string, number> {
  return cell === null ? {} : (JSON.parse(cell) as Record<string, number>);
}
