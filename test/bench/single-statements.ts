// The way that is compared with: one statement a KPI and slice, each with its own measures only, by the same compiler.
import type { Fact, Kpi } from '../../functions/definitions/definitions.ts';
import { operandsOf } from '../../functions/definitions/expression.ts';
import { compileFact } from '../../functions/facts/compile-fact.ts';
import { cutsByFact, expressionsOf, factsReadYearAgo } from '../../functions/facts/cuts.ts';
import type { Bench } from './open-bench.ts';

export type Asked = { id: string; sql: string };

export function singleStatements({ definitions, request, planned, present }: Omit<Bench, 'engine'>): Asked[] {
  const reach = { lookbackDays: definitions.shop.parameters.lookbackDays, scheduledAt: request.asOf };
  return Object.values(definitions.kpis)
    .flatMap(splitKpi)
    .flatMap((kpi) =>
      Object.entries(cutsByFact(definitions, [kpi])).flatMap(([id, cuts]) => {
        const fact = onlyMeasuresOf(kpi, definitions.facts[id] as Fact);
        const isYearAgo = factsReadYearAgo([kpi]).includes(id);
        const periods = isYearAgo ? [...planned.yearsBefore, ...planned.evaluated] : planned.evaluated;
        const compiled = compileFact(fact, {
          definitions,
          present,
          periods,
          cuts,
          reach,
          detailPeriods: planned.detailed,
        });
        const name = `${kpi.id} ${kpi.slices[0]?.dimension ?? 'total'} ${id}`;
        return 'sql' in compiled ? [{ id: name, sql: compiled.sql }] : [];
      }),
    );
}

/** KPI → its total and each of its slices as a KPI of its own. */
function splitKpi(kpi: Kpi): Kpi[] {
  const total = kpi.hasTotal ? [{ ...kpi, slices: [] }] : [];
  return [...total, ...kpi.slices.map((slice) => ({ ...kpi, hasTotal: false, slices: [slice] }))];
}

function onlyMeasuresOf(kpi: Kpi, fact: Fact): Fact {
  const computations = kpi.hasTotal ? [kpi] : kpi.slices;
  const wanted = computations
    .flatMap(expressionsOf)
    .flatMap(operandsOf)
    .flatMap((operand) => (operand.kind === 'measure' && operand.fact === fact.id ? [operand.measure] : []));
  const measures = Object.entries(fact.measures).filter(([name]) => wanted.includes(name));
  return { ...fact, measures: Object.fromEntries(measures) };
}
