// What a KPI can never be below or above. Sums of counts and amounts without a minus are not negative; whatever is
// subtracted may be.
import type { Kpi } from '../definitions/definitions.ts';
import type { Expression } from '../definitions/expression.ts';
import { Fraction } from '../exact.ts';
import { partsOf } from '../facts/cuts.ts';

export type Bounds = { low: Fraction | null; high: Fraction | null };

export function naturalBounds({ formula, factor, atMost }: Kpi): Bounds {
  const subtracts = [...partsOf(formula), factor].some((expression) => expression !== null && hasMinus(expression));
  return {
    low: subtracts || formula.form === 'experiment' ? null : new Fraction(0),
    high: atMost === null ? null : new Fraction(atMost),
  };
}

function hasMinus(expression: Expression): boolean {
  if (expression.kind !== 'operation') return false;
  return expression.operator === '-' || hasMinus(expression.left) || hasMinus(expression.right);
}
