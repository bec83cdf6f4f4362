// How many units an arm needs to show a difference of two rates, with a test of a level and a power.
import { normalQuantile, twoSidedZ } from './normal.ts';

/** Null where the rates are equal: no number is enough. */
export function requiredUnits(
  from: number,
  to: number,
  { alpha, power }: { alpha: number; power: number },
): number | null {
  if (from === to) return null;
  const mean = (from + to) / 2;
  const byChance = twoSidedZ(1 - alpha) * Math.sqrt(2 * mean * (1 - mean));
  const byEffect = normalQuantile(power) * Math.sqrt(from * (1 - from) + to * (1 - to));
  return Math.ceil(((byChance + byEffect) / (from - to)) ** 2);
}
