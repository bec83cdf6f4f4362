// Comparisons between periods (docs/arithmetic.md): a difference always, a relative change only where that means something.
// The difference of two rates is in percentage points and never a percentage of a percentage.
import type { Fraction } from '../exact.ts';
import type { Unit } from '../snapshot/shape.ts';
import type { Amount } from './reading.ts';

const DIFFERENCE_ONLY: Unit[] = ['percent', 'points', 'score5'];

/** `change` in the unit (a fraction for percent); `ratio` is now / before - 1, null for a base of 0 or less. */
export function compareValues(now: Amount, before: Amount, unit: Unit): { change: Amount; ratio: Amount } {
  if (now === null || before === null) return { change: null, ratio: null };
  const hasRatio = !DIFFERENCE_ONLY.includes(unit) && before.s > 0n && before.n > 0n;
  return { change: now.sub(before), ratio: hasRatio ? now.div(before).sub(1) : null };
}

/** Actual against target as a share: target / actual where lower is better; null for a band and for 0. */
export function attainmentOf(value: Amount, target: Amount, better: string): Amount {
  if (value === null || target === null || (better !== 'up' && better !== 'down')) return null;
  const [above, below]: [Fraction, Fraction] = better === 'up' ? [value, target] : [target, value];
  return below.s > 0n && below.n > 0n ? above.div(below) : null;
}
