// Which cuts of a fact are needed: the total and each dimension by which some KPI is sliced. Never all combinations,
// since grouping sets are what a statement costs.
import { type Computation, type Definitions, EMPLOYEE, type Formula, type Kpi } from '../definitions/definitions.ts';
import { type Expression, operandsOf } from '../definitions/expression.ts';

export const TOTAL_CUT = 'total';

/** Between the dimension and the stratum of a cut's name. */
export const STRATUM_MARK = '*';

/** `dimension` null is the total; a stratum is a second column within the dimension. */
export type Cut = { dimension: string | null; stratum: string | null };

/** Fact → its cuts, for a set of KPIs, total first, then in the fact's own order of dimensions. */
export function cutsByFact(definitions: Definitions, kpis: Kpi[]): Record<string, Cut[]> {
  const wanted = new Map<string, Set<string>>();
  const want = (fact: string, cut: Cut) => {
    const set = wanted.get(fact) ?? new Set<string>();
    wanted.set(fact, set.add(cutName(cut)));
  };
  for (const kpi of kpis) {
    for (const fact of factsOf(kpi)) if (kpi.hasTotal) want(fact, { dimension: null, stratum: null });
    for (const slice of kpi.slices) {
      const stratum = kpi.strata[slice.dimension] ?? null;
      for (const fact of factsOf(slice)) {
        want(fact, { dimension: slice.column, stratum: null });
        if (stratum !== null) want(fact, { dimension: slice.column, stratum });
      }
    }
    for (const { fact, dimension } of cutsOfDrivers(kpi)) want(fact, { dimension, stratum: null });
  }
  return Object.fromEntries(
    Object.values(definitions.facts).flatMap(({ id, dimensions, alwaysCut }) => {
      const asked = wanted.get(id);
      if (!asked) return [];
      const names = new Set([...asked, ...alwaysCut]);
      const all: Cut[] = [
        { dimension: null, stratum: null },
        ...dimensions.flatMap((dimension) => [null, ...dimensions].map((stratum) => ({ dimension, stratum }))),
      ];
      return [[id, all.filter((cut) => names.has(cutName(cut)))]];
    }),
  );
}

/** Cuts of the facts from whose measures a change is explained. */
function cutsOfDrivers({ drivers, slices }: Kpi): { fact: string; dimension: string | null }[] {
  return drivers.flatMap((driver): { fact: string; dimension: string | null }[] => {
    if (driver.method !== 'price_volume_mix') {
      const named = driver.method === 'orders_and_value' ? [driver.orders] : [driver.visits, driver.orders];
      return named.map(({ fact }) => ({ fact, dimension: null }));
    }
    const slice = slices.find(({ dimension }) => dimension === driver.by);
    return slice ? [{ fact: driver.quantity.fact, dimension: slice.column }] : [];
  });
}

/** The fact that says who worked when, as what; `employee` is one of its cuts. */
export const STAFF = 'staff';

/** Are people scored at all? */
export function hasPeople({ scorecards }: Pick<Definitions, 'scorecards'>): boolean {
  return Object.values(scorecards).some(({ subject }) => subject === EMPLOYEE);
}

/**
 * The cuts of a run: those of its KPIs and, though no KPI may ask, where people are scored who they are, and the totals
 * that are held against the ledger.
 */
export function cutsOfRun(definitions: Definitions, kpis: Kpi[]): Record<string, Cut[]> {
  const cuts = withTotals(cutsByFact(definitions, kpis), factsOfReconciliation(definitions));
  const staff = definitions.facts[STAFF];
  if (STAFF in cuts || staff === undefined || !hasPeople(definitions)) return cuts;
  return { ...cuts, [STAFF]: staff.alwaysCut.map((dimension) => ({ dimension, stratum: null })) };
}

function withTotals(cuts: Record<string, Cut[]>, facts: string[]): Record<string, Cut[]> {
  const total: Cut = { dimension: null, stratum: null };
  const lacking = facts.filter((fact) => !cuts[fact]?.some(({ dimension }) => dimension === null));
  return { ...cuts, ...Object.fromEntries(lacking.map((fact) => [fact, [total, ...(cuts[fact] ?? [])]])) };
}

/** Facts that no KPI reads: where there is no ledger, they need not be asked. */
export function factsOfLedgerAlone(definitions: Definitions): string[] {
  const ofKpis = cutsByFact(definitions, Object.values(definitions.kpis));
  return factsOfReconciliation(definitions).filter((fact) => !(fact in ofKpis));
}

/** Facts that are held against the ledger, or explain a difference to it. */
function factsOfReconciliation({ reconciliation }: Pick<Definitions, 'reconciliation'>): string[] {
  const expressions = Object.values(reconciliation).flatMap(({ measured, reasons }) => [
    measured,
    ...reasons.flatMap((reason) => (reason.from === 'measures' ? [reason.amount] : [])),
  ]);
  return [...new Set(expressions.flatMap(measuredFacts))];
}

function measuredFacts(expression: Expression): string[] {
  return operandsOf(expression).flatMap((operand) => (operand.kind === 'measure' ? [operand.fact] : []));
}

/** The name of a cut in the statement's `cut` column. */
export function cutName({ dimension, stratum }: Cut): string {
  if (dimension === null) return TOTAL_CUT;
  return stratum === null ? dimension : `${dimension}${STRATUM_MARK}${stratum}`;
}

/** Every expression of a computation. */
export function expressionsOf(computation: Computation): Expression[] {
  const { factor, sample, censored, excluded, squares, asked, withheldBy } = computation;
  const around = [factor, sample, censored, excluded, squares, asked, withheldBy];
  return [...partsOf(computation.formula), ...around].filter((expression) => expression !== null);
}

/** The expressions of a formula alone. */
export function partsOf(formula: Formula): Expression[] {
  if (formula.form === 'value') return [formula.value];
  if (formula.form === 'ratio') return [formula.numerator, formula.denominator];
  if (formula.form === 'percentile') return [formula.of];
  return [formula.control, formula.treatment].flatMap(({ conversions, units }) => [conversions, units]);
}

export function factsOf(computation: Computation): string[] {
  return [...new Set(expressionsOf(computation).flatMap(measuredFacts))];
}

/** Facts that a KPI also reads for the same period a year earlier. */
export function factsReadYearAgo(kpis: Kpi[]): string[] {
  const operands = kpis.flatMap((kpi) => [kpi, ...kpi.slices].flatMap(expressionsOf)).flatMap(operandsOf);
  return [
    ...new Set(operands.flatMap((operand) => (operand.kind === 'measure' && operand.yearAgo ? [operand.fact] : []))),
  ];
}
