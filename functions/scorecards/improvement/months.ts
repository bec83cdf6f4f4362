// Calendar months as the plan counts them: `2026-11` and the months before and after it.
import { Temporal } from 'temporal-polyfill';

export function addMonths(month: string, count: number): string {
  return Temporal.PlainYearMonth.from(month).add({ months: count }).toString();
}

/** How many months later `month` is. */
export function monthsSince(earlier: string, month: string): number {
  const [from, to] = [Temporal.PlainYearMonth.from(earlier), Temporal.PlainYearMonth.from(month)];
  return (to.year - from.year) * 12 + to.month - from.month;
}

export function lastDayOf(month: string): string {
  const { daysInMonth } = Temporal.PlainYearMonth.from(month);
  return `${month}-${daysInMonth}`;
}
