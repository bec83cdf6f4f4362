// Are cells as often empty as usual? An outcome of which the newest rows know nothing yet is looked at in the first days
// of the month alone, by when the outcomes of most rows are in.
import type { Finding } from './finding.ts';
import { addUpDays, historyOf, type Month, usualOf } from './history.ts';
import type { Evidence, Judge } from './judge.ts';
import { type DayProfile, monthOf } from './profile.ts';

/** No share is evener than that from month to month. */
const LEAST_SPREAD = 0.005;
const FIRST_DAYS = 10;

export const judgeNulls: Judge = (evidence) => {
  const { table, columns, ruleOf } = evidence;
  if (table.partition === 'none') return [];
  const { z, change, leastRows } = ruleOf('null_rate');
  const { now, before } = historyOf(evidence);
  if (before.length === 0) return [];
  const nullable = Object.entries(table.columns).filter(([name, { nullable }]) => nullable && columns.includes(name));
  return nullable.flatMap(([column]) => {
    const isOutcome = table.contract.outcomes.includes(column);
    const shareIn = (month: Month) =>
      shareOf(isOutcome ? firstDays(month.month, evidence) : month.profile, column, leastRows ?? 0);
    const shares = before.flatMap((month) => shareIn(month) ?? []);
    if (shares.length < before.length / 2) return [];
    return now.flatMap((month): Finding[] => {
      const share = shareIn(month);
      if (share === null) return [];
      const { usual, spread } = usualOf(shares, () => LEAST_SPREAD);
      const noise = Math.sqrt((usual * (1 - usual)) / month.profile.rows);
      const off = Math.abs(share - usual);
      if (off <= Number(change ?? '0.05') || off <= (z ?? 8) * Math.hypot(spread, noise)) return [];
      const found = { now: percent(share), usual: percent(usual) };
      const rows = month.profile.nulls[column] ?? 0;
      const of = month.profile.rows;
      return [{ check: 'null_rate', table: table.id, subject: column, found, rows, of, since: `${month.month}-01` }];
    });
  });
};

function firstDays(month: string, { days }: Pick<Evidence, 'days'>): DayProfile {
  const own = Object.entries(days).filter(([day]) => monthOf(day) === month && Number(day.slice(8)) <= FIRST_DAYS);
  return addUpDays(own.map(([, profile]) => profile));
}

function shareOf({ rows, nulls }: DayProfile, column: string, leastRows: number): number | null {
  return rows < Math.max(1, leastRows) ? null : (nulls[column] ?? 0) / rows;
}

function percent(share: number): string {
  return (share * 100).toFixed(1);
}
