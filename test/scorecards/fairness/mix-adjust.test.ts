import { describe, expect, test } from 'vitest';
import { Fraction } from '../../../functions/exact.ts';
import { adjustForMix } from '../../../functions/scorecards/fairness/mix-adjust.ts';
import { fairness } from './examples.ts';

const stratum = (n: number, rate: string | Fraction) => ({ sample: new Fraction(n), peerRate: new Fraction(rate) });

describe('a rate adjusted for the queue', () => {
  test('is 9/70 where 12 came back and 14 were to be expected', () => {
    const { strata, observed, expected, pooled_rate, adjusted } = fairness.mix_adjusted;
    const own = strata.map(({ n, peer_rate }) => stratum(n, peer_rate));
    const found = adjustForMix(new Fraction(observed), own, new Fraction(pooled_rate));
    expect([found?.expected.toFraction(), found?.rate.toFraction()]).toEqual([expected, adjusted]);
  });

  test('is the pooled rate for whoever does as peers would', () => {
    const found = adjustForMix(new Fraction(30), [stratum(100, '0.2'), stratum(100, '0.1')], new Fraction('0.15'));
    expect(found?.rate.equals('0.15')).toBe(true);
  });

  test.each([
    ['nothing was to be expected', [stratum(10, '0')]],
    ['there are no strata', []],
  ])('is none where %s', (_, strata) => {
    expect(adjustForMix(new Fraction(0), strata, new Fraction('0.1'))).toBeNull();
  });

  // A is better with the easy and with the hard ones, yet worse in total, having had the hard ones.
  test('puts the better one first although the totals say otherwise', () => {
    const easy = new Fraction(89, 110);
    const hard = new Fraction(32, 110);
    const pooled = new Fraction(121, 220);
    const a = adjustForMix(new Fraction(39), [stratum(10, easy), stratum(100, hard)], pooled)?.rate as Fraction;
    const b = adjustForMix(new Fraction(82), [stratum(100, easy), stratum(10, hard)], pooled)?.rate as Fraction;
    expect(new Fraction(39, 110).compare(new Fraction(82, 110))).toBe(-1);
    expect(a.compare(b)).toBe(1);
  });
});
