// Is there each day, and is it whole? By the calendar where the contract asks for it, and by what usual days have: of a
// table with few rows a day may have none by chance, and says nothing.
import { Temporal } from 'temporal-polyfill';
import type { Definitions, Table } from '../definitions/definitions.ts';
import { isBusinessDay } from '../periods/holidays.ts';
import type { Finding } from './finding.ts';
import { addUpDays, median } from './history.ts';
import type { Evidence, Judge } from './judge.ts';
import { type DayProfile, NO_DAY } from './profile.ts';

/** Rows that chance leaves out of a gap once in a billion: e^-21. */
const SURELY_SOME = 21;
/** Days around one that say what it usually has. */
const AROUND = 28;
const LEAST_AROUND = 21;
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

/** Local days of the period, from the first on which the table has rows at all. */
function daysOf({ period, rowsByDay }: Pick<Evidence, 'period' | 'rowsByDay'>): string[] {
  const first = Object.keys(rowsByDay)
    .filter((day) => day !== NO_DAY && (rowsByDay[day] ?? 0) > 0)
    .sort()[0];
  if (first === undefined) return [];
  const days: string[] = [];
  for (let day = period.from; day <= period.to; day = Temporal.PlainDate.from(day).add({ days: 1 }).toString()) {
    if (day >= first) days.push(day);
  }
  return days;
}

function expectedDays(evidence: Evidence): string[] {
  const { table, definitions } = evidence;
  return daysOf(evidence).filter((day) => isExpected(day, table.contract.presence, definitions));
}

function isExpected(day: string, presence: string, { holidays }: Definitions): boolean {
  if (presence === 'business') return isBusinessDay(day, holidays);
  if (presence === 'month_end') return Temporal.PlainDate.from(day).add({ days: 1 }).day === 1;
  return true;
}

/** A table that is written once a day has each; of others chance must not be able to leave one out. */
function isMissed(day: string, evidence: Evidence): boolean {
  const { table } = evidence;
  if (table.partition === 'daily') return daysAround(day, evidence).every(({ rows }) => rows > 0);
  const around = daysAround(day, evidence).map(({ rows }) => rows);
  return around.length > 0 && Math.min(median(around), ...sameWeekdays(day, evidence)) >= SURELY_SOME;
}

function daysAround(day: string, { rowsByDay, definitions, table }: Evidence): { day: string; rows: number }[] {
  const at = Temporal.PlainDate.from(day);
  return Array.from({ length: AROUND }, (_, back) => at.subtract({ days: back + 1 }).toString())
    .filter((other) => isExpected(other, table.contract.presence, definitions))
    .flatMap((other) => (other in rowsByDay ? [{ day: other, rows: rowsByDay[other] ?? 0 }] : []));
}

function sameWeekdays(day: string, { rowsByDay }: Evidence): number[] {
  const at = Temporal.PlainDate.from(day);
  return [1, 2, 3, 4]
    .map((weeks) => at.subtract({ weeks }).toString())
    .flatMap((other) => (other in rowsByDay ? [rowsByDay[other] ?? 0] : []));
}

/** Far fewer rows than the same weekday had in each of the weeks around. */
function isShort(day: string, evidence: Evidence): boolean {
  const { change, leastRows } = evidence.ruleOf('days_whole');
  const weekdays = sameWeekdays(day, evidence);
  if (weekdays.length < 3) return false;
  const least = Math.min(...weekdays);
  const rows = evidence.rowsByDay[day] ?? 0;
  return least >= (leastRows ?? 0) && rows < least * (1 - Number(change ?? '0.5'));
}

/** Hours in a row without any rows, in which chance would have left some: a day that was cut. */
function hasGap(day: string, profile: DayProfile, evidence: Evidence): boolean {
  const others = daysAround(day, evidence).flatMap(({ day: other }) => evidence.days[other] ?? []);
  if (others.length < LEAST_AROUND) return false;
  const usual = addUpDays(others).hours;
  const all = Object.values(usual).reduce((sum, rows) => sum + rows, 0);
  let gap = 0;
  for (let hour = 0; hour < 24; hour++) {
    gap = (profile.hours[String(hour)] ?? 0) === 0 ? gap + (usual[String(hour)] ?? 0) / all : 0;
    // As many as the rest of the day makes likely, were the day whole.
    if (gap < 1 && (profile.rows * gap) / (1 - gap) > SURELY_SOME) return true;
  }
  return false;
}

function findingOf(check: 'days_present' | 'days_whole', table: string, days: string[]): Finding {
  const more = days.length > SHOWN ? ' …' : '';
  const found = { n: String(days.length), days: days.slice(0, SHOWN).join(', ') + more };
  return { check, table, subject: null, found, rows: null, of: null, since: days[0] ?? null };
}
