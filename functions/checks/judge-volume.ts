// Are there as many rows as usual? By day of the month, against the twelve months before; a season, as far as the same
// month a year ago stood out from those around it, is nothing unusual. Of a table that is written once a day, a day with
// the rows of two came twice, under keys that do not tell.
import type { Finding } from './finding.ts';
import { type History, historyOf, type Month } from './history.ts';
import type { Evidence, Judge } from './judge.ts';
import { daysAround, daysOf } from './judge-days.ts';
import { isUnusualAmount, limitsOf, median, type Usual, usualOf } from './usual.ts';

/** No shop is evener than that from month to month. */
const LEAST_SPREAD = 0.03;
/** Of a table whose days are that even a day with so many times the rows of any other came twice. */
const EVEN = 1.25;
const TWICE = 1.8;
const LEAST_AROUND = 21;

export const judgeVolume: Judge = (evidence) => {
  const { table } = evidence;
  if (table.partition === 'none' || table.sparse) return [];
  return [...oddMonths(evidence), ...(table.partition === 'daily' ? doubledDays(evidence) : [])];
};

function oddMonths(evidence: Evidence): Finding[] {
  const limits = limitsOf(evidence.ruleOf('volume'));
  const history = historyOf(evidence);
  if (history.before.length === 0) return [];
  return history.now.flatMap((month): Finding[] => {
    const usual = usualVolume(month, history);
    const isSmall = Math.max(perDay(month), usual.usual) * month.days < limits.leastRows;
    if (isSmall || !isUnusualAmount(perDay(month), usual, limits)) return [];
    const expected = (usual.inSeason ?? usual.usual) * month.days;
    return [findingOf(evidence, month.month, month.profile.rows, expected, `${month.month}-01`)];
  });
}

function usualVolume(month: Month, { before, yearAgo }: History): Usual {
  const { usual, spread } = usualOf(before.map(perDay), (middle) => middle * LEAST_SPREAD);
  // What is counted varies by itself: the square root of as many, in a month.
  const noise = Math.sqrt(usual / month.days);
  const ago = yearAgo(month.month);
  const around = median(ago?.around.map(perDay) ?? []);
  return {
    usual,
    spread: Math.hypot(spread, noise),
    inSeason: ago && around > 0 ? (usual * perDay(ago.same)) / around : null,
  };
}

function doubledDays(evidence: Evidence): Finding[] {
  return daysOf(evidence).flatMap((day): Finding[] => {
    const around = daysAround(day, evidence).map(({ rows }) => rows);
    const rows = evidence.rowsByDay[day] ?? 0;
    const [least, most] = [Math.min(...around), Math.max(...around)];
    if (around.length < LEAST_AROUND || most > least * EVEN || rows <= most * TWICE) return [];
    return [findingOf(evidence, day, rows, median(around), day)];
  });
}

/** `subject`: the month or the day. */
function findingOf({ table }: Evidence, subject: string, rows: number, usual: number, since: string): Finding {
  const found = { now: String(rows), usual: String(Math.round(usual)) };
  return { check: 'volume', table: table.id, subject, found, rows: null, of: null, since };
}

function perDay({ profile, days }: Month): number {
  return profile.rows / days;
}
