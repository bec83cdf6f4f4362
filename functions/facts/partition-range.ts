// Which partitions a statement reads. Pruning only saves scanning: whether a row counts is decided by its clock and its
// birth, so a period's figures do not depend on which periods share the statement.
import { Temporal } from 'temporal-polyfill';
import type { Table } from '../definitions/definitions.ts';
import type { Period } from '../periods/period.ts';
import { utcDay } from './period-rows.ts';

export type Reach = { lookbackDays: number; scheduledAt: string };

/** The predicate over `dt`, or null for a table that is read whole. */
export function partitionPredicate(table: Table, periods: Period[], reach: Reach): string | null {
  const ranges = partitionRanges(table, periods, reach);
  return ranges?.map(([from, to]) => `(dt >= '${from}' AND dt <= '${to}')`).join(' OR ') ?? null;
}

/** First and last days of the partitions that are read, or null for a table that is read whole. */
export function partitionRanges(table: Table, periods: Period[], reach: Reach): [string, string][] | null {
  if (table.partition === 'none' || periods.length === 0) return null;
  return mergeRanges(periods.map((period) => rangeOf(table, period, reach)));
}

function rangeOf(table: Table, period: Period, reach: Reach): [string, string] {
  if (table.partition === 'daily') return [period.from, period.to];
  const from = utcDay(period.startsAt).subtract({ days: reach.lookbackDays });
  const to = utcDay(table.readsAhead ? reach.scheduledAt : period.endsAt).add({ days: 1 });
  return [from.toString(), to.toString()];
}

/** Joins ranges that touch or overlap; days are compared as text. */
export function mergeRanges(ranges: [string, string][]): [string, string][] {
  const merged: [string, string][] = [];
  for (const [from, to] of [...ranges].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const last = merged.at(-1);
    if (last && from <= Temporal.PlainDate.from(last[1]).add({ days: 1 }).toString())
      last[1] = to > last[1] ? to : last[1];
    else merged.push([from, to]);
  }
  return merged;
}
