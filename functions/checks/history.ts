// A table's days added up by month, and what is usual among the months before: the scale on which something is unusual.
// Robust, so that one odd month of the past neither hides nor makes a finding. Floats: nothing printed to readers of
// figures depends on them.
import { Temporal } from 'temporal-polyfill';
import type { Period } from '../periods/period.ts';
import type { Evidence } from './judge.ts';
import { type DayProfile, monthOf, NO_DAY, type TableProfile } from './profile.ts';

/** Months that are compared with, and fewer than which say nothing. */
const MONTHS_BEFORE = 12;
const LEAST_MONTHS = 4;

export type Month = { month: string; days: number; profile: DayProfile };

/** Months of the period, and those before it that have a whole month of rows before them. */
export type History = { now: Month[]; before: Month[]; yearAgo(month: string): Month | null };

export function historyOf({ days, period, rowsByDay }: Pick<Evidence, 'days' | 'period' | 'rowsByDay'>): History {
  const months = addUpMonths(days, rowsByDay);
  const [first] = Object.keys(months).sort();
  // In the first month of a table rows may begin on any day.
  const whole = Object.values(months).filter(({ month }) => month !== first);
  const from = monthOf(period.from);
  const before = whole.filter(({ month }) => month < from && month >= shiftMonth(from, -MONTHS_BEFORE));
  return {
    now: monthsOf(period).map((month) => months[month] ?? emptyMonth(month)),
    before: before.length < LEAST_MONTHS ? [] : before,
    yearAgo: (month) => whole.find((other) => other.month === shiftMonth(month, -12)) ?? null,
  };
}

/** The months of a period, such as `2026-10`. */
export function monthsOf({ from, to }: Pick<Period, 'from' | 'to'>): string[] {
  const months: string[] = [];
  for (let month = monthOf(from); month <= monthOf(to); month = shiftMonth(month, 1)) months.push(month);
  return months;
}

/** What is usual, and one robust standard deviation of it: never less than `floor`, since no history is that even. */
export function usualOf(values: number[], floor: (usual: number) => number): { usual: number; spread: number } {
  const usual = median(values);
  // 1.4826 makes the median absolute deviation of a normal distribution its standard deviation.
  const spread = 1.4826 * median(values.map((value) => Math.abs(value - usual)));
  return { usual, spread: Math.max(spread, floor(usual)) };
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return 0;
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/** How many times more or less, as what is over 1: both a half and the double are 1. */
export function timesApart(value: number, usual: number): number {
  if (value <= 0 || usual <= 0) return value === usual ? 0 : Number.POSITIVE_INFINITY;
  return Math.max(value / usual, usual / value) - 1;
}

export function shiftMonth(month: string, by: number): string {
  return Temporal.PlainYearMonth.from(month).add({ months: by }).toString();
}

export function addUpDays(profiles: DayProfile[]): DayProfile {
  const sum: DayProfile = { rows: 0, repeated: 0, nulls: {}, sums: {}, hours: {}, members: {}, wrong: {} };
  for (const { rows, nulls, sums, hours, members } of profiles) {
    sum.rows += rows;
    addTo(sum.nulls, nulls);
    addTo(sum.hours, hours);
    for (const [column, own] of Object.entries(members)) {
      sum.members[column] ??= {};
      addTo(sum.members[column], own);
    }
    for (const [column, own] of Object.entries(sums)) {
      const known = sum.sums[column] ?? { rows: 0, sum: '0' };
      sum.sums[column] = { rows: known.rows + own.rows, sum: String(Number(known.sum) + Number(own.sum)) };
    }
  }
  return sum;
}

function addUpMonths(days: TableProfile, rowsByDay: Record<string, number>): Record<string, Month> {
  const byMonth = new Map<string, DayProfile[]>();
  for (const [day, profile] of Object.entries(days)) {
    if (day === NO_DAY || !(day in rowsByDay)) continue;
    byMonth.set(monthOf(day), [...(byMonth.get(monthOf(day)) ?? []), profile]);
  }
  return Object.fromEntries(
    [...byMonth].map(([month, profiles]) => [
      month,
      { month, days: Temporal.PlainYearMonth.from(month).daysInMonth, profile: addUpDays(profiles) },
    ]),
  );
}

function emptyMonth(month: string): Month {
  return { month, days: Temporal.PlainYearMonth.from(month).daysInMonth, profile: addUpDays([]) };
}

function addTo(sum: Record<string, number>, part: Record<string, number>): void {
  for (const [name, count] of Object.entries(part)) sum[name] = (sum[name] ?? 0) + count;
}
