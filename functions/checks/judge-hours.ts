// Do rows lie at the hours of the day at which they usually do? A zone that changed moves all of them; a day that was cut
// leaves a gap that chance does not.
import type { Finding } from './finding.ts';
import { addUpDays, historyOf } from './history.ts';
import type { Evidence, Judge } from './judge.ts';
import { type DayProfile, monthOf } from './profile.ts';
import { limitsOf, median, usualOf } from './usual.ts';

const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour));
/** Of a week of rows, hours vary more than of a month: so much of them must lie elsewhere. */
const OF_A_WEEK = 0.25;
const LEAST_SPREAD = 0.01;

export const judgeTimeOfDay: Judge = (evidence) => {
  const { table, ruleOf } = evidence;
  const { clock } = table.contract;
  if (clock === null || table.partition === 'none') return [];
  const { z, change, leastRows } = limitsOf(ruleOf('time_of_day'));
  const { now, before } = historyOf(evidence);
  const shares = before.map(({ profile }) => sharesOf(profile, leastRows)).filter((own) => own !== null);
  if (shares.length === 0 || shares.length < before.length / 2) return [];
  const usual = Object.fromEntries(HOURS.map((hour) => [hour, median(shares.map((own) => own[hour] ?? 0))]));
  const { usual: middle, spread } = usualOf(
    shares.map((own) => distance(own, usual)),
    () => LEAST_SPREAD,
  );
  return now.flatMap(({ month, profile }): Finding[] => {
    const whole = farness(profile, usual, leastRows);
    const weeks = weeksOf(month, evidence).map(([since, week]) => [since, farness(week, usual, leastRows)] as const);
    const odd = weeks.find(([, far]) => far > Math.max(OF_A_WEEK, middle + z * spread));
    const isOff = whole > Math.max(change, middle + z * spread);
    if (!isOff && odd === undefined) return [];
    const found = { now: (Math.max(whole, odd?.[1] ?? 0) * 100).toFixed(0) };
    const since = odd?.[0] ?? `${month}-01`;
    return [{ check: 'time_of_day', table: table.id, subject: clock, found, rows: null, of: null, since }];
  });
};

/** The share of rows that would have to move for the hours to be the usual ones; 0 where there are too few to tell. */
function farness(profile: DayProfile, usual: Record<string, number>, leastRows: number): number {
  const shares = sharesOf(profile, leastRows);
  return shares === null ? 0 : distance(shares, usual);
}

function sharesOf({ hours }: DayProfile, leastRows: number): Record<string, number> | null {
  const rows = Object.values(hours).reduce((sum, count) => sum + count, 0);
  if (rows < leastRows) return null;
  return Object.fromEntries(HOURS.map((hour) => [hour, (hours[hour] ?? 0) / rows]));
}

function distance(a: Record<string, number>, b: Record<string, number>): number {
  return HOURS.reduce((sum, hour) => sum + Math.abs((a[hour] ?? 0) - (b[hour] ?? 0)), 0) / 2;
}

function weeksOf(month: string, { days }: Pick<Evidence, 'days'>): [string, DayProfile][] {
  const own = Object.keys(days)
    .filter((day) => monthOf(day) === month)
    .sort();
  const weeks: [string, DayProfile][] = [];
  for (let from = 0; from < own.length; from += 7) {
    const some = own.slice(from, from + 7);
    weeks.push([some[0] as string, addUpDays(some.map((day) => days[day] as DayProfile))]);
  }
  return weeks;
}
