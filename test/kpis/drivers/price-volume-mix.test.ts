import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Item, priceVolumeMix } from '../../../functions/kpis/drivers/price-volume-mix.ts';
import { exactOf, fraction, sumOf } from './example.ts';

type Numbers = [q0: number, s0: string | number, q1: number, s1: string | number];

const itemOf = ([q0, s0, q1, s1]: Numbers): Item => ({
  before: { quantity: fraction(q0), amount: fraction(s0) },
  now: { quantity: fraction(q1), amount: fraction(s1) },
});
const effectsOf = (...items: Numbers[]) => exactOf(priceVolumeMix(items.map(itemOf)));

describe('price, volume and mix', () => {
  test('of one item has no mix', () => {
    // 10 pieces at 5 became 12 at 6: 2 · 5 more, and 12 · 1 dearer.
    expect(effectsOf([10, 50, 12, 72])).toMatchObject({ volume: '10', mix: '0', price: '12' });
  });

  test('tells dearer items from dearer prices', () => {
    expect(effectsOf([10, 100, 5, 50], [10, 20, 15, 30])).toEqual({
      volume: '0',
      mix: '-40',
      price: '0',
      new: '0',
      discontinued: '0',
    });
  });

  test('takes what is new and what is gone for itself', () => {
    expect(effectsOf([0, 0, 3, '764.305'], [4, 90, 0, 0])).toEqual({
      volume: '0',
      mix: '0',
      price: '0',
      new: '152861/200',
      discontinued: '-90',
    });
  });

  test('takes money without a piece for a matter of price, and leaves none of it over', () => {
    expect(effectsOf([0, 7, 0, -5], [0, 4, 2, 20], [3, 30, 0, 1])).toMatchObject({
      price: '-12',
      new: '16',
      discontinued: '-29',
    });
  });

  const amount = fc.integer({ min: -100_000, max: 100_000 });
  const quantity = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 500 }));
  const items = fc.array(fc.tuple(quantity, amount, quantity, amount), { maxLength: 12 });

  test('sum to the change exactly, whatever was sold and in whatever order it is listed', () => {
    fc.assert(
      fc.property(items, (numbers) => {
        const parts = priceVolumeMix(numbers.map((item) => itemOf(item)));
        const change = numbers.reduce((sum, [, s0, , s1]) => sum + s1 - s0, 0);
        expect(sumOf(parts.map(({ effect }) => effect)).equals(change)).toBe(true);
        expect(exactOf(priceVolumeMix([...numbers].reverse().map((item) => itemOf(item))))).toEqual(exactOf(parts));
      }),
    );
  });

  test('grow with the currency and are else the same', () => {
    fc.assert(
      fc.property(items, fc.integer({ min: 1, max: 1000 }), (numbers, rate) => {
        const scaled = numbers.map(([q0, s0, q1, s1]) => itemOf([q0, s0 * rate, q1, s1 * rate]));
        const before = priceVolumeMix(numbers.map((item) => itemOf(item)));
        const after = priceVolumeMix(scaled);
        expect(after.every(({ effect }, at) => effect.equals(before[at]?.effect.mul(rate) ?? 0))).toBe(true);
      }),
    );
  });

  test('of ten thousand products is done in a moment', () => {
    const many = Array.from({ length: 10_000 }, (_, at) =>
      itemOf([(at % 997) + 1, at + 0.25, (at % 991) + 1, at * 2 + 0.5]),
    );
    const started = performance.now();
    expect(priceVolumeMix(many)).toHaveLength(5);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
