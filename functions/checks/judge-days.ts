// Is there each day, and is it whole? By the calendar where the contract asks for it, and by what usual days have: of a
// table with few rows a day may have none by chance, and says nothing.
import { Temporal } from 'temporal-polyfill';
import type { Definitions, Table } from '../definitions/definitions.ts';
import { isBesideHoliday, isBusinessDay } from '../periods/holidays.ts';
import type { Finding } from './finding.ts';
import { addUpDays } from './history.ts';
import type { Evidence, Judge } from './judge.ts';
import { dayAfter } from './presence.ts';
import { type DayProfile, NO_DAY } from './profile.ts';
import { limitsOf, median } from './usual.ts';

/** Rows that chance leaves out of a gap once in a billion: e^-21. */
const SURELY_SOME = 21;
/** The same of any of the three hundred gaps that a day may have; n rows all lie outside of one by (1 - share)^n. */
const SURELY_NO_GAP = 27;
/** Days before one that say what it usually has. */
const AROUND = 28;
const LEAST_AROUND = 21;
/** Of the days before the period so many may be missing without this being usual. */
const FORGIVEN = 2;
const SHOWN = 5;

export const judgeDaysPresent: Judge = (evidence) => {
  const { table, rowsByDay } = evidence;
  if (table.partition === 'none' || table.contract.presence === 'some') return [];
  const missing = expectedDays(evidence).filter((day) => (rowsByDay[day] ?? 0) === 0 && isMissed(day, evidence));
  return missing.length === 0 ? [] : [findingOf('days_present', table.id, missing)];
};

export const judgeDaysWhole: Judge = (evidence) => {
  const { table, days } = evidence;
  if (!isCheckedForWholeDays(table)) return [];
  const cut = daysOf(evidence).filter((day) => {
    const profile = days[day];
    if (!profile || profile.rows === 0) return false;
    return table.contract.clock === null ? isShort(day, evidence) : hasGap(day, profile, evidence);
  });
  return cut.length === 0 ? [] : [findingOf('days_whole', table.id, cut)];
};

/** Rows that belong to others, such as lines, come and go with those: that there are some for each is a check of its own. */
export function isCheckedForWholeDays({ partition, sparse, contract }: Table): boolean {
  if (partition === 'none' || sparse || contract.presence !== 'every') return false;
  return partition === 'daily' || contract.clock !== null;
}

/** Days that hold a part of the period and have ended, from the first on which the table has rows at all. */
export function daysOf({ table, period, rowsByDay, asOf, definitions }: Evidence): string[] {
  const first = Object.keys(rowsByDay)
    .filter((day) => day !== NO_DAY && (rowsByDay[day] ?? 0) > 0)
    .sort()[0];
  if (first === undefined) return [];
  const { reportingTimeZone } = definitions.shop.parameters;
  const { from, to } = table.partition === 'event' ? utcDaysOf(period, reportingTimeZone) : period;
  const days: string[] = [];
  for (let day = from; day <= to && day < asOf.slice(0, 10); day = dayAfter(day)) {
    if (day >= first) days.push(day);
  }
  return days;
}

/** A period begins and ends in the middle of a UTC day, in most zones. */
function utcDaysOf({ from, to }: Evidence['period'], timeZone: string): Evidence['period'] {
  const startOf = (day: string) => Temporal.PlainDate.from(day).toZonedDateTime(timeZone).toInstant();
  const utcDay = (instant: Temporal.Instant) => instant.toString().slice(0, 10);
  return { from: utcDay(startOf(from)), to: utcDay(startOf(dayAfter(to)).subtract({ seconds: 1 })) };
}

function expectedDays(evidence: Evidence): string[] {
  const { table, definitions } = evidence;
  return daysOf(evidence).filter((day) => isExpected(day, table.contract.presence, definitions));
}

function isExpected(day: string, presence: string, { holidays }: Definitions): boolean {
  if (presence === 'business') return isBusinessDay(day, holidays) && !isBesideHoliday(day, holidays);
  if (presence === 'month_end') return Temporal.PlainDate.from(day).add({ days: 1 }).day === 1;
  return true;
}

/** Chance must not be able to leave out what usual days have; of a table that is written once a day it leaves out nothing. */
function isMissed(day: string, evidence: Evidence): boolean {
  const { table, rowsByDay } = evidence;
  const before = daysBefore(daysOf(evidence)[0] ?? day, evidence).map((other) => rowsByDay[other] ?? 0);
  if (table.partition === 'daily') return before.filter((rows) => rows === 0).length <= FORGIVEN;
  return before.length > 0 && Math.min(median(before), ...sameWeekdays(day, evidence)) >= SURELY_SOME;
}

/** The last days before one on which rows are expected, since the table has any. */
function daysBefore(day: string, { rowsByDay, definitions, table }: Evidence): string[] {
  const at = Temporal.PlainDate.from(day);
  const days = Array.from({ length: AROUND }, (_, back) => at.subtract({ days: back + 1 }).toString());
  const expected = days.filter((other) => isExpected(other, table.contract.presence, definitions));
  const first = expected.findLast((other) => other in rowsByDay);
  return expected.filter((other) => first !== undefined && other >= first);
}

/** Those of them that have rows. */
export function daysAround(day: string, evidence: Evidence): { day: string; rows: number }[] {
  return daysBefore(day, evidence).flatMap((other) => {
    const rows = evidence.rowsByDay[other] ?? 0;
    return rows > 0 ? [{ day: other, rows }] : [];
  });
}

function sameWeekdays(day: string, { rowsByDay }: Evidence): number[] {
  const at = Temporal.PlainDate.from(day);
  return [1, 2, 3, 4].flatMap((weeks) => rowsByDay[at.subtract({ weeks }).toString()] ?? []);
}

/** Far fewer rows than the same weekday had in each of the weeks before, and than chance takes from as many. */
function isShort(day: string, evidence: Evidence): boolean {
  const { z, change, leastRows } = limitsOf(evidence.ruleOf('days_whole'));
  const weekdays = sameWeekdays(day, evidence);
  if (weekdays.length < 3) return false;
  const least = Math.min(...weekdays);
  const rows = evidence.rowsByDay[day] ?? 0;
  return least >= leastRows && rows < least * (1 - change) && rows < least - z * Math.sqrt(least);
}

/**
 * Hours in a row without any rows, in which chance leaves none neither of as many rows as the day has besides, nor of half
 * the rows of its poorest neighbour: a day that was cut.
 */
function hasGap(day: string, { rows, hours }: DayProfile, evidence: Evidence): boolean {
  const around = daysAround(day, evidence);
  if (around.length < LEAST_AROUND) return false;
  const usual = addUpDays(around.flatMap(({ day: other }) => evidence.days[other] ?? [])).hours;
  const all = Object.values(usual).reduce((sum, count) => sum + count, 0);
  const least = Math.min(...around.map((other) => other.rows)) / 2;
  let gap = 0;
  for (let hour = 0; all > 0 && hour < 24; hour++) {
    gap = (hours[String(hour)] ?? 0) === 0 ? gap + (usual[String(hour)] ?? 0) / all : 0;
    if (Math.max(rows * -Math.log(1 - Math.min(gap, 0.999)), least * gap) > SURELY_NO_GAP) return true;
  }
  return false;
}

function findingOf(check: 'days_present' | 'days_whole', table: string, days: string[]): Finding {
  const more = days.length > SHOWN ? ' …' : '';
  const found = { n: String(days.length), days: days.slice(0, SHOWN).join(', ') + more };
  return { check, table, subject: null, found, rows: null, of: null, since: days[0] ?? null };
}
