// A scorecard of one subject (docs/arithmetic.md): weights, scores and the total under the coverage rule. A KPI without a score
// takes its weight with it; it never counts as 0 unless the card says so.
import type { Definitions, Parameters, Scorecard, ScorecardLine, TargetValues } from '../definitions/definitions.ts';
import { Fraction, roundHalfUp, roundToTotal } from '../exact.ts';
import type { Evaluated } from '../kpis/evaluate.ts';
import type { Amount } from '../kpis/reading.ts';
import type { Subject } from '../kpis/subject.ts';
import type { TargetTable } from '../kpis/targets.ts';
import type { Period } from '../periods/period.ts';
import type { Note, Status } from '../snapshot/shape.ts';
import { isProrated, prorate } from './fairness/active-share.ts';
import { gradeOf } from './grade.ts';
import { completeLimits, type Limits, scoreValue, statusOf } from './score.ts';

export type TargetSource = 'kpi' | 'scorecard' | 'table';

export type ScoredLine = {
  kpi: string;
  weight: Fraction;
  /** Id of what it was evaluated over. */
  period: string;
  evaluated: Evaluated;
  /** What the score was computed from: the value, where nothing evens it out. */
  scored: Amount;
  limits: Limits | null;
  targetSource: TargetSource | null;
  score: Amount;
  /** Share of the total after unscored lines leave; null where the line is not scored. */
  effectiveWeight: Amount;
  /** Printed points; they add to the printed total. */
  points: Amount;
  status: Status;
  notes: Note[];
};

export type ScoredCard = {
  id: string;
  subject: Subject;
  lines: ScoredLine[];
  /** Weight of the scored lines / 100. */
  coverage: Fraction;
  /** Rounded to two decimals; null below the coverage that a total needs. */
  score: Amount;
  /** The same before rounding. */
  exactScore: Amount;
  grade: string | null;
};

/** `period` is the one whose targets judge; a line may be evaluated over another. */
export type CardContext = { definitions: Definitions; targets: TargetTable; period: Period };

export type LineFigures = {
  evaluated: Evaluated;
  /** What it was evaluated over. */
  period: Period;
  /** The value to score, where it is not the counted one. */
  scored?: Amount;
  /** The share of the period that was worked, of a person. */
  activeShare?: Fraction;
};

/** Notes that keep a KPI from being scored although it has a value. */
const NOT_SCORED: Note[] = ['censored', 'insufficient_sample', 'part_month', 'no_target'];

/** `windows`: the periods, by KPI, that were evaluated in place of the card's own. */
export function scoreCard(
  card: Scorecard,
  subject: Subject,
  evaluated: Map<string, Evaluated>,
  context: CardContext,
  windows: ReadonlyMap<string, Period> = new Map(),
): ScoredCard {
  const lines = card.lines.map((line) => {
    const period = windows.get(line.kpi) ?? context.period;
    return scoreLine(line, subject, { evaluated: evaluated.get(line.kpi) as Evaluated, period }, context);
  });
  return { id: card.id, subject, lines, ...totalOf(lines, context.definitions.shop.parameters) };
}

export type Total = Pick<ScoredCard, 'coverage' | 'score' | 'exactScore' | 'grade'>;

/** The total under the coverage rule; sets the effective weight and the points of the lines. */
export function totalOf(lines: ScoredLine[], parameters: Parameters): Total {
  const scored = lines.filter(({ score }) => score !== null);
  const weight = sum(scored.map((line) => line.weight));
  const coverage = weight.div(100);
  const counts = weight.n > 0n && coverage.compare(parameters.minWeightCoverage) >= 0;
  const exactScore = counts ? sum(scored.map((line) => line.weight.mul(line.score as Fraction))).div(weight) : null;
  const score = exactScore === null ? null : roundHalfUp(exactScore, 2);
  for (const line of scored) line.effectiveWeight = line.weight.div(weight);
  if (score !== null) setPoints(scored, score);
  return { coverage, score, exactScore, grade: score === null ? null : gradeOf(score, parameters) };
}

export function scoreLine(
  line: ScorecardLine,
  subject: Subject,
  { evaluated, period: over, scored = evaluated.value, activeShare }: LineFigures,
  { definitions, targets, period }: CardContext,
): ScoredLine {
  const kpi = definitions.kpis[line.kpi] as Definitions['kpis'][string];
  const { parameters } = definitions.shop;
  const { values, source } = chooseTarget(line, kpi.target, targets.find(kpi.id, subject, period));
  const own = activeShare !== undefined && isProrated(kpi) ? prorate(values, activeShare) : values;
  const limits = completeLimits(kpi, own, parameters);
  const lacksTarget = limits === null && kpi.better !== 'info';
  const notes =
    lacksTarget && !evaluated.notes.includes('no_target') ? withNote(evaluated.notes, 'no_target') : evaluated.notes;
  const base = {
    kpi: kpi.id,
    weight: new Fraction(line.weight),
    period: over.id,
    evaluated,
    scored: null,
    limits,
    targetSource: limits ? source : null,
    notes,
  };
  const unscored = { ...base, score: null, effectiveWeight: null, points: null, status: 'grey' as const };
  if (scored === null || limits === null || notes.some((note) => NOT_SCORED.includes(note))) {
    return line.missing === 'zero' && limits !== null
      ? { ...unscored, score: new Fraction(0), status: 'red' }
      : unscored;
  }
  const score = scoreValue(scored, kpi.better, limits, parameters);
  return { ...unscored, scored, score, status: statusOf(scored, score, kpi.better, limits, parameters.amberCut) };
}

/** The table wins over the card, the card over the KPI's own default. */
export function chooseTarget(
  line: Pick<ScorecardLine, 'target'>,
  own: TargetValues,
  table: TargetValues | null,
): { values: TargetValues; source: TargetSource } {
  const given = ({ target, bandLow }: TargetValues) => target !== null || bandLow !== null;
  if (table && given(table)) return { values: table, source: 'table' };
  return given(line.target) ? { values: line.target, source: 'scorecard' } : { values: own, source: 'kpi' };
}

function setPoints(scored: ScoredLine[], score: Fraction): void {
  const parts = scored.map((line) => ({
    id: line.kpi,
    value: (line.effectiveWeight as Fraction).mul(line.score as Fraction),
  }));
  roundToTotal(parts, score, 2).forEach((points, at) => {
    (scored[at] as ScoredLine).points = points;
  });
}

function withNote(notes: Note[], note: Note): Note[] {
  const at = notes.indexOf('provisional');
  return at < 0 ? [...notes, note] : [...notes.slice(0, at), note, ...notes.slice(at)];
}

function sum(values: Fraction[]): Fraction {
  return values.reduce((total, value) => total.add(value), new Fraction(0));
}
