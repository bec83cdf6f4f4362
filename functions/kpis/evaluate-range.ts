// A KPI over a longer period, by its own formula. A range that begins before the first rows has no value: a year of which
// half is missing would look like a bad year.
import type { Kpi } from '../definitions/definitions.ts';
import { operandsOf } from '../definitions/expression.ts';
import { expressionsOf } from '../facts/cuts.ts';
import type { Period } from '../periods/period.ts';
import { monthsOf } from '../periods/ranges.ts';
import { type Evaluated, evaluateKpi } from './evaluate.ts';
import type { Reading } from './reading.ts';
import { WHOLE_SHOP } from './subject.ts';

/** Null where there is no value. */
export function evaluateRange(kpi: Kpi, range: Period, reading: Reading): Evaluated | null {
  const beginsTooEarly = expressionsOf(kpi)
    .flatMap(operandsOf)
    .some((operand) => {
      if (operand.kind !== 'measure') return false;
      const [first] = monthsOf(operand.yearAgo ? reading.yearBefore(range) : range);
      return first !== undefined && reading.gap(operand.fact, first) !== null;
    });
  if (beginsTooEarly) return null;
  const evaluated = evaluateKpi(kpi, WHOLE_SHOP, range, reading);
  return evaluated.value === null ? null : evaluated;
}
