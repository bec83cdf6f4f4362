// Which canonical tables the figures of a KPI come from: those that the facts of its formulas reach. What a check finds
// in a table concerns these KPIs and no others.
import type { Computation, Definitions, Kpi } from '../definitions/definitions.ts';
import { operandsOf } from '../definitions/expression.ts';
import { expressionsOf } from './cuts.ts';
import { reachedTables } from './relations.ts';

export type TablesOfKpi = {
  /** Without rows of these it has no value. */
  needed: string[];
  /** Those, and the ones by whose rows its value would be another. */
  decisive: string[];
  /** Everything that its statements read: rows that stand twice multiply whatever is joined to them. */
  read: string[];
};

export function tablesOfKpi(kpi: Kpi, definitions: Definitions): TablesOfKpi {
  const own = kpi.hasTotal ? [kpi] : kpi.slices;
  const all = kpi.hasTotal ? [kpi, ...kpi.slices] : kpi.slices;
  return {
    needed: tablesOf(own, definitions, (lost, measure) => lost === undefined || lost.includes(measure)),
    // A table of which no measure is lost alone is one that refines them all.
    decisive: tablesOf(all, definitions, (lost, measure) => !lost?.length || lost.includes(measure)),
    read: tablesOf(all, definitions, () => true),
  };
}

/** `lost`: the measures that a fact lacks without a table which it may do without. */
function tablesOf(
  computations: readonly Computation[],
  definitions: Definitions,
  counts: (lost: readonly string[] | undefined, measure: string) => boolean,
): string[] {
  const tables = computations
    .flatMap(expressionsOf)
    .flatMap(operandsOf)
    .flatMap((operand) => {
      if (operand.kind === 'target') return ['targets'];
      if (operand.kind !== 'measure') return [];
      const fact = definitions.facts[operand.fact];
      const reached = reachedTables(fact?.rows ?? '', definitions);
      return reached.filter((table) => counts(fact?.optional[table], operand.measure));
    });
  return Object.keys(definitions.tables).filter((table) => tables.includes(table));
}
