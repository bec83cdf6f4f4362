// Grouped percentile of an exact histogram (docs/arithmetic.md). Linear within the bucket, so it differs from the percentile of
// the raw values by at most one bucket width.
import { Fraction } from '../exact.ts';
import type { Histogram } from '../facts/cube.ts';

/**
 * Percentile `share` (0 to 1) of `total` observations in buckets of a width. What the buckets do not hold stands at
 * +infinity: null where the percentile falls there.
 */
export function percentileOf(
  { histogram, width }: { histogram: Histogram; width: number },
  share: Fraction,
  total: Fraction,
): Fraction | null {
  const rank = share.mul(total);
  let before = new Fraction(0);
  for (const { edge, count } of histogram) {
    const upTo = before.add(count);
    if (upTo.compare(rank) >= 0) return edge.add(rank.sub(before).div(count).mul(width));
    before = upTo;
  }
  return null;
}
