// A small sample says little: its rate is drawn to that of the peers, the more the smaller it is. Twenty lucky parcels make
// no one the best packer, and three unlucky ones nobody the worst.
import type { Computation } from '../../definitions/definitions.ts';
import { formatExpression } from '../../definitions/format-expression.ts';
import type { Fraction } from '../../exact.ts';

/** What is divided by its own sample is a proportion or a mean. Percentiles, sums and ratios of unlike things are not. */
export function isOfItsSample({ formula, sample }: Computation): boolean {
  if (formula.form !== 'ratio' || sample === null) return false;
  return formatExpression(formula.denominator) === formatExpression(sample);
}

/** (x + strength × peer rate) ÷ (n + strength); without end, where `strength` is null, everyone stands at the peer rate. */
export function shrink(
  own: { rate: Fraction; sample: Fraction },
  peerRate: Fraction,
  strength: Fraction | null,
): Fraction {
  if (strength === null) return peerRate;
  const observed = own.rate.mul(own.sample);
  return observed.add(peerRate.mul(strength)).div(own.sample.add(strength));
}

/** The sample from which a rate that is drawn to its peers is scored. */
export function leastShrunkSample(minSample: Fraction): Fraction {
  return minSample.div(3).ceil();
}
