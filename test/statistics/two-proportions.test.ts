import { describe, expect, test } from 'vitest';
import { testSplit } from '../../functions/statistics/chi-square.ts';
import { adjustByHolm } from '../../functions/statistics/holm.ts';
import { newcombeInterval } from '../../functions/statistics/newcombe.ts';
import { twoSidedZ } from '../../functions/statistics/normal.ts';
import { requiredUnits } from '../../functions/statistics/sample-size.ts';
import { testTwoProportions } from '../../functions/statistics/two-proportions.ts';

const share = (successes: number, trials: number) => ({ successes, trials });

describe('the test of two proportions', () => {
  test('has z and p of the worked example', () => {
    const found = testTwoProportions(share(100, 2000), share(130, 2000));
    expect(found?.z).toBeCloseTo(2.037589, 6);
    expect(found?.p).toBeCloseTo(0.041591, 6);
  });

  test('has the other sign and the same p where the arms change places', () => {
    const found = testTwoProportions(share(130, 2000), share(100, 2000));
    expect(found?.z).toBeCloseTo(-2.037589, 6);
    expect(found?.p).toBeCloseTo(0.041591, 6);
  });

  test('is silent where nobody or everybody succeeded', () => {
    expect(testTwoProportions(share(0, 10), share(0, 20))).toBeNull();
    expect(testTwoProportions(share(10, 10), share(20, 20))).toBeNull();
  });
});

describe('Newcombe’s interval', () => {
  test('is that of the published example, 56 of 70 against 48 of 80', () => {
    const { low, high } = newcombeInterval(share(48, 80), share(56, 70), twoSidedZ(0.95));
    expect([low.toFixed(4), high.toFixed(4)]).toEqual(['0.0524', '0.3339']);
  });

  test('is wide and holds 0 where neither arm had a success', () => {
    const { low, high } = newcombeInterval(share(0, 20), share(0, 20), twoSidedZ(0.95));
    expect([low, high].map((limit) => Math.abs(limit).toFixed(4))).toEqual(['0.1611', '0.1611']);
    expect(low).toBeLessThan(0);
  });
});

describe('Holm’s adjustment', () => {
  test('multiplies the smallest by all, the next by one less, and never lets one fall below another', () => {
    // Holm 1979: p = 0.01, 0.04, 0.03, 0.005.
    const found = adjustByHolm([0.01, 0.04, 0.03, 0.005]).map((p) => Number(p.toFixed(6)));
    expect(found).toEqual([0.03, 0.06, 0.06, 0.02]);
  });

  test('leaves one alone and stops at 1', () => {
    expect(adjustByHolm([0.2])).toEqual([0.2]);
    expect(adjustByHolm([0.9, 0.8])).toEqual([1, 1]);
    expect(adjustByHolm([])).toEqual([]);
  });
});

describe('the test of a split', () => {
  test('is certain of an even one and doubts an uneven one', () => {
    expect(testSplit({ units: 1000, share: 0.5 }, { units: 1000, share: 0.5 })).toBe(1);
    // Chi-square 3.841459 on one degree of freedom is p = 0.05.
    const off = Math.sqrt(3.841458820694124 * 1000 * 1000) / Math.sqrt(2000);
    expect(testSplit({ units: 1000 + off, share: 1 }, { units: 1000 - off, share: 1 })).toBeCloseTo(0.05, 6);
  });

  test('knows shares that are not equal', () => {
    expect(testSplit({ units: 900, share: 0.9 }, { units: 100, share: 0.1 })).toBe(1);
    expect(testSplit({ units: 500, share: 0.9 }, { units: 500, share: 0.1 })).toBeLessThan(1e-100);
  });
});

describe('the units that an arm needs', () => {
  test('are 3780 to show 6.5 % against 5 %', () => {
    expect(requiredUnits(0.05, 0.065, { alpha: 0.05, power: 0.8 })).toBe(3780);
    expect(requiredUnits(0.065, 0.05, { alpha: 0.05, power: 0.8 })).toBe(3780);
  });

  test('are no number where there is no difference', () => {
    expect(requiredUnits(0.05, 0.05, { alpha: 0.05, power: 0.8 })).toBeNull();
  });
});
