// What a figure was made of: the parts of its definition, every sum and target that they name with its value, and the
// facts that were asked for them. What nobody may see, or could trust, has no sums here either.
import type { Computation, Kpi } from '../definitions/definitions.ts';
import { type Expression, type Operand, operandsOf } from '../definitions/expression.ts';
import { formatExpression, formatFormula } from '../definitions/format-expression.ts';
import { formatDecimal } from '../exact.ts';
import type { Histogram } from '../facts/cube.ts';
import { expressionsOf, factsOf, TOTAL_CUT } from '../facts/cuts.ts';
import type { Period } from '../periods/period.ts';
import type { Note } from '../snapshot/shape.ts';
import { computationFor, readSums } from './evaluate.ts';
import type { Reading } from './reading.ts';
import type { Subject } from './subject.ts';

/** `value` is a decimal; of a percentile its histogram as JSON, count by lower edge; null: nobody has set this target. */
export type LineageSum = { measure: string; period: string; value: string | null };

export type Lineage = {
  /** Name and text of each part, e.g. `numerator`, `parcels.on_time`. */
  definition: [part: string, text: string][];
  sums: LineageSum[];
  /** Statements that were asked: those of its facts, and `targets` where it reads some. */
  facts: string[];
};

/** Sums would tell what is withheld, repeat what stands twice, or be zeros of what nobody asked for. */
const TELLS_NO_SUMS: readonly Note[] = ['withheld', 'blocked', 'no_history', 'members_only'];

const TARGETS = 'targets';

export function lineageOf(
  kpi: Kpi,
  subject: Subject,
  period: Period,
  reading: Reading,
  notes: readonly Note[],
): Lineage {
  const computation = computationFor(kpi, subject);
  const operands = expressionsOf(computation).flatMap(operandsOf);
  const sums = TELLS_NO_SUMS.some((note) => notes.includes(note))
    ? []
    : operands.flatMap((operand) => sumOf(operand, subject, period, reading) ?? []);
  const named = new Map(sums.map((sum) => [`${sum.measure} ${sum.period}`, sum]));
  const readsTargets = operands.some(({ kind }) => kind === 'target');
  return {
    definition: defineParts(computation),
    sums: [...named.values()],
    facts: [...factsOf(computation), ...(readsTargets ? [TARGETS] : [])],
  };
}

function defineParts(computation: Computation): Lineage['definition'] {
  const { formula, factor, sample, censored, excluded } = computation;
  return [
    ...formatFormula(formula),
    ...optional('factor', factor),
    ...optional('sample', sample),
    ...optional('censored', censored),
    ...optional('excluded', excluded),
  ];
}

function optional(part: string, expression: Expression | null): Lineage['definition'] {
  return expression === null ? [] : [[part, formatExpression(expression)]];
}

/** Null where an absent table takes the measure along, and of a plain number. */
function sumOf(operand: Operand, subject: Subject, period: Period, reading: Reading): LineageSum | null {
  if (operand.kind === 'number') return null;
  if (operand.kind !== 'measure') {
    const value = readSums(operand, subject, period, reading);
    return { measure: formatExpression(operand), period: period.id, value: value && formatDecimal(value) };
  }
  const { fact, measure, yearAgo } = operand;
  if (!reading.cube.has(fact, measure)) return null;
  const read = yearAgo ? reading.yearBefore(period) : period;
  const scope = { period: read.id, cut: subject.column ?? TOTAL_CUT, member: subject.member };
  const isHistogram = reading.definitions.facts[fact]?.measures[measure]?.aggregate === 'histogram';
  const value = isHistogram
    ? writeHistogram(reading.cube.histogram(fact, measure, scope))
    : formatDecimal(reading.cube.number(fact, measure, scope));
  return { measure: `${fact}.${measure}`, period: read.id, value };
}

/** By ascending edge: engines list the buckets in the order in which they met them. */
function writeHistogram(histogram: Histogram): string {
  const steps = histogram.map(({ edge, count }) => `"${formatDecimal(edge)}":${formatDecimal(count)}`);
  return `{${steps.join(',')}}`;
}
