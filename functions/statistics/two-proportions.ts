// The pooled test of two proportions: how often would a difference like this appear by chance alone?
import { erfc } from './normal.ts';

export type Proportion = { successes: number; trials: number };

/** z and two-sided p; null where nobody or everybody succeeded, since nothing varies there. Trials above 0. */
export function testTwoProportions(control: Proportion, treatment: Proportion): { z: number; p: number } | null {
  const pooled = pooledRate(control, treatment);
  const variance = pooled * (1 - pooled) * (1 / control.trials + 1 / treatment.trials);
  if (variance <= 0) return null;
  const z = (rateOf(treatment) - rateOf(control)) / Math.sqrt(variance);
  return { z, p: erfc(Math.abs(z) / Math.SQRT2) };
}

export function pooledRate(control: Proportion, treatment: Proportion): number {
  return (control.successes + treatment.successes) / (control.trials + treatment.trials);
}

export function rateOf({ successes, trials }: Proportion): number {
  return successes / trials;
}
