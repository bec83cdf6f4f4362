// One of the two periods between which a change is explained.
import { type Expression, operandsOf } from '../../definitions/expression.ts';
import { Fraction } from '../../exact.ts';
import type { Period } from '../../periods/period.ts';
import type { Evaluated } from '../evaluate.ts';
import type { Member } from '../members.ts';
import type { Reading } from '../reading.ts';

/** A KPI in one period, in total and by member of each dimension. */
export type Side = { period: Period; evaluated: Evaluated; members: Map<string, Member[]> };

export function differenceOf(before: Side, now: Side): Fraction {
  return (now.evaluated.value ?? new Fraction(0)).sub(before.evaluated.value ?? new Fraction(0));
}

/** Were all measures of some expressions read in a cut, in both periods? */
export function areKnown(expressions: Expression[], cut: string, sides: Side[], reading: Reading): boolean {
  return sides.every(({ period }) =>
    expressions.flatMap(operandsOf).every((operand) => {
      if (operand.kind !== 'measure') return true;
      const { fact, measure, yearAgo } = operand;
      const read = yearAgo ? reading.yearBefore(period) : period;
      return (
        reading.cube.has(fact, measure) && reading.cube.covers(fact, read.id, cut) && reading.gap(fact, read) === null
      );
    }),
  );
}
