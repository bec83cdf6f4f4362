// Are cells as often empty as usual, and marks as often true? An outcome of which the newest rows know nothing yet is
// looked at in the first days of the month alone, by when the outcomes of most rows are in.
import type { Column } from '../definitions/definitions.ts';
import type { Finding } from './finding.ts';
import { addUpDays, type History, historyOf, type Month } from './history.ts';
import type { Evidence, Judge } from './judge.ts';
import { type DayProfile, monthOf } from './profile.ts';
import { isUnusualShare, type Limits, limitsOf, median, type Usual, usualOf } from './usual.ts';

/** No share is evener than that from month to month. */
const LEAST_SPREAD = 0.005;
const FIRST_DAYS = 10;
/** Of a column that is practically never empty: a share that it has never had, and one that it must not have. */
const NEVER = 0.001;
const SOME = 0.01;

type Share = { share: number; rows: number };

/** A share of the rows that is watched. */
type Watched = { check: 'null_rate' | 'true_rate'; count: 'nulls' | 'trues'; isOf(column: Column): boolean };

const EMPTY: Watched = { check: 'null_rate', count: 'nulls', isOf: ({ nullable }) => nullable };
const TRUE: Watched = { check: 'true_rate', count: 'trues', isOf: ({ type }) => type === 'boolean' };

export const judgeNulls: Judge = (evidence) => judgeShares(EMPTY, evidence);
export const judgeTrues: Judge = (evidence) => judgeShares(TRUE, evidence);

function judgeShares({ check, count, isOf }: Watched, evidence: Evidence): Finding[] {
  const { table, columns, ruleOf } = evidence;
  if (table.partition === 'none' || table.sparse) return [];
  const limits = limitsOf(ruleOf(check));
  const history = historyOf(evidence);
  const watched = Object.entries(table.columns).filter(([name, column]) => isOf(column) && columns.includes(name));
  return watched.flatMap(([column]) => {
    const countIn = (month: Month) => {
      const { rows, [count]: counts } = looked(month, column, evidence);
      return { rows, own: counts?.[column] ?? 0 };
    };
    const shareIn = (month: Month): Share | null => {
      const { rows, own } = countIn(month);
      return rows < limits.leastRows ? null : { share: own / rows, rows };
    };
    const before = history.before.flatMap((month) => shareIn(month)?.share ?? []);
    if (before.length === 0 || before.length < history.before.length / 2) return [];
    return history.now.flatMap((month): Finding[] => {
      const now = shareIn(month);
      if (now === null || !isOdd(now, before, usualShare(before, month.month, history, shareIn), limits)) return [];
      const found = { now: percent(now.share), usual: percent(median(before)) };
      const { own, rows: of } = countIn(month);
      const since = `${month.month}-01`;
      return [{ check, table: table.id, subject: column, found, rows: own, of, since }];
    });
  });
}

function isOdd({ share, rows }: Share, before: number[], usual: Usual, limits: Limits): boolean {
  if (Math.max(...before) <= NEVER) return share > SOME;
  const noise = Math.sqrt((usual.usual * (1 - usual.usual)) / rows);
  return isUnusualShare(share, { ...usual, spread: Math.hypot(usual.spread, noise) }, limits);
}

function usualShare(
  before: number[],
  month: string,
  { yearAgo }: History,
  shareIn: (month: Month) => Share | null,
): Usual {
  const { usual, spread } = usualOf(before, () => LEAST_SPREAD);
  const ago = yearAgo(month);
  const same = ago && shareIn(ago.same);
  const around = ago?.around.flatMap((other) => shareIn(other)?.share ?? []) ?? [];
  return { usual, spread, inSeason: same && around.length > 0 ? usual + same.share - median(around) : null };
}

function looked(month: Month, column: string, { table, days }: Evidence): DayProfile {
  if (!table.contract.outcomes.includes(column)) return month.profile;
  const first = Object.entries(days).filter(
    ([day]) => monthOf(day) === month.month && Number(day.slice(8)) <= FIRST_DAYS,
  );
  return addUpDays(first.map(([, profile]) => profile));
}

function percent(share: number): string {
  return (share * 100).toFixed(1);
}
