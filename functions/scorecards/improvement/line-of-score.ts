// The plan's view of a scored KPI: how far it is from its target, and what reaching it would bring.
import { Fraction } from '../../exact.ts';
import type { Amount } from '../../kpis/reading.ts';
import type { ScoredLine } from '../card.ts';
import type { Limits } from '../score.ts';
import type { PlanLine } from './plan-line.ts';
import { isOff } from './standing.ts';

export function lineOfScore(
  { kpi, evaluated: { value }, limits, score, effectiveWeight, status }: ScoredLine,
  scoreAtTarget: string,
): Omit<PlanLine, 'past' | 'cause'> {
  const off = isOff(value, status);
  const target = limits === null ? null : targetToReach(limits, value);
  const onTarget = limits?.kind === 'band' ? 100 : scoreAtTarget;
  const gains = off === true && score !== null && effectiveWeight !== null;
  return { kpi, value, off, target, gainPoints: gains ? pointsToGain(score, effectiveWeight, onTarget) : null };
}

/** What a line lacks of the score on target, in points of the card. */
export function pointsToGain(score: Fraction, effectiveWeight: Fraction, onTarget: string | number): Fraction {
  return new Fraction(onTarget).sub(score).mul(effectiveWeight);
}

/** Of a band the limit that the value has crossed; inside it there is nothing to reach. */
function targetToReach(limits: Limits, value: Amount): Amount {
  if (limits.kind === 'target') return limits.target;
  if (value === null) return null;
  return value.compare(limits.low) < 0 ? limits.low : value.compare(limits.high) > 0 ? limits.high : null;
}
