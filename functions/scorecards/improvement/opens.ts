// When figures open an item: the KPI is off target now, and was in enough of its last scored months. One bad month is
// chance, and months up to the end of an earlier item have had their answer.
import type { Parameters } from '../../definitions/definitions.ts';
import { addMonths } from './months.ts';
import type { PlanLine } from './plan-line.ts';

const SPAN_MONTHS = 6;

/** `endedIn`: the month in which the last item of the KPI was closed or cancelled, or null. */
export function opensByRule(
  { off, past, gainPoints }: PlanLine,
  month: string,
  endedIn: string | null,
  { openRule }: Pick<Parameters, 'openRule'>,
): boolean {
  if (off !== true || gainPoints === null) return false;
  const first = addMonths(month, 1 - SPAN_MONTHS);
  const earlier = past
    .filter((one) => one.off !== null && one.period < month && one.period >= first)
    .filter(({ period }) => endedIn === null || period > endedIn)
    .sort((a, b) => (a.period < b.period ? 1 : -1))
    .slice(0, openRule.of - 1);
  return 1 + earlier.filter((one) => one.off).length >= openRule.off;
}
