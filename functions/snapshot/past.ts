// What is known of another period: from this run's own cells where they were queried, else from its newest stored
// snapshot. Both read alike, so a trend never mixes two ways of looking.
import { Fraction } from '../exact.ts';
import type { Evaluated } from '../kpis/evaluate.ts';
import type { Amount } from '../kpis/reading.ts';
import type { PeriodResult } from '../scorecards/evaluate-period.ts';
import { isOff } from '../scorecards/improvement/standing.ts';
import { fromQuantity, toQuantity } from './quantities.ts';
import type { Note, Snapshot, SnapshotKpi, SnapshotTarget } from './shape.ts';
import { targetOf } from './target.ts';

/** Notes of a value that is not to be judged by. */
const UNSETTLED: Note[] = ['censored', 'insufficient_sample', 'provisional'];

export type PastKpi = {
  value: Amount;
  provisional: boolean;
  /** Settled, and of enough observations: fit to judge others by. */
  settled: boolean;
};

/** Of a target the value, of a band both ends. */
export type Ends = Pick<SnapshotTarget, 'value' | 'bandLow' | 'bandHigh'>;

export type Past = {
  kpi(id: string): PastKpi | null;
  /** By card and subject's member; null is the whole shop. */
  score(card: string, member: string | null): Amount;
  lineScore(card: string, member: string | null, kpi: string): Amount;
  /** What the whole shop's KPI was held to. */
  target(kpi: string): Ends | null;
  /** How the whole shop's KPI stood against its target; `off` is null where it was not scored. */
  standing(kpi: string): { value: Amount; off: boolean | null } | null;
};

export function pastOfResult(result: PeriodResult): Past {
  const card = (id: string, member: string | null) =>
    result.cards.find((candidate) => candidate.id === id && candidate.subject.member === member);
  return {
    kpi(id) {
      const found = result.kpis.get(id)?.evaluated;
      return found ? toPastKpi(asStored(found), found.notes) : null;
    },
    score: (id, member) => card(id, member)?.score ?? null,
    lineScore: (id, member, kpi) => card(id, member)?.lines.find((line) => line.kpi === kpi)?.score ?? null,
    target(id) {
      const found = result.kpis.get(id);
      return found ? endsOf(targetOf(found.judged, found.kpi.better)) : null;
    },
    standing(id) {
      const found = result.kpis.get(id);
      if (!found) return null;
      const value = asStored(found.evaluated);
      return { value, off: isOff(value, found.judged.status) };
    },
  };
}

/** Keeps nothing else of the snapshot: three years of them are large. */
export function pastOfSnapshot({ kpis, scorecards }: Snapshot): Past {
  const values = new Map(
    kpis.map((kpi) => [
      kpi.id,
      { ...toPastKpi(exactValue(kpi), kpi.notes), status: kpi.status, target: endsOf(kpi.target) },
    ]),
  );
  const cards = scorecards.map(({ id, subject, score, lines }) => {
    return { id, subject, score, lines: lines.map((line) => ({ kpi: line.kpi, score: line.score })) };
  });
  const card = (id: string, member: string | null) =>
    cards.find((candidate) => candidate.id === id && candidate.subject.id === (member ?? 'all'));
  return {
    kpi: (id) => values.get(id) ?? null,
    score: (id, member) => fromQuantity(card(id, member)?.score ?? null),
    lineScore: (id, member, kpi) =>
      fromQuantity(card(id, member)?.lines.find((line) => line.kpi === kpi)?.score ?? null),
    target: (id) => values.get(id)?.target ?? null,
    standing(id) {
      const found = values.get(id);
      return found ? { value: found.value, off: isOff(found.value, found.status) } : null;
    },
  };
}

function endsOf(target: SnapshotTarget | null): Ends | null {
  return target === null ? null : { value: target.value, bandLow: target.bandLow, bandHigh: target.bandHigh };
}

export function toPastKpi(value: Amount, notes: Note[]): PastKpi {
  return {
    value,
    provisional: notes.includes('provisional'),
    settled: !notes.some((note) => UNSETTLED.includes(note)),
  };
}

/** Exactly what a snapshot keeps: a value that has no sums of its own (a percentile) is kept to twelve decimals. */
function asStored({ value, numerator }: Evaluated): Amount {
  return numerator === null ? fromQuantity(toQuantity(value)) : value;
}

/** The value from its sums, which are exact where the printed decimal is cut off. */
export function exactValue({
  value,
  numerator,
  denominator,
  factor,
}: Pick<SnapshotKpi, 'value' | 'numerator' | 'denominator' | 'factor'>): Amount {
  if (value === null || numerator === null) return fromQuantity(value);
  const whole = new Fraction(numerator).mul(factor ?? 1);
  return denominator === null ? whole : whole.div(denominator);
}
