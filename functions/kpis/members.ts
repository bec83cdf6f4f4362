// The members of a KPI's slice: those with figures or a target, the largest first. Parts add up: rows that belong to
// nobody are a member of their own, and what is not listed is one `other`, exact where the dimension partitions the rows.
import type { Fact, Formula, Kpi, Slice } from '../definitions/definitions.ts';
import { operandsOf } from '../definitions/expression.ts';
import { formatFormula } from '../definitions/format-expression.ts';
import { Fraction } from '../exact.ts';
import { expressionsOf } from '../facts/cuts.ts';
import type { Period } from '../periods/period.ts';
import { type Evaluated, evaluateKpi } from './evaluate.ts';
import type { Reading } from './reading.ts';

export type Member = { member: string | null; evaluated: Evaluated };

/** A member of a snapshot that stands for all that are not listed. */
const OTHER = 'other';

const ALL_UP_TO = 500;
const LARGEST = 200;

/** Dimensions whose members are people; their figures are stored apart from finance's files. */
export const PEOPLE_DIMENSIONS = ['employee', 'product_owner', 'campaign_owner'];

export function evaluateMembers(kpi: Kpi, slice: Slice, period: Period, reading: Reading): Member[] {
  const ids = new Set(
    readBy(slice, period, reading).flatMap(([fact, read]) => reading.cube.members(fact, read, slice.column)),
  );
  for (const target of targetsOf(slice)) {
    for (const id of reading.targets.members(target, slice.dimension, period)) ids.add(id);
  }
  return [...ids]
    .map((member) => {
      const subject = { dimension: slice.dimension, column: slice.column, member };
      return { member, evaluated: evaluateKpi(kpi, subject, period, reading) };
    })
    .filter(({ evaluated }) => kpi.formula.form === 'experiment' || hasFigures(evaluated))
    .sort(bySize);
}

/** Each fact with each period that it is read for: who was there a year ago only is a member of a change over the year. */
function readBy(slice: Slice, period: Period, reading: Reading): [fact: string, period: string][] {
  return expressionsOf(slice)
    .flatMap(operandsOf)
    .flatMap((operand): [string, string][] =>
      operand.kind === 'measure' ? [[operand.fact, operand.yearAgo ? reading.yearBefore(period).id : period.id]] : [],
    );
}

/** The members as they are listed, and `other` for the rest where it is exact. */
export function listMembers(kpi: Kpi, slice: Slice, members: Member[], total: Evaluated, reading: Reading): Member[] {
  if (members.length <= ALL_UP_TO) return members;
  const listed = members.slice(0, LARGEST);
  if (!partitions(kpi, slice, reading)) return listed;
  return [...listed, { member: OTHER, evaluated: remainder(total, listed, kpi) }];
}

/** Do the members' sums add up to the total's? Not where an order may belong to two of them. */
export function partitions(kpi: Kpi, slice: Slice, { definitions }: Reading): boolean {
  if (slice.formula.form === 'percentile' || !sameFormula(slice.formula, kpi.formula)) return false;
  // What is withheld of one member would follow from the others.
  if (kpi.withheldBelow !== null) return false;
  const around = { sample: null, censored: null, excluded: null, squares: null, asked: null, withheldBy: null };
  return expressionsOf({ ...slice, ...around })
    .flatMap(operandsOf)
    .every(
      (operand) =>
        operand.kind !== 'target' &&
        (operand.kind !== 'measure' || addsUp(definitions.facts[operand.fact], operand.measure)),
    );
}

/** A slice may say that something else is computed for its members. */
function sameFormula(a: Formula, b: Formula): boolean {
  return formatFormula(a).join() === formatFormula(b).join();
}

function addsUp(fact: Fact | undefined, measure: string): boolean {
  const aggregate = fact?.measures[measure]?.aggregate;
  return fact?.per === null && (aggregate === 'count' || aggregate === 'sum');
}

function remainder(total: Evaluated, listed: Member[], kpi: Kpi): Evaluated {
  const rest = (key: 'numerator' | 'denominator' | 'sample' | 'censored') => {
    const whole = total[key];
    if (whole === null) return null;
    return listed.reduce((left, { evaluated }) => left.sub(evaluated[key] ?? 0), whole);
  };
  const [numerator, denominator] = [rest('numerator'), rest('denominator')];
  const divided = kpi.formula.form === 'ratio' && denominator !== null && denominator.s > 0n && denominator.n > 0n;
  const value = kpi.formula.form === 'value' ? numerator : divided ? (numerator?.div(denominator) ?? null) : null;
  return {
    value: value === null ? null : value.mul(total.factor),
    numerator,
    denominator,
    sample: rest('sample'),
    censored: rest('censored'),
    factor: total.factor,
    notes: value === null ? ['zero_denominator'] : [],
  };
}

function hasFigures({ value, numerator, denominator, notes }: Evaluated): boolean {
  return (
    notes.includes('withheld') || [value, numerator, denominator].some((amount) => amount !== null && amount.n !== 0n)
  );
}

function bySize(a: Member, b: Member): number {
  const size = ({ evaluated }: Member) => evaluated.sample ?? evaluated.numerator?.abs() ?? new Fraction(0);
  return size(b).compare(size(a)) || compareIds(a.member, b.member);
}

function compareIds(a: string | null, b: string | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return a < b ? -1 : a > b ? 1 : 0;
}

function targetsOf(slice: Slice): string[] {
  return expressionsOf(slice)
    .flatMap(operandsOf)
    .flatMap((operand) => (operand.kind === 'target' ? [operand.kpi] : []));
}
