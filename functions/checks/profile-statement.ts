// One statement a table: everything that checks want to know of its rows, day by day, in one scan of the days that are
// looked at. It adds up and divides nothing.
import type { Definitions, Table } from '../definitions/definitions.ts';
import { type PresentTables, tableSource } from '../facts/relations.ts';
import type { Cell } from '../ports.ts';
import type { DayProfile, TableProfile } from './profile.ts';
import { NO_DAY } from './profile.ts';
import { inDays, relatedRows } from './related-rows.ts';
import { quotedName, type RowCondition, rowConditions } from './row-conditions.ts';

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
  const related = relatedRows(table, days, present, definitions);
  const parts = partsOf(table, columns, [...rowConditions(table, columns, definitions), ...related]);
  const hasDays = table.partition !== 'none';
  const selected = [hasDays ? 'dt' : `'${NO_DAY}' AS dt`, ...parts.map(({ sql }, index) => `${sql} AS c${index}`)];
  const from = [numberedRows(table, columns, days, definitions), ...related.map(({ join }) => join)];
  const sql = `SELECT ${selected.join(',\n  ')}\nFROM ${from.join('\n')}${hasDays ? '\nGROUP BY dt' : ''}`;
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

/**
 * The rows as `x`, each with its number among those of its key, the newest version first. Keys are compared over all days
 * that are looked at, since a file that was loaded twice may lie on two of them.
 */
function numberedRows(
  table: Table,
  columns: readonly string[],
  days: [string, string][] | null,
  { sources }: Definitions,
): string {
  const byVersion = hasVersions(table, columns);
  const order = [...(byVersion ? ['row_version DESC'] : []), ...(table.partition === 'none' ? [] : ['dt'])];
  const ordered = order.length > 0 ? ` ORDER BY ${order.join(', ')}` : '';
  const ofKey = `OVER (PARTITION BY ${table.key.map(quotedName).join(', ')}${ordered})`;
  const before = byVersion ? `, lag(row_version) ${ofKey} AS version_before` : '';
  const where = days === null ? '' : `\n  WHERE ${inDays(days)}`;
  const source = tableSource(table.id, sources[table.id]);
  return `(SELECT s.*, row_number() ${ofKey} AS nth_of_key${before}\n  FROM ${source} s${where}) x`;
}

/** One column of the statement, and where its cell goes. */
type Part = { sql: string; read(cell: Cell, into: DayProfile): void };

function partsOf(table: Table, columns: readonly string[], conditions: RowCondition[]): Part[] {
  const { contract } = table;
  const has = (column: string) => columns.includes(column);
  const nullable = Object.entries(table.columns).flatMap(([name, column]) => (column.nullable ? [name] : []));
  const booleans = Object.entries(table.columns).flatMap(([name, { type }]) => (type === 'boolean' ? [name] : []));
  const byVersion = hasVersions(table, columns);
  return [
    {
      sql: 'count(*)',
      read(cell, into) {
        into.rows = countOf(cell);
      },
    },
    {
      sql: `count(*) FILTER (WHERE nth_of_key > 1${byVersion ? ' AND row_version IS NOT DISTINCT FROM version_before' : ''})`,
      read(cell, into) {
        into.repeated = countOf(cell);
      },
    },
    ...(byVersion ? [newestPart] : []),
    ...nullable.filter(has).map((name) => ({
      sql: `count(${quotedName(name)})`,
      read(cell: Cell, into: DayProfile) {
        into.nulls[name] = into.rows - countOf(cell);
      },
    })),
    ...booleans.filter(has).map((name) => ({
      // Beside count(x), Trino 416 takes a filter that is the bare column x for "x is known".
      sql: `count(*) FILTER (WHERE ${quotedName(name)} = true)`,
      read(cell: Cell, into: DayProfile) {
        into.trues = { ...into.trues, [name]: countOf(cell) };
      },
    })),
    ...contract.means.filter(has).map((name) => ({
      sql: `CAST(sum(CAST(${quotedName(name)} AS ${sumType(table, name)})) AS VARCHAR) || ' ' || CAST(count(${quotedName(name)}) AS VARCHAR)`,
      read(cell: Cell, into: DayProfile) {
        const [sum, rows] = (cell ?? '0 0').split(' ');
        into.sums[name] = { rows: countOf(rows ?? null), sum: sum ?? '0' };
      },
    })),
    ...(contract.clock !== null && has(contract.clock) ? [hoursPart(quotedName(contract.clock))] : []),
    ...contract.members.filter(has).map((name) => ({
      sql: `json_format(CAST(histogram(${quotedName(name)}) FILTER (WHERE ${quotedName(name)} IS NOT NULL) AS JSON))`,
      read(cell: Cell, into: DayProfile) {
        into.members[name] = histogramOf(cell);
      },
    })),
    ...conditions.map((condition) => conditionPart(condition, byVersion)),
  ];
}

const newestPart: Part = {
  sql: 'count(*) FILTER (WHERE nth_of_key = 1)',
  read(cell, into) {
    into.newest = countOf(cell);
  },
};

/** Rows with versions are judged in their newest one: a mistake that a later version mends is none. */
function conditionPart({ check, subject, wrong }: RowCondition, byVersion: boolean): Part {
  return {
    sql: `count(*) FILTER (WHERE ${byVersion ? `nth_of_key = 1 AND (${wrong})` : wrong})`,
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

export function keyColumns(table: Table, columns: readonly string[]): string[] {
  return hasVersions(table, columns) ? [...table.key, 'row_version'] : table.key;
}

function hasVersions(table: Table, columns: readonly string[]): boolean {
  return table.versioned && columns.includes('row_version');
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
