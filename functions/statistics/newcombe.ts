// Newcombe's interval of a difference of two proportions (1998, method 10), from the Wilson interval of each: honest where
// samples are small or rates near 0 or 1.
import { type Proportion, rateOf } from './two-proportions.ts';
import { type Interval, wilsonInterval } from './wilson.ts';

/** Of treatment - control; `z` of the level. */
export function newcombeInterval(control: Proportion, treatment: Proportion, z: number): Interval {
  const [pc, pt] = [rateOf(control), rateOf(treatment)];
  const c = wilsonInterval(control.successes, control.trials, z);
  const t = wilsonInterval(treatment.successes, treatment.trials, z);
  const difference = pt - pc;
  return {
    low: difference - Math.hypot(pt - t.low, c.high - pc),
    high: difference + Math.hypot(t.high - pt, pc - c.low),
  };
}
