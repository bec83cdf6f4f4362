// The cells of all statements: period × cut × member → measure. Cells stay text until they are asked for, so that a
// million of them cost little and none becomes a float.
import { Fraction, parseDecimal } from '../exact.ts';
import type { Cell } from '../ports.ts';
import type { Statement } from './compile-fact.ts';
import { STRATUM_MARK } from './cuts.ts';

/** `stratum` only in a cut such as `employee*category`; null there is what belongs to no stratum. */
export type Scope = { period: string; cut: string; member: string | null; stratum?: string | null };

/** Count of observations by lower edge of their bucket, ascending. */
export type Histogram = { edge: Fraction; count: Fraction }[];

type Strata = Map<string | null, (string | null)[]>;

type FactCells = {
  measures: Map<string, number>;
  rows: Map<string, Cell[]>;
  members: Map<string, Set<string | null>>;
  strata: Map<string, Strata>;
};

export type Cube = {
  /** False where the fact or the measure is unavailable because its table is absent. */
  has(fact: string, measure: string): boolean;
  /** A count or sum; 0 where the scope has no rows. Exact. */
  number(fact: string, measure: string, scope: Scope): Fraction;
  /** Null where the scope has no rows, as for max(). */
  text(fact: string, measure: string, scope: Scope): string | null;
  histogram(fact: string, measure: string, scope: Scope): Histogram;
  /** Members with rows in a period's cut; null is "nobody". */
  members(fact: string, period: string, cut: string): (string | null)[];
  /** Each member's strata in a period's cut such as `employee*category`. */
  strata(fact: string, period: string, cut: string): ReadonlyMap<string | null, readonly (string | null)[]>;
  /** Was the cut asked for in this period? Where not, its cells are unknown, not 0. */
  covers(fact: string, period: string, cut: string): boolean;
};

export type FactRows = {
  statement: Pick<Statement, 'fact' | 'measures'>;
  rows: Cell[][];
  periods: string[];
  large?: Large;
};

/** Dimensions that were cut for some periods only. */
export type Large = { dimensions: string[]; periods: string[] };

/** Rows are period, cut, member, stratum, then the measures in the statement's order. */
export function buildCube(results: FactRows[]): Cube {
  const facts = new Map(results.map(({ statement, rows }) => [statement.fact, indexRows(statement.measures, rows)]));
  const asked = new Map(results.map((result) => [result.statement.fact, result]));
  const cell = (fact: string, measure: string, scope: Scope): Cell => {
    const cells = facts.get(fact);
    const column = cells?.measures.get(measure);
    if (cells === undefined || column === undefined) throw new Error(`no measure ${fact}.${measure} in the cube`);
    return cells.rows.get(rowKey(scope))?.[column] ?? null;
  };
  return {
    has: (fact, measure) => facts.get(fact)?.measures.has(measure) ?? false,
    number(fact, measure, scope) {
      const text = cell(fact, measure, scope);
      return text === null ? new Fraction(0) : parseDecimal(text);
    },
    text: cell,
    histogram: (fact, measure, scope) => readHistogram(cell(fact, measure, scope)),
    members: (fact, period, cut) => [...(facts.get(fact)?.members.get(`${period}\n${cut}`) ?? [])],
    strata: (fact, period, cut) => facts.get(fact)?.strata.get(`${period}\n${cut}`) ?? new Map(),
    covers(fact, period, cut) {
      const statement = asked.get(fact);
      if (!statement?.periods.includes(period)) return false;
      const { large } = statement;
      return !large?.dimensions.includes(cut) || large.periods.includes(period);
    },
  };
}

function indexRows(measures: string[], rows: Cell[][]): FactCells {
  const cells: FactCells = {
    measures: new Map(measures.map((name, at) => [name, at])),
    rows: new Map(),
    members: new Map(),
    strata: new Map(),
  };
  for (const [period, cut, member = null, stratum = null, ...values] of rows) {
    const key = `${period}\n${cut}`;
    const scope = { period: period as string, cut: cut as string, member };
    if (cut?.includes(STRATUM_MARK)) {
      cells.rows.set(rowKey({ ...scope, stratum }), values);
      const strata = cells.strata.get(key) ?? new Map<string | null, (string | null)[]>();
      const own = strata.get(member) ?? [];
      own.push(stratum);
      cells.strata.set(key, strata.set(member, own));
    } else {
      cells.rows.set(rowKey(scope), values);
      const known = cells.members.get(key) ?? new Set();
      cells.members.set(key, known.add(member));
    }
  }
  return cells;
}

/** A member may hold any text, so nobody gets a key that no text can have; so does a row of no stratum. */
function rowKey({ period, cut, member, stratum }: Scope): string {
  const key = `${period}\n${cut}\n${named(member)}`;
  return stratum === undefined ? key : `${key}\n${named(stratum)}`;
}

function named(text: string | null): string {
  return text === null ? '' : `=${text}`;
}

/** `{"3600": 5, "0": 3}` by ascending edge. */
function readHistogram(text: Cell): Histogram {
  if (text === null) return [];
  const counts = JSON.parse(text) as Record<string, number> | null;
  return Object.entries(counts ?? {})
    .map(([edge, count]) => ({ edge: parseDecimal(edge), count: new Fraction(count) }))
    .sort((a, b) => a.edge.compare(b.edge));
}
