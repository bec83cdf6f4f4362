// Since when and until when a table has rows, and how many each day: what partitions know by themselves, without a column.
import type { Definitions, Table } from '../definitions/definitions.ts';
import { tableSource } from '../facts/relations.ts';
import type { Period } from '../periods/period.ts';
import type { Engine } from '../ports.ts';
import { monthOf, NO_DAY, type TableProfile } from './profile.ts';
import { partDays } from './stray-days.ts';

/** A table read whole has no days. */
export type Coverage = {
  table: string;
  rows: number;
  /** Rows by month of their `dt`. */
  months: Record<string, number>;
  /** The same without older versions, of months whose days are all known; absent where the table has no versions. */
  keys?: Record<string, number>;
  firstDay: string | null;
  lastDay: string | null;
};

/** Rows by `dt` since a day, since a lake may hold decades; of a table without days all rows, under `''`. */
export async function countDays(
  table: Table,
  sinceDay: string,
  definitions: Definitions,
  engine: Engine,
): Promise<Record<string, number>> {
  const from = `FROM ${tableSource(table.id, definitions.sources[table.id])} x`;
  const sql =
    table.partition === 'none'
      ? `SELECT '${NO_DAY}' AS dt, count(*) AS n ${from}`
      : `SELECT dt, count(*) AS n ${from} WHERE dt >= '${sinceDay}' OR dt IS NULL GROUP BY dt`;
  const { rows } = await engine.query({ id: `coverage ${table.id}`, sql });
  return Object.fromEntries(rows.map(([day, count]) => [day ?? NO_DAY, Number(count ?? '0')]));
}

export function coverageOf(table: Table, rowsByDay: Record<string, number>): Coverage {
  const days = Object.keys(rowsByDay)
    .filter((day) => day !== NO_DAY)
    .sort();
  const months: Record<string, number> = {};
  for (const day of days) months[monthOf(day)] = (months[monthOf(day)] ?? 0) + (rowsByDay[day] ?? 0);
  return {
    table: table.id,
    rows: Object.values(rowsByDay).reduce((sum, rows) => sum + rows, 0),
    months,
    firstDay: days[0] ?? null,
    lastDay: days.at(-1) ?? null,
  };
}

/** `known`: what was found on the days that have rows. */
export function withKeys(coverage: Coverage, rowsByDay: Record<string, number>, known: TableProfile): Coverage {
  const keys: Record<string, number> = {};
  const untold = new Set<string>();
  for (const day of Object.keys(rowsByDay)) {
    const newest = known[day]?.newest;
    if (newest === undefined) untold.add(monthOf(day));
    else keys[monthOf(day)] = (keys[monthOf(day)] ?? 0) + newest;
  }
  const told = Object.entries(keys).filter(([month]) => !untold.has(month));
  return told.length === 0 ? coverage : { ...coverage, keys: Object.fromEntries(told) };
}

export async function measureCoverage(
  table: Table,
  sinceDay: string,
  definitions: Definitions,
  engine: Engine,
): Promise<Coverage> {
  const counted = await countDays(table, sinceDay, definitions, engine);
  return coverageOf(table, partDays(table, counted).rowsByDay);
}

/** Rows whose `dt` lies in the months of a period; all rows of a table that is read whole. */
export function rowsIn({ rows, months, firstDay }: Coverage, period: Pick<Period, 'from' | 'to'>): number {
  return firstDay === null ? rows : sumOfMonths(months, period);
}

/** The same without older versions; null where that is not known of every month. */
export function keysIn({ keys, months }: Coverage, period: Pick<Period, 'from' | 'to'>): number | null {
  const isKnown = Object.keys(months).every((month) => !isWithin(month, period) || keys?.[month] !== undefined);
  return keys === undefined || !isKnown ? null : sumOfMonths(keys, period);
}

function sumOfMonths(months: Record<string, number>, period: Pick<Period, 'from' | 'to'>): number {
  return Object.entries(months).reduce((sum, [month, count]) => (isWithin(month, period) ? sum + count : sum), 0);
}

function isWithin(month: string, { from, to }: Pick<Period, 'from' | 'to'>): boolean {
  return month >= monthOf(from) && month <= monthOf(to);
}
