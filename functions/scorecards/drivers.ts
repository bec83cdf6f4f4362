// What moved the score from one period to the next (docs/arithmetic.md). Exact: the contributions of all KPIs sum to
// the change, and the printed ones to the printed change.
import { Fraction, roundToTotal } from '../exact.ts';
import type { ScoredCard, ScoredLine } from './card.ts';

export type Driver = {
  /** Null for the sum of all others. */
  kpi: string | null;
  others: number;
  points: Fraction;
  printed: Fraction;
  /** What the closed period before would score by now, beyond what was closed. */
  adjustments?: true;
};

const TOP_DRIVERS = 5;
/** No KPI has such an id. */
const ADJUSTMENTS = '~adjustments';

/** `closed`: the score with which is compared, where the period before was closed with another one than it has now. */
export function scoreDrivers(now: ScoredCard, before: ScoredCard, closed: Fraction | null = null): Driver[] {
  const { score, exactScore } = now;
  if (score === null || exactScore === null || before.score === null || before.exactScore === null) return [];
  const middle = exactScore.add(before.exactScore).div(2);
  const parts = now.lines
    .map((line) => ({ id: line.kpi, value: contribution(line, lineOf(before, line.kpi), middle) }))
    .filter((part): part is { id: string; value: Fraction } => part.value !== null)
    .sort((a, b) => b.value.abs().compare(a.value.abs()) || (a.id < b.id ? -1 : 1));
  const change = exactScore.sub(before.exactScore);
  const residual = change.sub(parts.reduce((sum, { value }) => sum.add(value), new Fraction(0)));
  if (residual.n !== 0n) throw new Error(`drivers of ${now.id} leave ${residual.toFraction()}`);
  const top = parts.slice(0, TOP_DRIVERS);
  const rest = parts.slice(TOP_DRIVERS);
  const isAdjusted = closed !== null && !closed.equals(before.score);
  const adjusted = isAdjusted ? [{ id: ADJUSTMENTS, value: before.exactScore.sub(closed) }] : [];
  const shown = [...top, ...(rest.length === 0 ? [] : [{ id: '', value: sumOf(rest) }]), ...adjusted];
  const printed = roundToTotal(shown, score.sub(isAdjusted ? closed : before.score), 2);
  return shown.map(({ id, value }, at) => ({
    kpi: id === '' || id === ADJUSTMENTS ? null : id,
    others: id === '' ? rest.length : 0,
    points: value,
    printed: printed[at] as Fraction,
    ...(id === ADJUSTMENTS ? { adjustments: true as const } : {}),
  }));
}

/** A side that is not scored takes the other side's score and weighs nothing; unscored in both leaves no part. */
function contribution(now: ScoredLine, before: ScoredLine | null, middle: Fraction): Fraction | null {
  const [s1, s0] = [now.score ?? before?.score ?? null, before?.score ?? now.score];
  if (s1 === null || s0 === null) return null;
  const w1 = now.effectiveWeight ?? new Fraction(0);
  const w0 = before?.effectiveWeight ?? new Fraction(0);
  const byScore = s1.sub(s0).mul(w0.add(w1)).div(2);
  return byScore.add(w1.sub(w0).mul(s0.add(s1).div(2).sub(middle)));
}

function lineOf(card: ScoredCard, kpi: string): ScoredLine | null {
  return card.lines.find((line) => line.kpi === kpi) ?? null;
}

function sumOf(parts: { value: Fraction }[]): Fraction {
  return parts.reduce((sum, { value }) => sum.add(value), new Fraction(0));
}
