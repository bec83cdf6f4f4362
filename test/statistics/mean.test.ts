import { expect, test } from 'vitest';
import { meanInterval } from '../../functions/statistics/mean.ts';

test('the interval of a mean narrows with the root of its observations', () => {
  expect(meanInterval(10, 9, 36, 2)).toEqual({ low: 9, high: 11 });
  expect(meanInterval(10, 9, 144, 2)).toEqual({ low: 9.5, high: 10.5 });
});

test('fewer than thirty observations have no interval of their mean', () => {
  expect(meanInterval(10, 9, 29, 2)).toBeNull();
  expect(meanInterval(10, 9, 30, 2)).not.toBeNull();
});
