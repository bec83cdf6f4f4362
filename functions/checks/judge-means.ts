// Are values what they usually are? The mean of a column against the twelve months before: cents instead of units,
// another currency, a tax that is suddenly in.
import type { Finding } from './finding.ts';
import { addUpDays, type History, historyOf } from './history.ts';
import type { Evidence, Judge } from './judge.ts';
import { type DayProfile, monthOf, NO_DAY } from './profile.ts';
import { isUnusualAmount, type Limits, limitsOf, median, timesApart, type Usual, usualOf } from './usual.ts';

/** No mean of a month is evener than that. */
const LEAST_SPREAD = 0.02;
/** Amounts have a long tail: one deviates from their mean by some times the mean, and the mean of n by √n less. */
const TAIL = 4;
/** Of a few days the mean varies more: so many times it must be off, and as no day was before but this many. */
const OF_DAYS = 3;
const ODD_DAYS = 3;

export const judgeMeans: Judge = (evidence) => {
  const { table, ruleOf } = evidence;
  const limits = limitsOf(ruleOf('means'));
  const history = historyOf(evidence);
  return table.contract.means.flatMap((column) =>
    table.partition === 'none' ? changedMean(column, limits, evidence) : oddMeans(column, limits, history, evidence),
  );
};

function oddMeans(column: string, limits: Limits, history: History, evidence: Evidence): Finding[] {
  const { table, days } = evidence;
  const { now, before } = history;
  const means = before.flatMap(({ profile }) => meanOf(profile, column, limits.leastRows) ?? []);
  if (means.length === 0 || means.length < before.length / 2) return [];
  const ofDay = limits.leastRows / 5;
  const isNew = unseen(before.flatMap(({ month }) => dailyMeans(month, column, ofDay, evidence)));
  return now.flatMap(({ month, profile }): Finding[] => {
    const usual = usualMean(means, column, month, history);
    const isOff = ({ sums }: DayProfile, leastRows: number, change: number) => {
      const mean = meanOf({ sums }, column, leastRows);
      if (mean === null || usual.usual === 0) return false;
      const spread = Math.hypot(usual.spread, noiseOf(usual.usual, sums[column]?.rows ?? 1));
      return isUnusualAmount(mean, { ...usual, spread }, { ...limits, change });
    };
    const offDays = Object.keys(days)
      .filter((day) => monthOf(day) === month)
      .sort()
      .filter((day) => isOff(days[day] as DayProfile, ofDay, OF_DAYS))
      .filter((day) => isNew(meanOf(days[day] as DayProfile, column, ofDay) ?? 0));
    const isWholeOff = isOff(profile, limits.leastRows, limits.change);
    if (!isWholeOff && offDays.length < 2) return [];
    const off = offDays.length < 2 ? profile : addUpDays(offDays.map((day) => days[day] as DayProfile));
    const found = { now: shown(meanOf(off, column, 1) ?? 0), usual: shown(usual.inSeason ?? usual.usual) };
    const since = offDays[0] ?? `${month}-01`;
    return [{ check: 'means', table: table.id, subject: column, found, rows: null, of: null, since }];
  });
}

function usualMean(means: number[], column: string, month: string, { yearAgo }: History): Usual {
  const { usual, spread } = usualOf(means, (middle) => Math.abs(middle) * LEAST_SPREAD);
  const ago = yearAgo(month);
  const same = ago && meanOf(ago.same.profile, column, 1);
  const around = median(ago?.around.flatMap(({ profile }) => meanOf(profile, column, 1) ?? []) ?? []);
  return { usual, spread, inSeason: same && around ? (usual * same) / around : null };
}

/** One standard deviation of a mean by chance alone: of amounts, and of units of which most rows have none and few many. */
function noiseOf(usual: number, rows: number): number {
  return (TAIL * Math.hypot(usual, Math.sqrt(Math.abs(usual)))) / Math.sqrt(rows);
}

function dailyMeans(month: string, column: string, leastRows: number, { days }: Evidence): number[] {
  return Object.entries(days).flatMap(([day, profile]) =>
    monthOf(day) === month ? (meanOf(profile, column, leastRows) ?? []) : [],
  );
}

/** Beyond all that there was, but for a few days that may have been odd themselves. */
function unseen(values: number[]): (value: number) => boolean {
  const sorted = [...values].sort((a, b) => a - b);
  const low = sorted[ODD_DAYS] ?? Number.POSITIVE_INFINITY;
  const high = sorted.at(-1 - ODD_DAYS) ?? Number.NEGATIVE_INFINITY;
  return (value) => value < low || value > high;
}

/** Of a table without days: against what was published. */
function changedMean(column: string, limits: Limits, { table, days, published }: Evidence): Finding[] {
  const [before, now] = [published, days].map((all) => meanOf(all[NO_DAY] ?? { sums: {} }, column, limits.leastRows));
  if (before == null || now == null || timesApart(now, before) <= limits.change) return [];
  const found = { now: shown(now), usual: shown(before) };
  return [{ check: 'means', table: table.id, subject: column, found, rows: null, of: null, since: null }];
}

function meanOf({ sums }: Pick<DayProfile, 'sums'>, column: string, leastRows: number): number | null {
  const known = sums[column];
  return known === undefined || known.rows < Math.max(1, leastRows) ? null : Number(known.sum) / known.rows;
}

function shown(value: number): string {
  return String(Number(value.toPrecision(4)));
}
