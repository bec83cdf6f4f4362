// Do rows reach as far as they should? The newest day may lie behind the end of the period by so many days and no more.
import { Temporal } from 'temporal-polyfill';
import type { Judge } from './judge.ts';
import { dayAfter } from './presence.ts';
import { NO_DAY } from './profile.ts';

/** Rows a day from which on a gap of days is no chance. */
const LEAST_A_DAY = 3;

export const judgeFresh: Judge = ({ table, period, rowsByDay }) => {
  const { freshDays } = table.contract;
  const days = Object.keys(rowsByDay).filter((day) => day !== NO_DAY && (rowsByDay[day] ?? 0) > 0);
  const newest = days.sort().at(-1);
  if (freshDays === null || newest === undefined || newest < period.from) return [];
  const expected = Temporal.PlainDate.from(period.to).subtract({ days: freshDays }).toString();
  const rows = days.reduce((sum, day) => sum + (rowsByDay[day] ?? 0), 0);
  if (newest >= expected || rows / days.length < LEAST_A_DAY) return [];
  const found = { newest, expected };
  return [{ check: 'fresh', table: table.id, subject: null, found, rows: null, of: null, since: dayAfter(newest) }];
};
