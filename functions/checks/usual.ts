// What is usual among the months before, and when a month is not. Robust, so that one odd month of the past neither hides
// nor makes a finding. Floats: nothing printed to readers of figures depends on them.
import type { CheckRule } from '../definitions/definitions.ts';

export type Usual = {
  usual: number;
  /** One robust standard deviation. */
  spread: number;
  /** What is usual at this time of the year; null where no year is known. */
  inSeason: number | null;
};

/** Where no rule says how much is unusual; docs/decisions/0018 says why so much. */
const USED = { z: 2.5, change: 0.3, leastRows: 100 };

/**
 * So many times as much is needed until a year is known, since the month may be a season that nobody has seen yet; and
 * where there is more than usual, since a campaign or a bad batch brings more, and what came twice is the double.
 */
const WITHOUT_A_YEAR_OR_MORE = 2;

export type Limits = typeof USED;

export function limitsOf({ z, change, leastRows }: CheckRule): Limits {
  return {
    z: z ?? USED.z,
    change: change === null ? USED.change : Number(change),
    leastRows: Math.max(1, leastRows ?? USED.leastRows),
  };
}

/** An amount far from what is usual, by z and by how many times, and from what the season makes of it too. */
export function isUnusualAmount(value: number, { usual, spread, inSeason }: Usual, { z, change }: Limits): boolean {
  const least = inSeason === null || value > usual ? change * WITHOUT_A_YEAR_OR_MORE : change;
  const isFar = (from: number) => Math.abs(value - from) > z * spread && timesApart(value, from) > least;
  return isFar(usual) && (inSeason === null || isFar(inSeason));
}

/** The same of a share, by z and by points. */
export function isUnusualShare(share: number, { usual, spread, inSeason }: Usual, { z, change }: Limits): boolean {
  const isFar = (from: number) => Math.abs(share - from) > Math.max(z * spread, change);
  return isFar(usual) && isFar(inSeason ?? usual);
}

/** Median, and one robust standard deviation around it: never less than `floor`, since no history is that even. */
export function usualOf(values: number[], floor: (usual: number) => number): { usual: number; spread: number } {
  const usual = median(values);
  // 1.4826 makes the median absolute deviation of a normal distribution its standard deviation.
  const spread = 1.4826 * median(values.map((value) => Math.abs(value - usual)));
  return { usual, spread: Math.max(spread, floor(usual)) };
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return 0;
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/** How many times more or less, as what is over 1: both a half and the double are 1. */
export function timesApart(value: number, usual: number): number {
  if (value <= 0 || usual <= 0) return value === usual ? 0 : Number.POSITIVE_INFINITY;
  return Math.max(value / usual, usual / value) - 1;
}
