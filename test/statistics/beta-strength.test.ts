import { expect, test } from 'vitest';
import { betaStrength } from '../../functions/statistics/beta-strength.ts';

test('peers who differ no more than chance makes them have no strength of their own', () => {
  const same = Array.from({ length: 6 }, () => ({ successes: 80, trials: 100 }));
  expect(betaStrength(same)).toBeNull();
  expect(betaStrength([{ successes: 3, trials: 10 }])).toBeNull();
});

// Rates 0.5, 0.7, 0.9 of 100 each: spread 8, chance 0.21, so the variance is (8 − 2·0.21) ÷ (300 − 100 − 2).
test('the more peers differ, the less a rate is drawn to theirs', () => {
  const people = [50, 70, 90].map((successes) => ({ successes, trials: 100 }));
  expect(betaStrength(people)).toBeCloseTo(0.21 / ((8 - 0.42) / 198) - 1, 10);
  const wider = [20, 70, 100].map((successes) => ({ successes, trials: 100 }));
  expect(betaStrength(wider) as number).toBeLessThan(betaStrength(people) as number);
});

test('rates that are all 0 or 1 have no negative strength', () => {
  expect(betaStrength([0, 100, 100, 0].map((successes) => ({ successes, trials: 100 })))).toBe(0);
});
