// What is known of another period: from this run's own cells where they were queried, else from its newest stored
// snapshot. Both read alike, so a trend never mixes two ways of looking.
import { Fraction } from '../exact.ts';
import type { Evaluated } from '../kpis/evaluate.ts';
import type { Amount } from '../kpis/reading.ts';
import type { PeriodResult } from '../scorecards/evaluate-period.ts';
import { fromQuantity, toQuantity } from './quantities.ts';
import type { Snapshot, SnapshotKpi } from './shape.ts';

export type Past = {
  kpi(id: string): { value: Amount; provisional: boolean } | null;
  /** By card and subject's member; null is the whole shop. */
  score(card: string, member: string | null): Amount;
  lineScore(card: string, member: string | null, kpi: string): Amount;
};

export function pastOfResult(result: PeriodResult): Past {
  const card = (id: string, member: string | null) =>
    result.cards.find((candidate) => candidate.id === id && candidate.subject.member === member);
  return {
    kpi(id) {
      const found = result.kpis.get(id)?.evaluated;
      return found ? { value: asStored(found), provisional: found.notes.includes('provisional') } : null;
    },
    score: (id, member) => card(id, member)?.score ?? null,
    lineScore: (id, member, kpi) => card(id, member)?.lines.find((line) => line.kpi === kpi)?.score ?? null,
  };
}

export function pastOfSnapshot(snapshot: Snapshot): Past {
  const card = (id: string, member: string | null) =>
    snapshot.scorecards.find((candidate) => candidate.id === id && candidate.subject.id === (member ?? 'all'));
  return {
    kpi(id) {
      const found = snapshot.kpis.find((kpi) => kpi.id === id);
      return found ? { value: exactValue(found), provisional: found.notes.includes('provisional') } : null;
    },
    score: (id, member) => fromQuantity(card(id, member)?.score ?? null),
    lineScore: (id, member, kpi) =>
      fromQuantity(card(id, member)?.lines.find((line) => line.kpi === kpi)?.score ?? null),
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
