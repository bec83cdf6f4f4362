// Did a person meet a target? Only where the whole interval lies on one side of it; else nobody can know, and nothing red
// or binding may follow.
import type { Better } from '../../snapshot/shape.ts';
import type { Interval } from '../../statistics/wilson.ts';

export type Verdict = 'met' | 'not_met' | 'uncertain';

export function verdictOf({ low, high }: Interval, target: number, better: Better): Verdict | null {
  if (better !== 'up' && better !== 'down') return null;
  const [isMet, isMissed] = better === 'up' ? [low >= target, high < target] : [high <= target, low > target];
  return isMet ? 'met' : isMissed ? 'not_met' : 'uncertain';
}
