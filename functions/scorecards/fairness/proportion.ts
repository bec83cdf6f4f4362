// Which KPIs are proportions, and how far the true rate behind a person's sample may lie from the counted one.
import type { Computation, Kpi } from '../../definitions/definitions.ts';
import type { Fraction } from '../../exact.ts';
import { type Interval, wilsonInterval } from '../../statistics/wilson.ts';
import { isOfItsSample } from './shrink.ts';

/** So many of so many. */
export function isProportion({ unit }: Pick<Kpi, 'unit'>, computation: Computation): boolean {
  return unit === 'percent' && computation.factor === null && isOfItsSample(computation);
}

/** Null without observations. A rate above 1, as activity can give, counts as 1. */
export function proportionInterval(rate: Fraction, sample: Fraction, z: number): Interval | null {
  const trials = sample.valueOf();
  if (trials <= 0) return null;
  const share = Math.min(1, Math.max(0, rate.valueOf()));
  return wilsonInterval(share * trials, trials, z);
}
