// A KPI's formula is whole, and each measure and dimension that it names exists in the fact that it names.
import type { Problem } from '../../problem.ts';
import { type ComputationText, computationsOf } from '../computations.ts';
import type { FactEntry, KpiEntry } from '../draft.ts';
import { type Expression, operandsOf, parseExpression } from '../expression.ts';
import { suggestName } from '../nearest.ts';
import type { Path } from '../yaml-file.ts';
import { wrongNames } from './expression-names.ts';
import { problemAt, type Rule } from './rule.ts';

export const kpiFormsAreWhole: Rule = ({ kpis }) =>
  kpis.flatMap((kpi) => computationsOf(kpi.value).flatMap(({ path, texts }) => wrongForm(kpi, path, texts)));

function wrongForm(kpi: KpiEntry, path: Path, texts: ComputationText): Problem[] {
  const has = (key: keyof ComputationText) => texts[key] !== undefined;
  const forms = [
    has('value'),
    has('numerator') || has('denominator'),
    has('percentile') || has('of'),
    has('control_units'),
  ].filter(Boolean).length;
  const halves = has('numerator') !== has('denominator') || has('percentile') !== has('of');
  const share = Number(texts.percentile ?? 0.5);
  if (forms === 1 && !halves && share > 0 && share < 1) return [];
  const message =
    share <= 0 || share >= 1
      ? `The percentile of ${kpi.id} lies outside 0 to 1.`
      : `The formula of ${kpi.id} is not whole.`;
  const remedy =
    'Give either value, or numerator and denominator, or percentile (between 0 and 1) and of, or experiment.';
  return [problemAt(kpi, path, 'INVALID_EXPRESSION', message, remedy, 'key')];
}

/** Two tests are two questions: pooled they answer none. */
export const experimentsAreNotPooled: Rule = ({ kpis }) =>
  kpis
    .filter(({ value }) => value.experiment !== undefined && value.total)
    .map((kpi) => {
      const message = `KPI ${kpi.id} would add up experiments, each of which answers a question of its own.`;
      return problemAt(kpi, ['experiment'], 'INVALID_EXPRESSION', message, 'Add total: false.', 'key');
    });

export const withholdingIsWhole: Rule = ({ kpis }) =>
  kpis
    .filter(({ value }) => (value.withheld_below === undefined) !== (value.withheld_by === undefined))
    .map((kpi) => {
      const [has, lacks] =
        kpi.value.withheld_below === undefined
          ? (['withheld_by', 'withheld_below'] as const)
          : (['withheld_below', 'withheld_by'] as const);
      const message = `KPI ${kpi.id} has \`${has}\` without \`${lacks}\`, so nothing would be withheld.`;
      return problemAt(kpi, [has], 'INVALID_EXPRESSION', message, `Give ${lacks} too.`, 'key');
    });

export const kpiNamesExist: Rule = ({ kpis, facts }) =>
  kpis.flatMap((kpi) => {
    const byPath = new Map(
      computationsOf(kpi.value).flatMap(({ texts, paths }) =>
        Object.entries(texts).map(
          ([key, text]) => [(paths[key] ?? []).join('/'), { key, text, path: paths[key] ?? [] }] as const,
        ),
      ),
    );
    return [...byPath.values()]
      .filter(({ key }) => key !== 'percentile')
      .flatMap(({ key, text, path }) =>
        wrongNames({ entry: kpi, kind: 'KPI' }, path, text, key === 'of', { facts, kpis }),
      );
  });

export const kpiDimensionsExist: Rule = ({ kpis, facts }) =>
  kpis.flatMap((kpi) => [
    ...computationsOf(kpi.value).flatMap(({ path, texts, column, dimension }, at, all) => {
      if (column === null) return [];
      if (all.findIndex((other) => other.dimension === dimension) < at) {
        const message = `KPI ${kpi.id} is sliced by \`${dimension}\` twice.`;
        return [problemAt(kpi, path, 'DUPLICATE_ID', message, 'Remove one of the two.')];
      }
      const missing = factsOf(texts)
        .map((id) => facts.find((fact) => fact.id === id))
        .find((fact) => fact !== undefined && !fact.value.dimensions.includes(column));
      if (!missing) return [];
      const message = `KPI ${kpi.id} is sliced by \`${column}\`, which ${missing.source.file} does not have.`;
      return [problemAt(kpi, path, 'UNKNOWN_DIMENSION', message, suggestName(column, missing.value.dimensions))];
    }),
    ...wrongStrata(kpi, facts),
  ]);

/** A stratum lies within a slice, and every fact of that slice has it. */
function wrongStrata(kpi: KpiEntry, facts: FactEntry[]): Problem[] {
  const slices = computationsOf(kpi.value).filter(({ dimension }) => dimension !== null);
  return Object.entries(kpi.value.strata).flatMap(([dimension, stratum]): Problem[] => {
    const slice = slices.find((candidate) => candidate.dimension === dimension);
    if (!slice) {
      const message = `KPI ${kpi.id} has strata for \`${dimension}\`, by which it is not sliced.`;
      const remedy = suggestName(
        dimension,
        slices.map((candidate) => candidate.dimension as string),
      );
      return [problemAt(kpi, ['strata', dimension], 'UNKNOWN_DIMENSION', message, remedy, 'key')];
    }
    const missing = factsOf(slice.texts)
      .map((id) => facts.find((fact) => fact.id === id))
      .find((fact) => fact !== undefined && !fact.value.dimensions.includes(stratum));
    if (!missing) return [];
    const message = `KPI ${kpi.id} has the stratum \`${stratum}\`, which ${missing.source.file} does not have.`;
    const remedy = suggestName(stratum, missing.value.dimensions);
    return [problemAt(kpi, ['strata', dimension], 'UNKNOWN_DIMENSION', message, remedy)];
  });
}

function factsOf(texts: ComputationText): string[] {
  const trees = Object.entries(texts)
    .filter(([key]) => key !== 'percentile')
    .map(([, text]) => parseExpression(text))
    .filter((tree): tree is Expression => !('wrong' in tree));
  return [
    ...new Set(trees.flatMap(operandsOf).flatMap((operand) => (operand.kind === 'measure' ? [operand.fact] : []))),
  ];
}
