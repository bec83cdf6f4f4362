// The experiments of a period from the cube, each for itself. What was planned and when it ended stands in the same fact
// under fixed names, beside the counts that the KPI names.
import type { Arm as ArmFormula, Kpi } from '../definitions/definitions.ts';
import { evaluateExpression, operandsOf } from '../definitions/expression.ts';
import { Fraction } from '../exact.ts';
import type { Period } from '../periods/period.ts';
import type { Arm, ExperimentData } from './experiments.ts';
import type { Reading } from './reading.ts';

/** None where the KPI is no experiment, or its fact or cut was not read. */
export function readExperiments(kpi: Kpi, period: Period, { cube, gap }: Reading): ExperimentData[] {
  const { formula, slices } = kpi;
  if (formula.form !== 'experiment') return [];
  const [named] = operandsOf(formula.control.units);
  const [slice] = slices;
  if (named?.kind !== 'measure' || slice === undefined) return [];
  const { fact } = named;
  if (!cube.covers(fact, period.id, slice.column) || gap(fact, period) !== null) return [];
  return cube.members(fact, period.id, slice.column).flatMap((member) => {
    const scope = { period: period.id, cut: slice.column, member };
    const number = (measure: string) => (cube.has(fact, measure) ? cube.number(fact, measure, scope) : new Fraction(0));
    const armOf = (name: 'control' | 'treatment', { units, conversions }: ArmFormula): Arm => {
      const read = (expression: ArmFormula['units']) =>
        evaluateExpression(expression, (operand) =>
          operand.kind === 'measure' ? cube.number(operand.fact, operand.measure, scope) : null,
        ) ?? new Fraction(0);
      return {
        units: read(units),
        conversions: read(conversions),
        plannedUnits: number(`${name}_planned_units`),
        plannedShare: number(`${name}_planned_share`),
      };
    };
    if (member === null) return [];
    const ended = cube.has(fact, 'ended_second') ? cube.text(fact, 'ended_second', scope) : null;
    return [
      {
        experiment: member,
        control: armOf('control', formula.control),
        treatment: armOf('treatment', formula.treatment),
        endedSecond: ended === null ? null : Number(ended),
      },
    ];
  });
}
