// Evaluates one KPI for one subject and period: sums from the cube, one division in exact rationals, and the reasons why
// a value is missing or to be read with care. A missing measure makes the value missing, never 0.
import type { Arm, Computation, Kpi } from '../definitions/definitions.ts';
import { type Expression, evaluateExpression, type Operand, operandsOf } from '../definitions/expression.ts';
import { Fraction } from '../exact.ts';
import { cutName, expressionsOf, TOTAL_CUT } from '../facts/cuts.ts';
import type { Period } from '../periods/period.ts';
import { monthsOf } from '../periods/ranges.ts';
import { NOTES, type Note } from '../snapshot/shape.ts';
import { isMaturing } from './doubts.ts';
import { percentileOf } from './percentile.ts';
import type { Amount, Reading } from './reading.ts';
import { type Subject, WHOLE_SHOP } from './subject.ts';
import { sumTargets } from './targets.ts';

export type Evaluated = {
  value: Amount;
  numerator: Amount;
  denominator: Amount;
  sample: Amount;
  censored: Amount;
  /** value = numerator / denominator × factor. */
  factor: Fraction;
  /** Fewer answered than the shop's least share of those who were asked. */
  lowResponse?: boolean;
  notes: Note[];
};

/** Notes that leave a value standing; any other one takes it away. */
const KEEPS_VALUE: Note[] = ['censored', 'insufficient_sample', 'part_month', 'no_target', 'provisional'];

export function evaluateKpi(kpi: Kpi, subject: Subject, period: Period, reading: Reading): Evaluated {
  const computation = computationFor(kpi, subject);
  const missing = missingReason(computation, kpi, subject, period, reading);
  if (missing !== null) return valueless([missing]);
  const doubts = reading.doubts(kpi, period);
  if (doubts.blockedBy.length > 0) return valueless(['blocked']);
  const read = (expression: Expression | null): Amount =>
    expression === null ? null : readSums(expression, subject, period, reading);
  if (isWithheld(kpi, read(computation.withheldBy))) return valueless(['withheld']);
  const sample = read(computation.sample);
  const excluded = read(computation.excluded) ?? new Fraction(0);
  const core = computeFormula(computation, { read, sample, excluded, subject, period, reading });
  const factor = computation.factor === null ? new Fraction(1) : read(computation.factor);
  const notes = new Set<Note>(core.notes);
  if (exceeds(excluded, sample?.add(excluded) ?? null, reading.definitions.shop.parameters.maxBadRowsShare))
    notes.add('blocked');
  // A factor that divides by zero is no factor of 1.
  if (factor === null) notes.add('zero_denominator');
  const blocked = core.value === null || [...notes].some((note) => !KEEPS_VALUE.includes(note));
  if (!blocked) {
    const isMean = computation.formula.form === 'ratio';
    if (isMean && exceeds(core.censored, sample, reading.definitions.shop.parameters.maxCensoredShare))
      notes.add('censored');
    if (sample !== null && sample.compare(leastSample(kpi, period, reading)) < 0) notes.add('insufficient_sample');
    if (isMaturing(kpi, period, reading.asOf) || doubts.provisional.length > 0) notes.add('provisional');
  }
  return {
    ...core,
    value: blocked || factor === null ? null : (core.value as Fraction).mul(factor),
    sample,
    factor: factor ?? new Fraction(1),
    lowResponse: isBelow(sample, read(computation.asked), reading.definitions.shop.parameters.minResponseRate),
    notes: NOTES.filter((note) => notes.has(note)),
  };
}

/** An expression over the sums of the whole shop; null where something that it names has no figures in the period. */
export function readTotal(expression: Expression, period: Period, reading: Reading): Amount {
  const gaps = operandsOf(expression).map((operand) =>
    operand.kind === 'measure' ? gapOf(operand, TOTAL_CUT, period, reading) : null,
  );
  return gaps.some((gap) => gap !== null) ? null : readSums(expression, WHOLE_SHOP, period, reading);
}

/** Are there people behind the value, but so few that it would tell of each of them? */
function isWithheld({ withheldBelow }: Kpi, people: Amount): boolean {
  return withheldBelow !== null && people !== null && people.n > 0n && people.compare(withheldBelow) < 0;
}

/** The minimum sample; of daily states it is a share of the days, rounded up. */
export function leastSample({ minSample }: Kpi, { days }: Period, { definitions }: Reading): Fraction {
  if (minSample !== 'covered_days') return new Fraction(minSample);
  return new Fraction(definitions.shop.parameters.minSnapshotCoverage).mul(days).ceil();
}

/** The computation of the total, or of the slice where the subject is a member. */
export function computationFor(kpi: Kpi, { dimension }: Subject): Computation {
  if (dimension === null) return kpi;
  const slice = kpi.slices.find((candidate) => candidate.dimension === dimension);
  if (!slice) throw new Error(`${kpi.id} is not sliced by ${dimension}`);
  return slice;
}

function missingReason(
  computation: Computation,
  kpi: Kpi,
  { dimension, column }: Subject,
  period: Period,
  reading: Reading,
): Note | null {
  if (dimension === null && !kpi.hasTotal) return 'members_only';
  const cut = column ?? TOTAL_CUT;
  const reasons = expressionsOf(computation)
    .flatMap(operandsOf)
    .flatMap((operand) => (operand.kind === 'measure' ? [gapOf(operand, cut, period, reading)] : []));
  return reasons.includes('unavailable') ? 'unavailable' : reasons.includes('no_history') ? 'no_history' : null;
}

