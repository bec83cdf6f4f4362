import { describe, expect, test } from 'vitest';
import { Fraction } from '../../../functions/exact.ts';
import { bandOf } from '../../../functions/scorecards/fairness/band.ts';
import { proportionInterval } from '../../../functions/scorecards/fairness/proportion.ts';
import { verdictOf } from '../../../functions/scorecards/fairness/verdict.ts';
import { twoSidedZ } from '../../../functions/statistics/normal.ts';
import { fairness } from './examples.ts';

const interval = (x: number, n: number, level: number) =>
  proportionInterval(new Fraction(x, n), new Fraction(n), twoSidedZ(level)) as { low: number; high: number };
const bounds = ({ low, high }: { low: number; high: number }) => [low.toFixed(6), high.toFixed(6)];

describe('the interval of a proportion', () => {
  test('is that of Wilson, at both levels', () => {
    expect(bounds(interval(27, 30, 0.95))).toEqual(fairness.wilson95_27_of_30);
    expect(bounds(interval(27, 30, 0.99))).toEqual(fairness.wilson99_27_of_30);
    expect(bounds(interval(0, 20, 0.95))).toEqual(fairness.wilson95_0_of_20);
  });

  test('is none without observations, and stays within 0 and 1 where more came back than was sold', () => {
    expect(proportionInterval(new Fraction(0), new Fraction(0), 1.96)).toBeNull();
    expect(interval(33, 30, 0.95).high).toBe(1);
  });
});

describe('the verdict against a target', () => {
  test.each([
    [{ low: 0.8, high: 0.9 }, 'up', 'met'],
    [{ low: 0.7, high: 0.79 }, 'up', 'not_met'],
    [{ low: 0.7, high: 0.8 }, 'up', 'uncertain'],
    [{ low: 0.7, high: 0.8 }, 'down', 'met'],
    [{ low: 0.81, high: 0.9 }, 'down', 'not_met'],
    [{ low: 0.8, high: 0.9 }, 'down', 'uncertain'],
    [{ low: 0.8, high: 0.9 }, 'band', null],
  ] as const)('of 0.8 over %j where %s is better is %s', (own, better, verdict) => {
    expect(verdictOf(own, 0.8, better)).toBe(verdict);
  });
});

describe('the band among peers', () => {
  test('of 27 in 30 against 80 % is in line', () => {
    expect(bandOf(interval(27, 30, 0.99), 0.8, 'up')).toBe(fairness.peer_band);
  });

  test.each([
    ['up', 'above', 'below'],
    ['down', 'below', 'above'],
    ['info', null, null],
  ] as const)('where %s is better says %s of a higher rate and %s of a lower one', (better, higher, lower) => {
    expect([bandOf(interval(98, 100, 0.99), 0.8, better), bandOf(interval(50, 100, 0.99), 0.8, better)]).toEqual([
      higher,
      lower,
    ]);
  });
});
