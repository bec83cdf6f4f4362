// Are values what they usually are? The mean of a column against the twelve months before: cents instead of units,
// another currency, a tax that is suddenly in.
import type { Finding } from './finding.ts';
import { addUpDays, historyOf, timesApart, usualOf } from './history.ts';
import type { Judge } from './judge.ts';
import { type DayProfile, monthOf } from './profile.ts';

/** No mean of a month is evener than that. */
const LEAST_SPREAD = 0.02;
/** Of a few days the mean varies more: so many times it must be off. */
const DAYS_TIMES = 4;

export const judgeMeans: Judge = (evidence) => {
  const { table, ruleOf, days } = evidence;
  const { z, change, leastRows } = ruleOf('means');
  const { now, before } = historyOf(evidence);
  if (before.length === 0) return [];
  return table.contract.means.flatMap((column) => {
    const means = before.flatMap(({ profile }) => meanOf(profile, column, leastRows ?? 0) ?? []);
    if (means.length < before.length / 2) return [];
    const { usual, spread } = usualOf(means, (middle) => Math.abs(middle) * LEAST_SPREAD);
    const isOff = (value: number | null, least: number) =>
      value !== null && Math.abs(value - usual) > (z ?? 8) * spread && timesApart(value, usual) > least;
    return now.flatMap(({ month, profile }): Finding[] => {
      const whole = meanOf(profile, column, leastRows ?? 0);
      const offDays = Object.keys(days)
        .filter((day) => monthOf(day) === month)
        .sort()
        .filter((day) => isOff(meanOf(days[day] as DayProfile, column, (leastRows ?? 0) / 5), DAYS_TIMES));
      const some = offDays.length < 2 ? null : addUpDays(offDays.map((day) => days[day] as DayProfile));
      const off = isOff(whole, Number(change ?? '0.5')) ? whole : some && meanOf(some, column, leastRows ?? 0);
      if (off === null || usual === 0) return [];
      const found = { now: shown(off), usual: shown(usual) };
      const since = offDays[0] ?? `${month}-01`;
      return [{ check: 'means', table: table.id, subject: column, found, rows: null, of: null, since }];
    });
  });
};

function meanOf({ sums }: DayProfile, column: string, leastRows: number): number | null {
  const known = sums[column];
  return known === undefined || known.rows < Math.max(1, leastRows) ? null : Number(known.sum) / known.rows;
}

function shown(value: number): string {
  return String(Number(value.toPrecision(4)));
}
