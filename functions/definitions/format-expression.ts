// Definitions as people read them again.
import type { Arm, Formula } from './definitions.ts';
import type { Expression } from './expression.ts';
import type { Measure } from './measure.ts';

export function formatExpression(expression: Expression): string {
  if (expression.kind === 'number') return expression.value;
  if (expression.kind === 'days') return 'period.days';
  if (expression.kind === 'target') return `target.${expression.kpi}`;
  if (expression.kind === 'measure') {
    return `${expression.fact}.${expression.measure}${expression.yearAgo ? '[year_ago]' : ''}`;
  }
  const side = (inner: Expression) =>
    inner.kind === 'operation' ? `(${formatExpression(inner)})` : formatExpression(inner);
  return `${side(expression.left)} ${expression.operator} ${side(expression.right)}`;
}

/** Name and text of each part of a formula. */
export function formatFormula(formula: Formula): [string, string][] {
  if (formula.form === 'value') return [['value', formatExpression(formula.value)]];
  if (formula.form === 'percentile') return [[`percentile ${formula.percentile} of`, formatExpression(formula.of)]];
  if (formula.form === 'experiment') {
    const rate = ({ conversions, units }: Arm) => `${formatExpression(conversions)} / ${formatExpression(units)}`;
    return [
      ['control', rate(formula.control)],
      ['treatment', rate(formula.treatment)],
    ];
  }
  return [
    ['numerator', formatExpression(formula.numerator)],
    ['denominator', formatExpression(formula.denominator)],
  ];
}

export function formatMeasure({ aggregate, of, width, weight, where }: Measure): string {
  const inside = [of, width, weight].filter((part) => part !== null).join(', ');
  const call = aggregate === 'count_distinct' ? `count(DISTINCT ${of})` : `${aggregate}(${inside})`;
  return where === null ? call : `${call} where ${where}`;
}
