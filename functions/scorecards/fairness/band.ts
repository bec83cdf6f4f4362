// Where a person stands among peers: above, in line or below, never a rank. By the interval of the counted rate (adjusted
// for the queue, not drawn to the peers), so that chance alone puts hardly anyone outside.
import type { Better } from '../../snapshot/shape.ts';
import type { Interval } from '../../statistics/wilson.ts';

export type Band = 'above' | 'in_line' | 'below';

/** `above` is better than the peers, whatever the direction. */
export function bandOf({ low, high }: Interval, peerRate: number, better: Better): Band | null {
  if (better !== 'up' && better !== 'down') return null;
  const [isAbove, isBelow] = better === 'up' ? [low > peerRate, high < peerRate] : [high < peerRate, low > peerRate];
  return isAbove ? 'above' : isBelow ? 'below' : 'in_line';
}
