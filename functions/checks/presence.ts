// Has the table rows for the period at all? One that had some before and has none now holds the run.
import { Temporal } from 'temporal-polyfill';
import type { Judge } from './judge.ts';
import { NO_DAY } from './profile.ts';

/** Records that people write may stay empty; what is rare may have none in a period. */
export const judgePresence: Judge = ({ table, period, rowsByDay, published }) => {
  const days = Object.entries(rowsByDay).filter(([, rows]) => rows > 0);
  const isIn = (day: string) => day.slice(0, 7) >= period.from.slice(0, 7) && day.slice(0, 7) <= period.to.slice(0, 7);
  const isMissing =
    table.partition === 'none'
      ? days.length === 0 && (published[NO_DAY]?.rows ?? 0) > 0
      : !table.sparse && !days.some(([day]) => isIn(day)) && days.some(([day]) => day < period.from);
  if (!isMissing) return [];
  const newest =
    days
      .map(([day]) => day)
      .filter((day) => day <= period.to)
      .sort()
      .at(-1) ?? '–';
  return [
    {
      check: 'rows_present',
      table: table.id,
      subject: null,
      found: { from: period.from, to: period.to, newest },
      rows: null,
      of: null,
      since: newest === '–' ? null : dayAfter(newest),
    },
  ];
};

/** The first day of which nothing is there. */
export function dayAfter(day: string): string {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toString();
}
