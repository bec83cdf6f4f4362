// Wilson's score interval of a proportion (Wilson 1927). It stays within 0 and 1 and is honest for small samples, where
// the textbook interval is not.
export type Interval = { low: number; high: number };

/** `z` of the level, e.g. twoSidedZ(0.95); `trials` above 0. */
export function wilsonInterval(successes: number, trials: number, z: number): Interval {
  const p = successes / trials;
  const spread = z * Math.sqrt((p * (1 - p)) / trials + (z * z) / (4 * trials * trials));
  const centre = p + (z * z) / (2 * trials);
  const scale = 1 + (z * z) / trials;
  return { low: clamp((centre - spread) / scale), high: clamp((centre + spread) / scale) };
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}
