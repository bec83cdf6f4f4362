// Axes are round numbers around the values, whatever these are.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fraction } from '../../../functions/exact.ts';
import { linearScale, place } from '../../../functions/pages/charts/scale.ts';
import { niceTicks, rangeOf } from '../../../functions/pages/charts/ticks.ts';

const ticks = (low: string, high: string, most = 4) =>
  niceTicks({ low: new Fraction(low), high: new Fraction(high) }, most).map((tick) => tick.toString());

describe('the ticks of an axis', () => {
  it.each([
    ['0', '100', ['0', '25', '50', '75', '100']],
    ['0.912', '0.968', ['0.9', '0.92', '0.94', '0.96', '0.98']],
    ['-3', '7', ['-5', '0', '5', '10']],
    ['1270000', '1300000', ['1270000', '1280000', '1290000', '1300000']],
    ['-0.0004', '-0.0001', ['-0.0004', '-0.0003', '-0.0002', '-0.0001']],
  ])('from %s to %s are round', (low, high, expected) => {
    expect(ticks(low, high)).toEqual(expected);
  });

  it.each([
    ['5', ['4.5', '4.75', '5', '5.25', '5.5']],
    ['0', ['-1', '-0.5', '0', '0.5', '1']],
    ['-20', ['-22', '-21', '-20', '-19', '-18']],
  ])('lie around %s where all values are equal', (value, expected) => {
    expect(ticks(value, value)).toEqual(expected);
  });

  it('hold every range between them, evenly apart and few', () => {
    const amount = fc.tuple(fc.bigInt(-(10n ** 15n), 10n ** 15n), fc.bigInt(1n, 10n ** 9n));
    fc.assert(
      fc.property(amount, amount, fc.integer({ min: 2, max: 8 }), (one, other, most) => {
        const range = rangeOf([new Fraction(...one), new Fraction(...other)]);
        if (range === null) throw new Error('no range');
        const found = niceTicks(range, most);
        const step = (found[1] as Fraction).sub(found[0] as Fraction);
        expect(found.length).toBeLessThanOrEqual(most + 1);
        expect((found[0] as Fraction).compare(range.low)).toBeLessThanOrEqual(0);
        expect((found.at(-1) as Fraction).compare(range.high)).toBeGreaterThanOrEqual(0);
        for (const [at, tick] of found.slice(1).entries()) {
          expect(tick.sub(found[at] as Fraction).equals(step)).toBe(true);
        }
      }),
    );
  });
});

describe('a place in a drawing', () => {
  it('is exact to a hundredth of a pixel and has no idle digits', () => {
    const scale = linearScale({ low: new Fraction(0), high: new Fraction(3) }, 0, 100);
    expect([0, 1, 2, 3].map((value) => scale(new Fraction(value)))).toEqual(['0', '33.33', '66.67', '100']);
    expect(place(-0.001)).toBe('0');
    expect(place(100)).toBe('100');
  });

  it('may run downwards, as heights do, and rounds halves away from zero', () => {
    const scale = linearScale({ low: new Fraction(-1), high: new Fraction(1) }, 150, 10);
    expect([-1, 0, 1].map((value) => scale(new Fraction(value)))).toEqual(['150', '80', '10']);
    const fine = linearScale({ low: new Fraction(0), high: new Fraction(1) }, 0, 1);
    expect(fine(new Fraction(1, 200))).toBe('0.01');
    expect(fine(new Fraction(-1, 200))).toBe('-0.01');
  });

  it('of a domain without extent is its middle', () => {
    const value = new Fraction(7);
    expect(linearScale({ low: value, high: value }, 10, 20)(value)).toBe('15');
  });
});
