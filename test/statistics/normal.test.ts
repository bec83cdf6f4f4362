import { expect, test } from 'vitest';
import { erfc, normalQuantile, twoSidedZ } from '../../functions/statistics/normal.ts';
import { wilsonInterval } from '../../functions/statistics/wilson.ts';

// Abramowitz & Stegun, table 7.1 and 7.3, and DLMF 7.2 to more digits.
test.each([
  [0, 1],
  [0.5, 0.4795001221869535],
  [1, 0.15729920705028513],
  [1.9, 0.007209570764741757],
  [2, 0.004677734981047266],
  [2.1, 0.002979466656333],
  [3, 2.209049699858544e-5],
  [5, 1.5374597944280349e-12],
  [10, 2.088487583762545e-45],
  [-1, 1.8427007929497148],
])('erfc(%s) is right to ten digits, also far out', (x, value) => {
  expect(Math.abs(erfc(x) / value - 1)).toBeLessThan(1e-10);
});

test('quantiles are those of the tables', () => {
  expect(twoSidedZ(0.95)).toBeCloseTo(1.959963984540054, 12);
  expect(twoSidedZ(0.99)).toBeCloseTo(2.5758293035489004, 12);
  expect(normalQuantile(0.5)).toBeCloseTo(0, 14);
  expect(() => normalQuantile(1)).toThrow(RangeError);
});

test.each([
  [27, 30, 0.95, 0.743789, 0.9654],
  [27, 30, 0.99, 0.680765, 0.974348],
  [0, 20, 0.95, 0, 0.161125],
  [20, 20, 0.95, 0.838875, 1],
])('the Wilson interval of %s of %s at %s', (x, n, level, low, high) => {
  const found = wilsonInterval(x, n, twoSidedZ(level));
  expect(found.low).toBeCloseTo(low, 6);
  expect(found.high).toBeCloseTo(high, 6);
});
