// A KPI as people look it up: what it means, how it is computed, who answers for it, and where it counts. Pure: from the
// definitions alone, so that a catalogue can never say otherwise than what is computed.
import type { Computation, Definitions, Kpi, TargetValues } from '../definitions/definitions.ts';
import { operandsOf } from '../definitions/expression.ts';
import { formatExpression, formatFormula, formatMeasure } from '../definitions/format-expression.ts';
import { expressionsOf } from '../facts/cuts.ts';

export type KpiDescription = {
  id: string;
  family: string;
  name: Record<string, string>;
  definition: Record<string, string>;
  source: string | null;
  owner: Record<string, string>;
  unit: Kpi['unit'];
  better: Kpi['better'];
  decimals: number;
  rollup: Kpi['rollup'];
  /** Name and text of each part. */
  formula: [string, string][];
  /** What is counted or summed under each name of the formula. */
  measures: { measure: string; definition: string }[];
  minSample: Kpi['minSample'];
  maturityDays: number;
  total: boolean;
  /** The formula only where it is another one than that of the whole. */
  slices: { dimension: string; formula: [string, string][] | null; stratum: string | null }[];
  target: TargetValues | null;
  cards: { scorecard: string; weight: string; windowMonths: number; target: TargetValues | null }[];
  /** Scorecards that print it and do not score it. */
  shownOn: string[];
};

export function describeKpi(kpi: Kpi, definitions: Definitions): KpiDescription {
  const formula = formulaOf(kpi);
  const cards = Object.values(definitions.scorecards);
  return {
    id: kpi.id,
    family: kpi.family,
    name: kpi.name,
    definition: kpi.definition,
    source: kpi.source,
    owner: kpi.owner,
    unit: kpi.unit,
    better: kpi.better,
    decimals: kpi.decimals,
    rollup: kpi.rollup,
    formula,
    measures: measuresOf(kpi, definitions),
    minSample: kpi.minSample,
    maturityDays: kpi.maturityDays,
    total: kpi.hasTotal,
    slices: kpi.slices.map((slice) => {
      const own = formulaOf(slice);
      const isSame = JSON.stringify(own) === JSON.stringify(formula);
      return {
        dimension: slice.dimension,
        formula: isSame ? null : own,
        stratum: kpi.strata[slice.dimension] ?? null,
      };
    }),
    target: givenTarget(kpi.target),
    cards: cards.flatMap(({ id, lines }) =>
      lines
        .filter((line) => line.kpi === kpi.id)
        .map(({ weight, windowMonths, target }) => ({
          scorecard: id,
          weight,
          windowMonths,
          target: givenTarget(target),
        })),
    ),
    shownOn: cards.filter(({ shown }) => shown.includes(kpi.id)).map(({ id }) => id),
  };
}

function formulaOf({ formula, factor, sample, censored, excluded }: Computation): [string, string][] {
  const optional = { factor, sample, censored, excluded };
  return [
    ...formatFormula(formula),
    ...Object.entries(optional).flatMap(([name, expression]): [string, string][] =>
      expression === null ? [] : [[name, formatExpression(expression)]],
    ),
  ];
}

function measuresOf(kpi: Kpi, { facts }: Definitions): KpiDescription['measures'] {
  const operands = [kpi, ...kpi.slices].flatMap(expressionsOf).flatMap(operandsOf);
  const found = new Map<string, string>();
  for (const operand of operands) {
    if (operand.kind !== 'measure') continue;
    const measure = facts[operand.fact]?.measures[operand.measure];
    if (measure) found.set(`${operand.fact}.${operand.measure}`, formatMeasure(measure));
  }
  return [...found].map(([measure, definition]) => ({ measure, definition }));
}

function givenTarget(target: TargetValues): TargetValues | null {
  return Object.values(target).some((value) => value !== null) ? target : null;
}
