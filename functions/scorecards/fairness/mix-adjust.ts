// Indirect standardisation: a person is compared with what their peers would have made of the same queue, so that nobody
// pays for having had the harder one.
import type { Fraction } from '../../exact.ts';

export type StratumOfOne = { sample: Fraction; peerRate: Fraction };

export type Adjusted = { observed: Fraction; expected: Fraction; rate: Fraction };

/** observed ÷ expected × pooled; null where nothing was to be expected. */
export function adjustForMix(observed: Fraction, strata: StratumOfOne[], pooled: Fraction): Adjusted | null {
  const [first, ...rest] = strata.map(({ sample, peerRate }) => sample.mul(peerRate));
  if (first === undefined) return null;
  const expected = rest.reduce((sum, one) => sum.add(one), first);
  return expected.n === 0n ? null : { observed, expected, rate: observed.div(expected).mul(pooled) };
}
