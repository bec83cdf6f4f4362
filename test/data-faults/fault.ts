// A way in which data goes wrong, as data: what happened in a real shop, and the few lines that do it to a lake.
import type { FaultyLake } from './faulty-lake.ts';

export type Fault = {
  id: string;
  /** What happened, as whoever owns the source would tell it afterwards. */
  what: string;
  /** The tables touched. */
  tables: string[];
  /** The KPI whose figure would have been wrong, or `score`: that of the department. */
  figure: string;
  inject(lake: FaultyLake): Promise<void> | void;
  /** The shop has never run before, so that there is nothing to compare with but the lake itself. */
  firstRun?: true;
  /** Nothing is wrong with it: it must pass, and change no figure. */
  harmless?: true;
  /** Why nobody could notice, and what a shop can do about it. */
  unnoticed?: string;
};

/** The month that goes wrong, its days, and some of them. */
export const MONTH = '2026-10';
export const DAYS = daysFrom(1, 31);
export const ONE_DAY = ['2026-10-14'];
export const LAST_DAYS = daysFrom(29, 31);
export const SECOND_HALF = daysFrom(16, 31);
/** Months that were published long ago. */
export const OLD_DAYS = Array.from({ length: 30 }, (_, day) => `2026-06-${String(day + 1).padStart(2, '0')}`);

function daysFrom(first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, day) => `${MONTH}-${String(first + day).padStart(2, '0')}`);
}
