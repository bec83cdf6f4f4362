// Does whoever usually has rows have some? One carrier's file that did not come leaves all others as they are, so that
// the table as a whole looks well.
import type { Finding } from './finding.ts';
import { historyOf } from './history.ts';
import type { Evidence, Judge } from './judge.ts';
import { NO_DAY } from './profile.ts';

/** Months in each of which a member had rows, for it to be usual. */
const MONTHS = 3;
/** Rows that chance leaves out once in a billion, and as many again for days that are not alike. */
const SURELY_SOME = 42;
/** Of as many, a tenth is nearly none. */
const NEARLY_NONE = 10;

export const judgeMembers: Judge = (evidence) =>
  evidence.table.partition === 'none' ? membersGone(evidence) : membersMissing(evidence);

/** Of a table without days: members that were published and have no row any more. */
function membersGone({ table, days, published, ruleOf }: Evidence): Finding[] {
  const { leastRows } = ruleOf('members_present');
  return table.contract.members.flatMap((column) =>
    Object.entries(published[NO_DAY]?.members[column] ?? {}).flatMap(([member, usual]): Finding[] => {
      const now = days[NO_DAY]?.members[column]?.[member] ?? 0;
      return now > 0 || usual < (leastRows ?? 0) ? [] : [findingOf(table.id, column, member, { now, usual })];
    }),
  );
}

/** Of others: members that had rows in each of the last months, by the share that they had of all. */
function membersMissing(evidence: Evidence): Finding[] {
  const { table, ruleOf } = evidence;
  const { leastRows } = ruleOf('members_present');
  const recent = historyOf(evidence).before.slice(-MONTHS);
  if (recent.length < MONTHS) return [];
  const all = recent.reduce((sum, { profile }) => sum + profile.rows, 0);
  return table.contract.members.flatMap((column) => {
    const rows = recent.map(({ profile }) => profile.members[column] ?? {});
    return Object.keys(rows[0] ?? {}).flatMap((member): Finding[] => {
      if (rows.some((own) => (own[member] ?? 0) < Math.max(1, leastRows ?? 0))) return [];
      const share = rows.reduce((sum, own) => sum + (own[member] ?? 0), 0) / all;
      const missed = missedDays(column, member, share, evidence);
      return missed === null ? [] : [findingOf(table.id, column, member, missed)];
    });
  });
}

type Missed = { now: number; usual: number; from?: string; to?: string };

/** Days in a row without rows of a member, or a period with nearly none, where all rows of those days make some certain. */
function missedDays(column: string, member: string, share: number, evidence: Evidence): Missed | null {
  const days = daysWithRows(evidence);
  const ownOf = (day: string) => evidence.days[day]?.members[column]?.[member] ?? 0;
  const usualOf = (some: string[]) => share * some.reduce((sum, day) => sum + (evidence.days[day]?.rows ?? 0), 0);
  const now = days.reduce((sum, day) => sum + ownOf(day), 0);
  const gaps = runsOf(days, (day) => ownOf(day) === 0);
  const longest = gaps.sort((a, b) => usualOf(b) - usualOf(a))[0];
  if (longest && usualOf(longest) > SURELY_SOME)
    return { now: 0, usual: usualOf(longest), from: longest[0] as string, to: longest.at(-1) as string };
  const usual = usualOf(days);
  if (usual <= SURELY_SOME || now >= usual / NEARLY_NONE) return null;
  return { now, usual, from: days[0] as string, to: days.at(-1) as string };
}

/** Each run of days for which something is so. */
function runsOf(days: string[], is: (day: string) => boolean): string[][] {
  const runs: string[][] = [];
  let isOpen = false;
  for (const day of days) {
    if (is(day) && isOpen) runs.at(-1)?.push(day);
    else if (is(day)) runs.push([day]);
    isOpen = is(day);
  }
  return runs;
}

function daysWithRows({ period, rowsByDay }: Evidence): string[] {
  return Object.keys(rowsByDay)
    .filter((day) => day !== NO_DAY && day >= period.from && day <= period.to && (rowsByDay[day] ?? 0) > 0)
    .sort();
}

function findingOf(table: string, column: string, member: string, { now, usual, from, to }: Missed): Finding {
  const found = { now: String(now), usual: String(Math.round(usual)), days: from ? `${from} – ${to}` : '–' };
  const subject = `${column} = ${member}`;
  return { check: 'members_present', table, subject, found, rows: null, of: null, since: from ?? null };
}
