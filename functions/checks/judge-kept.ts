// Is what was published still there? Figures of earlier months must not change because rows were deleted, or loaded again
// under other keys. Versions may come and go: of a key that has any, one is enough.
import { Temporal } from 'temporal-polyfill';
import type { Finding } from './finding.ts';
import type { Judge } from './judge.ts';
import { type DayProfile, NO_DAY } from './profile.ts';

/** Rows of the days just before the period may still arrive late. */
const SETTLED_DAYS = 14;
/** A day that grows by less than that has got some late rows. */
const GROWTH = 1.5;
const GROWN_ROWS = 30;

export const judgeHistoryKept: Judge = ({ table, period, rowsByDay, days, published, ruleOf }) => {
  const { change } = ruleOf('history_kept');
  const settled = Temporal.PlainDate.from(period.from).subtract({ days: SETTLED_DAYS }).toString();
  const changed = Object.entries(published).flatMap(([day, before]) => {
    const now = rowsByDay[day] ?? 0;
    if (before.rows === 0 || now === before.rows) return [];
    const keys = keysNow(days[day] ?? before, before, now);
    const lost = keys < keysOf(before) * (1 - Number(change ?? '0'));
    const isGrown = day !== NO_DAY && day < settled && keys > keysOf(before) * GROWTH + GROWN_ROWS;
    return lost || isGrown ? [{ day, before: keysOf(before), now: keys }] : [];
  });
  if (changed.length === 0) return [];
  const sum = (of: 'before' | 'now') => changed.reduce((total, one) => total + one[of], 0);
  const [first] = changed.map(({ day }) => day).sort();
  const found = {
    n: String(changed.length),
    before: String(sum('before')),
    now: String(sum('now')),
    days: first || '–',
  };
  const finding: Finding = {
    check: 'history_kept',
    table: table.id,
    subject: null,
    found,
    rows: null,
    of: null,
    since: first || null,
  };
  return [finding];
};

/** Of a day that was not looked at again, since no figure of the run reads it, only the rows are known. */
function keysNow(known: DayProfile, before: DayProfile, rows: number): number {
  if (rows === 0) return 0;
  if (known !== before) return keysOf(known);
  return before.newest === undefined ? rows : Math.min(before.newest, rows);
}

function keysOf({ newest, rows, repeated }: DayProfile): number {
  return newest ?? rows - repeated;
}
