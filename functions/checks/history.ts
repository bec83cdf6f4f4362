// A table's days added up by month: what a month of the period is compared with.
import { Temporal } from 'temporal-polyfill';
import type { Period } from '../periods/period.ts';
import type { Evidence } from './judge.ts';
import { type DayProfile, monthOf, NO_DAY, type TableProfile } from './profile.ts';

/** Months that are compared with, and fewer than which say nothing. */
const MONTHS_BEFORE = 12;
const LEAST_MONTHS = 6;
/** Months on either side of one that say how it stands out. */
const MONTHS_AROUND = 6;

export type Month = { month: string; days: number; profile: DayProfile };

export type History = {
  /** Months of the period. */
  now: Month[];
  /** Those before it that have a whole month of rows before them; none where they are too few to say what is usual. */
  before: Month[];
  /** The same month a year ago with the months around it, where all of that is known. */
  yearAgo(month: string): { same: Month; around: Month[] } | null;
};

export function historyOf({ days, period, rowsByDay }: Pick<Evidence, 'days' | 'period' | 'rowsByDay'>): History {
  const months = addUpMonths(days, rowsByDay);
  const [first] = Object.keys(months).sort();
  // In the first month of a table rows may begin on any day.
  const whole = Object.values(months).filter(({ month }) => month !== first);
  const from = monthOf(period.from);
  const before = whole
    .filter(({ month }) => month < from && month >= shiftMonth(from, -MONTHS_BEFORE))
    .sort((a, b) => (a.month < b.month ? -1 : 1));
  return {
    now: monthsOf(period).map((month) => months[month] ?? emptyMonth(month)),
    before: before.length < LEAST_MONTHS ? [] : before,
    yearAgo(month) {
      const ago = shiftMonth(month, -12);
      const same = months[ago];
      const around = whole.filter((other) => other !== same && other.month < from && isAround(other.month, ago));
      return same === undefined || ago === first || around.length < LEAST_MONTHS ? null : { same, around };
    },
  };
}

/** The months of a period, such as `2026-10`. */
export function monthsOf({ from, to }: Pick<Period, 'from' | 'to'>): string[] {
  const months: string[] = [];
  for (let month = monthOf(from); month <= monthOf(to); month = shiftMonth(month, 1)) months.push(month);
  return months;
}

export function addUpDays(profiles: DayProfile[]): DayProfile {
  const sum: DayProfile & { trues: Record<string, number> } = {
    rows: 0,
    repeated: 0,
    nulls: {},
    trues: {},
    sums: {},
    hours: {},
    members: {},
    wrong: {},
  };
  for (const { rows, nulls, trues = {}, sums, hours, members } of profiles) {
    sum.rows += rows;
    addTo(sum.nulls, nulls);
    addTo(sum.trues, trues);
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

function shiftMonth(month: string, by: number): string {
  return Temporal.PlainYearMonth.from(month).add({ months: by }).toString();
}

function isAround(month: string, other: string): boolean {
  return month >= shiftMonth(other, -MONTHS_AROUND) && month <= shiftMonth(other, MONTHS_AROUND);
}

function addUpMonths(days: TableProfile, rowsByDay: Record<string, number>): Record<string, Month> {
  const byMonth = new Map<string, DayProfile[]>();
  for (const [day, profile] of Object.entries(days)) {
    if (day === NO_DAY || !(day in rowsByDay)) continue;
    const own = byMonth.get(monthOf(day));
    if (own) own.push(profile);
    else byMonth.set(monthOf(day), [profile]);
  }
  return Object.fromEntries(
    [...byMonth].map(([month, profiles]) => [month, { month, days: daysIn(month), profile: addUpDays(profiles) }]),
  );
}

function emptyMonth(month: string): Month {
  return { month, days: daysIn(month), profile: addUpDays([]) };
}

function daysIn(month: string): number {
  return Temporal.PlainYearMonth.from(month).daysInMonth;
}

function addTo(sum: Record<string, number>, part: Record<string, number>): void {
  for (const [name, count] of Object.entries(part)) sum[name] = (sum[name] ?? 0) + count;
}
