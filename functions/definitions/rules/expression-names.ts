// Every name in an expression exists where it is said to be, and each measure is of the form that is needed there.
import type { Problem } from '../../problem.ts';
import type { Entry, FactEntry, KpiEntry } from '../draft.ts';
import { type Expression, operandsOf, parseExpression } from '../expression.ts';
import { parseMeasure } from '../measure.ts';
import { suggestName } from '../nearest.ts';
import type { Path } from '../yaml-file.ts';
import { idsOf, problemAt, problemIn } from './rule.ts';

/** Whose expression it is, and what that is called. */
type Owner = { entry: Entry<unknown>; kind: 'KPI' | 'Rule' };

/** Problems of an expression, each at the word concerned. */
export function wrongNames(
  of: Owner,
  path: Path,
  text: string,
  wantsHistogram: boolean,
  known: { facts: FactEntry[]; kpis: KpiEntry[] },
): Problem[] {
  const { entry, kind } = of;
  const tree = parseExpression(text);
  if ('wrong' in tree) {
    const word = { offset: tree.offset, length: 1 };
    const remedy = 'Allowed: + - * / ( ), numbers, fact.measure, fact.measure[year_ago], target.<kpi>, period.days.';
    return [problemIn(entry, path, word, 'INVALID_EXPRESSION', `${entry.id}: ${tree.wrong}.`, remedy)];
  }
  if (wantsHistogram && tree.kind !== 'measure') {
    return [
      problemAt(entry, path, 'INVALID_EXPRESSION', `A percentile is of one histogram.`, 'Name one fact.measure.'),
    ];
  }
  return operandsOf(tree).flatMap((operand): Problem[] => {
    if (operand.kind === 'target') {
      if (idsOf(known.kpis).includes(operand.kpi)) return [];
      const word = { offset: operand.offset + 'target.'.length, length: operand.kpi.length };
      const message = `${kind} ${entry.id} uses the target of \`${operand.kpi}\`, which is no KPI.`;
      return [problemIn(entry, path, word, 'UNKNOWN_KPI', message, suggestName(operand.kpi, idsOf(known.kpis)))];
    }
    if (operand.kind !== 'measure') return [];
    return wrongMeasure(of, path, operand, wantsHistogram, known.facts);
  });
}

function wrongMeasure(
  of: Owner,
  path: Path,
  operand: Extract<Expression, { kind: 'measure' }>,
  wantsHistogram: boolean,
  facts: FactEntry[],
): Problem[] {
  const { entry, kind } = of;
  const fact = facts.find(({ id }) => id === operand.fact);
  if (!fact) {
    const word = { offset: operand.offset, length: operand.fact.length };
    const message = `${kind} ${entry.id} reads fact \`${operand.fact}\`, which does not exist.`;
    return [problemIn(entry, path, word, 'UNKNOWN_FACT', message, suggestName(operand.fact, idsOf(facts)))];
  }
  const measures = Object.assign({}, ...Object.values(fact.value.measures)) as Record<string, string>;
  const word = { offset: operand.offset + operand.fact.length + 1, length: operand.measure.length };
  const text = measures[operand.measure];
  if (text === undefined) {
    const message = `${kind} ${entry.id} names \`${operand.measure}\`, which ${fact.source.file} does not have.`;
    const remedy = suggestName(operand.measure, Object.keys(measures));
    return [problemIn(entry, path, word, 'UNKNOWN_MEASURE', message, remedy)];
  }
  const measure = parseMeasure(text);
  const isHistogram = !('wrong' in measure) && measure.aggregate === 'histogram';
  if (isHistogram === wantsHistogram) return [];
  const message = isHistogram ? `${operand.measure} is a histogram, not a sum.` : `${operand.measure} is no histogram.`;
  const remedy = isHistogram ? 'Use it in `of` of a percentile.' : 'Name a measure of the form histogram(x, width).';
  return [problemIn(entry, path, word, 'INVALID_EXPRESSION', message, remedy)];
}
