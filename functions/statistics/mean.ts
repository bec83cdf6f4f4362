// The interval of a mean from its sums: mean ± z·s ÷ √n. Below thirty observations the normal distribution says too much.
import type { Interval } from './wilson.ts';

const LEAST_OBSERVATIONS = 30;

/** `variance` of the observations, not of the mean. */
export function meanInterval(mean: number, variance: number, observations: number, z: number): Interval | null {
  if (observations < LEAST_OBSERVATIONS || variance < 0) return null;
  const spread = z * Math.sqrt(variance / observations);
  return { low: mean - spread, high: mean + spread };
}
