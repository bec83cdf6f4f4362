// A KPI over a longer period, by its own formula. A range that begins before the first rows has no value: a year of which
// half is missing would look like a bad year.
import type { Kpi } from '../definitions/definitions.ts';
import { operandsOf } from '../definitions/expression.ts';
import { expressionsOf } from '../facts/cuts.ts';
import type { Period } from '../periods/period.ts';
import { firstMonthOf } from '../periods/ranges.ts';
import { type Evaluated, evaluateKpi } from './evaluate.ts';
import type { Reading } from './reading.ts';
import { WHOLE_SHOP } from './subject.ts';

/** Null where there is no value. */
export function evaluateRange(kpi: Kpi, range: Period, reading: Reading): Evaluated | null {
  const measures = expressionsOf(kpi)
    .flatMap(operandsOf)
    .filter((operand) => operand.kind === 'measure');
  const beginsTooEarly = (yearAgo: boolean) => {
    const named = measures.filter((operand) => operand.yearAgo === yearAgo);
    if (named.length === 0) return false;
    const first = firstMonthOf(yearAgo ? reading.yearBefore(range) : range);
    return named.some(({ fact }) => reading.gap(fact, first) !== null);
  };
  if (beginsTooEarly(false) || beginsTooEarly(true)) return null;
  const evaluated = evaluateKpi(kpi, WHOLE_SHOP, range, reading);
  return evaluated.value === null ? null : evaluated;
}
