// Are there as many rows as usual? By day of the month, against the twelve months before; what a season explains, the
// same month a year ago, is nothing unusual.
import type { Finding } from './finding.ts';
import { historyOf, type Month, timesApart, usualOf } from './history.ts';
import type { Judge } from './judge.ts';

/** No shop is evener than that from month to month. */
const LEAST_SPREAD = 0.05;

export const judgeVolume: Judge = (evidence) => {
  const { table, ruleOf } = evidence;
  if (table.partition === 'none' || table.sparse) return [];
  const { z, change, leastRows } = ruleOf('volume');
  const { now, before, yearAgo } = historyOf(evidence);
  if (before.length === 0) return [];
  return now.flatMap((month): Finding[] => {
    const { usual, spread } = usualOf(before.map(perDay), (median) => median * LEAST_SPREAD);
    const value = perDay(month);
    // What is counted varies by itself: the square root of as many, in a month.
    const noise = Math.sqrt(usual / month.days);
    const isFar = Math.abs(value - usual) > (z ?? 8) * Math.hypot(spread, noise);
    const least = Number(change ?? '0.5');
    const isLarge = timesApart(value, usual) > least && Math.max(value, usual) * month.days >= (leastRows ?? 0);
    const season = yearAgo(month.month);
    const isSeason = season !== null && timesApart(value, perDay(season)) <= least;
    if (!isFar || !isLarge || isSeason) return [];
    const rows = month.profile.rows;
    const found = { now: String(rows), usual: String(Math.round(usual * month.days)) };
    return [
      { check: 'volume', table: table.id, subject: null, found, rows: null, of: null, since: `${month.month}-01` },
    ];
  });
};

function perDay({ profile, days }: Month): number {
  return profile.rows / days;
}
