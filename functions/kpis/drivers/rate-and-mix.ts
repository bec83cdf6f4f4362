// Why a rate changed, by members: because their own rates did, or because more of the whole fell to those with other
// rates. Each rate is weighed by the mean of both shares, so that no part depends on which period is called the base.
import { Fraction, sumExactly } from '../../exact.ts';
import { assertWhole, type Part } from './parts.ts';

type Sums = { numerator: Fraction; denominator: Fraction };

export type Segment = { member: string | null; before: Sums; now: Sums };

/** Sums of the whole and what its quotient is multiplied by. */
export type Whole = { before: Sums & { factor: Fraction }; now: Sums & { factor: Fraction } };

export type RateAndMix = {
  parts: Part[];
  change: Fraction;
  /** The most that a member moved the rate beyond what its size alone would. */
  excess: Fraction;
};

/** Segments add up to the whole; both denominators of the whole are above 0. */
export function rateAndMix(segments: Segment[], whole: Whole): RateAndMix {
  for (const side of ['before', 'now'] as const) {
    for (const key of ['numerator', 'denominator'] as const) {
      assertWhole(sumExactly(segments.map((segment) => segment[side][key])), whole[side][key], `the ${key}`);
    }
  }
  const [R0, R1] = [rateOf(whole.before, whole.before.factor), rateOf(whole.now, whole.now.factor)] as const;
  if (R0 === null || R1 === null) throw new RangeError('a whole without a denominator has no rate');
  const middle = R0.add(R1).div(2);
  const change = R1.sub(R0);
  const moved = segments.map((segment) => moveOf(segment, whole, middle));
  const excess = moved
    .map(({ rate, mix, size }) => rate.add(mix).sub(change.mul(size)).abs())
    .reduce((most, own) => (own.compare(most) > 0 ? own : most), new Fraction(0));
  const parts = moved.flatMap(({ member, rate, mix }): Part[] => [
    { id: `${member ?? ''}:rate`, part: 'rate', member, effect: rate },
    { id: `${member ?? ''}:mix`, part: 'mix', member, effect: mix },
  ]);
  return { parts, change, excess };
}

function moveOf({ member, before, now }: Segment, whole: Whole, middle: Fraction) {
  const [own0, own1] = [rateOf(before, whole.before.factor), rateOf(now, whole.now.factor)];
  // A segment of which there was nothing has the other period's rate there, so that it only changes the mix.
  const [r0, r1] = [own0 ?? own1 ?? middle, own1 ?? own0 ?? middle];
  const [w0, w1] = [before.denominator.div(whole.before.denominator), now.denominator.div(whole.now.denominator)];
  const size = w0.add(w1).div(2);
  // What stands above the line with nothing below it, a return in a month without a sale, is in no segment's rate.
  const loose = looseOf(now, whole.now).sub(looseOf(before, whole.before));
  return {
    member,
    size,
    rate: r1.sub(r0).mul(size).add(loose),
    mix: w1.sub(w0).mul(r0.add(r1).div(2).sub(middle)),
  };
}

function rateOf({ numerator, denominator }: Sums, factor: Fraction): Fraction | null {
  return denominator.n === 0n ? null : numerator.mul(factor).div(denominator);
}

function looseOf({ numerator, denominator }: Sums, whole: Sums & { factor: Fraction }): Fraction {
  return denominator.n === 0n ? numerator.mul(whole.factor).div(whole.denominator) : new Fraction(0);
}