function gapOf(operand: Operand & { kind: 'measure' }, cut: string, period: Period, reading: Reading): Note | null {
  if (!reading.cube.has(operand.fact, operand.measure)) return 'unavailable';
  const read = operand.yearAgo ? reading.yearBefore(period) : period;
  if (!reading.cube.covers(operand.fact, read.id, cut)) return 'no_history';
  return reading.gap(operand.fact, read);
}

type Inputs = {
  read(expression: Expression | null): Amount;
  sample: Amount;
  excluded: Fraction;
  subject: Subject;
  period: Period;
  reading: Reading;
};

type Core = Pick<Evaluated, 'value' | 'numerator' | 'denominator' | 'censored' | 'notes'>;

function computeFormula({ formula, censored }: Computation, inputs: Inputs): Core {
  if (formula.form === 'percentile') return computePercentile(formula, inputs);
  if (formula.form === 'experiment') return computeLift(formula, inputs);
  if (formula.form === 'value') {
    const value = inputs.read(formula.value);
    const notes = value === null ? reasonsOf(formula.value) : [];
    return { value, numerator: value, denominator: null, censored: null, notes };
  }
  const numerator = inputs.read(formula.numerator);
  const denominator = inputs.read(formula.denominator);
  const counted = { numerator, denominator, censored: inputs.read(censored) };
  if (numerator === null || denominator === null || denominator.s <= 0n || denominator.n === 0n) {
    const notes = denominator === null ? reasonsOf(formula.denominator) : (['zero_denominator'] as Note[]);
    return { value: null, ...counted, notes };
  }
  return { value: numerator.div(denominator), ...counted, notes: [] };
}

/** By how much the treatment's rate lies above the control's, as a share of the control's. */
function computeLift(formula: Extract<Computation['formula'], { form: 'experiment' }>, { read }: Inputs): Core {
  const rateOf = ({ conversions, units }: Arm): Amount => {
    const [converted, all] = [read(conversions), read(units)];
    return converted === null || all === null || all.n === 0n ? null : converted.div(all);
  };
  const [control, treatment] = [rateOf(formula.control), rateOf(formula.treatment)];
  const numerator = control === null || treatment === null ? null : treatment.sub(control);
  if (numerator === null || control === null || control.n === 0n)
    return { value: null, numerator, denominator: control, censored: null, notes: ['zero_denominator'] };
  return { value: numerator.div(control), numerator, denominator: control, censored: null, notes: [] };
}

/** Why an expression has no value: it divides by zero, or by a target that nobody set. */
function reasonsOf(expression: Expression): Note[] {
  const namesTarget = operandsOf(expression).some(({ kind }) => kind === 'target');
  return namesTarget ? ['zero_denominator', 'no_target'] : ['zero_denominator'];
}

/** Observations without an outcome stand at +infinity, so that only those that are done cannot look fast. */
function computePercentile(
  formula: Extract<Computation['formula'], { form: 'percentile' }>,
  { sample, excluded, subject, period, reading }: Inputs,
): Core {
  const { fact, measure } = formula.of;
  const histogram = reading.cube.histogram(fact, measure, scopeOf(subject, period));
  const counted = histogram.reduce((sum, { count }) => sum.add(count), new Fraction(0));
  const total = (sample ?? counted).sub(sample === null ? 0 : excluded);
  const censored = total.sub(counted);
  const none = { numerator: null, denominator: null, censored };
  if (total.s <= 0n || total.n === 0n) return { value: null, ...none, notes: ['zero_denominator'] };
  const width = reading.definitions.facts[fact]?.measures[measure]?.width ?? 1;
  const value = percentileOf({ histogram, width }, new Fraction(formula.percentile), total);
  return { value, ...none, notes: value === null ? ['censored'] : [] };
}

/** An expression over the sums of a subject, or of one stratum within it. */
export function readSums(
  expression: Expression,
  subject: Subject,
  period: Period,
  reading: Reading,
  stratum?: { name: string; value: string | null },
): Amount {
  return evaluateExpression(expression, (operand) => {
    if (operand.kind === 'days') return new Fraction(period.days);
    if (operand.kind === 'target') {
      const months = addsUp(operand.kpi, reading) ? monthsOf(period) : [period];
      return sumTargets(months, (month) => reading.targets.find(operand.kpi, subject, month)?.target ?? null);
    }
    const scope = scopeOf(subject, operand.yearAgo ? reading.yearBefore(period) : period);
    const within =
      stratum === undefined
        ? scope
        : { ...scope, cut: cutName({ dimension: scope.cut, stratum: stratum.name }), stratum: stratum.value };
    return reading.cube.number(operand.fact, operand.measure, within);
  });
}

/** Has a longer period the sum of its months' targets as its own? */
function addsUp(kpi: string, { definitions }: Reading): boolean {
  return definitions.kpis[kpi]?.rollup === 'sum';
}

function scopeOf({ column, member }: Subject, period: Period) {
  return { period: period.id, cut: column ?? TOTAL_CUT, member };
}

function isBelow(part: Amount, whole: Amount, share: string): boolean {
  return part !== null && whole !== null && part.compare(whole.mul(share)) < 0;
}

function exceeds(part: Amount, whole: Amount, share: string): boolean {
  if (part === null || whole === null || whole.n === 0n) return false;
  return part.compare(whole.mul(share)) > 0;
}

function valueless(notes: Note[]): Evaluated {
  return {
    value: null,
    numerator: null,
    denominator: null,
    sample: null,
    censored: null,
    factor: new Fraction(1),
    notes,
  };
}
