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

export const judgeMembers: Judge = (evidence) => {
  const { table, ruleOf } = evidence;
  if (table.partition === 'none') return [];
  const { leastRows } = ruleOf('members_present');
  const { before } = historyOf(evidence);
  const recent = before.slice(-MONTHS);
  if (recent.length < MONTHS) return [];
  return table.contract.members.flatMap((column) => {
    const rows = recent.map(({ profile }) => profile.members[column] ?? {});
    const all = recent.reduce((sum, { profile }) => sum + profile.rows, 0);
    return Object.keys(rows[0] ?? {}).flatMap((member): Finding[] => {
      const least = Math.min(...rows.map((own) => own[member] ?? 0));
      if (least < (leastRows ?? 0)) return [];
      const share = rows.reduce((sum, own) => sum + (own[member] ?? 0), 0) / all;
      const gap = longestGap(column, member, share, evidence);
      if (gap === null) return [];
      const subject = `${column} = ${member}`;
      const found = { usual: String(least), days: `${gap.from} – ${gap.to}` };
      return [{ check: 'members_present', table: table.id, subject, found, rows: null, of: null, since: gap.from }];
    });
  });
};

/** Days in a row without rows of a member, in which all rows of those days make some certain; null where there are none. */
function longestGap(
  column: string,
  member: string,
  share: number,
  evidence: Evidence,
): { from: string; to: string } | null {
  for (const gap of gapsOf(column, member, evidence)) {
    const rows = gap.reduce((sum, day) => sum + (evidence.days[day]?.rows ?? 0), 0);
    if (rows * share > SURELY_SOME) return { from: gap[0] as string, to: gap.at(-1) as string };
  }
  return null;
}

/** Each run of days on which others have rows and the member none. */
function gapsOf(column: string, member: string, evidence: Evidence): string[][] {
  const gaps: string[][] = [];
  let isOpen = false;
  for (const day of daysWithRows(evidence)) {
    const isEmpty = (evidence.days[day]?.members[column]?.[member] ?? 0) === 0;
    if (isEmpty && isOpen) gaps.at(-1)?.push(day);
    else if (isEmpty) gaps.push([day]);
    isOpen = isEmpty;
  }
  return gaps;
}

function daysWithRows({ period, rowsByDay }: Evidence): string[] {
  return Object.keys(rowsByDay)
    .filter((day) => day !== NO_DAY && day >= period.from && day <= period.to && (rowsByDay[day] ?? 0) > 0)
    .sort();
}
