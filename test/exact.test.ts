import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Fraction, formatDecimal, formatFixed, parseDecimal, roundHalfUp, roundToTotal } from '../functions/exact.ts';
import { EXAMPLES } from './support/shop.ts';

type Sum = { exact?: Record<string, string>; parts?: Record<string, string>; displayed: Record<string, string> } & {
  total_displayed?: string;
  published_delta?: string;
};
type Expected = { rounding: { value: string; dp: number; half_up: string }[]; decomposition: Record<string, Sum> };

const { rounding, decomposition } = JSON.parse(readFileSync(path.join(EXAMPLES, 'expected.json'), 'utf8')) as Expected;

describe('rounding', () => {
  test.each(rounding)('$value to $dp digits is $half_up', ({ value, dp, half_up }) => {
    expect(formatFixed(new Fraction(value), dp)).toBe(half_up);
  });

  test.each([
    ['0.5', 0, '1'],
    ['-0.5', 0, '-1'],
    ['1.5', 0, '2'],
    ['2.5', 0, '3'],
    ['-0.4', 0, '0'],
    ['999999999999999999.995', 2, '1000000000000000000.00'],
    ['1/3', 4, '0.3333'],
    ['-2/3', 1, '-0.7'],
  ])('%s to %i digits is %s: half away from zero, never half even', (value, decimals, text) => {
    expect(formatFixed(new Fraction(value), decimals)).toBe(text);
  });

  test('never moves a value by more than half a unit, whatever its sign', () => {
    fc.assert(
      fc.property(
        fc.bigInt(-(10n ** 24n), 10n ** 24n),
        fc.bigInt(1n, 10n ** 9n),
        fc.nat({ max: 8 }),
        (n, d, decimals) => {
          const value = new Fraction(n, d);
          const unit = new Fraction(1n, 10n ** BigInt(decimals));
          const rounded = roundHalfUp(value, decimals);
          expect(rounded.sub(value).abs().mul(2).compare(unit)).toBeLessThanOrEqual(0);
          expect(roundHalfUp(value.neg(), decimals).equals(rounded.neg())).toBe(true);
        },
      ),
    );
  });
});

describe('decimal text', () => {
  test.each(['0', '-12.50', '0.000000000001', '123456789012345678901234567890.12'])('%s is read exactly', (text) => {
    expect(parseDecimal(text).equals(new Fraction(text))).toBe(true);
  });

  test.each(['', ' ', '1e5', 'NaN', '1,000', '.5', '5.', '+1', '1/3', '0x10', '1 '])(
    '%j is refused, never read as 0',
    (text) => {
      expect(() => parseDecimal(text)).toThrow(RangeError);
    },
  );

  test.each([
    ['5', '5'],
    ['1/8', '0.125'],
    ['-1/400', '-0.0025'],
    ['1/3', '0.333333333333'],
    ['2/3', '0.666666666667'],
    ['-1/7', '-0.142857142857'],
    ['1/1099511627776', '0.0000000000009094947017729282379150390625'],
  ])('%s is written as %s: exact where it ends, else to 12 digits', (value, text) => {
    expect(formatDecimal(new Fraction(value))).toBe(text);
  });

  test('that ends is read back as the same number', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 30n), 10n ** 30n), fc.nat({ max: 20 }), (digits, places) => {
        const value = new Fraction(digits, 10n ** BigInt(places));
        expect(parseDecimal(formatDecimal(value)).equals(value)).toBe(true);
      }),
    );
  });
});

describe('printed parts', () => {
  test.each(Object.entries(decomposition))('of %s are those of the example and add to the printed total', (_, sum) => {
    const total = sum.total_displayed ?? sum.published_delta ?? '';
    const parts = Object.entries(sum.exact ?? sum.parts ?? {}).map(([id, value]) => ({
      id,
      value: new Fraction(value),
    }));
    const printed = roundToTotal(parts, new Fraction(total), 2).map((part) => formatFixed(part, 2));
    expect(Object.fromEntries(parts.map(({ id }, at) => [id, printed[at]]))).toEqual(sum.displayed);
    const added = printed.reduce((left, part) => left.add(part), new Fraction(0));
    expect(formatFixed(added, 2)).toBe(total);
  });

  test('put what cannot be shared out onto the largest part', () => {
    const parts = [
      { id: 'a', value: new Fraction('0.10') },
      { id: 'b', value: new Fraction('-5.00') },
    ];
    const printed = roundToTotal(parts, new Fraction('-4.75'), 2).map((part) => formatFixed(part, 2));
    expect(printed).toEqual(['0.11', '-4.86']);
  });

  test('break ties by magnitude, then by id', () => {
    const half = (id: string, value: string) => ({ id, value: new Fraction(value) });
    const parts = [half('c', '1.005'), half('b', '1.005'), half('a', '2.005')];
    const printed = roundToTotal(parts, new Fraction('4.02'), 2).map((part) => formatFixed(part, 2));
    expect(printed).toEqual(['1.00', '1.01', '2.01']);
  });

  const cents = fc.bigInt(-(10n ** 12n), 10n ** 12n);
  test('always add to the rounded total and move by less than one unit each', () => {
    fc.assert(
      fc.property(fc.array(cents, { minLength: 1, maxLength: 12 }), fc.bigInt(1n, 9_999n), (numerators, divisor) => {
        const parts = numerators.map((n, at) => ({ id: `p${at}`, value: new Fraction(n, divisor) }));
        const total = roundHalfUp(
          parts.reduce((sum, { value }) => sum.add(value), new Fraction(0)),
          2,
        );
        const printed = roundToTotal(parts, total, 2);
        expect(printed.reduce((sum, part) => sum.add(part), new Fraction(0)).equals(total)).toBe(true);
        printed.forEach((part, at) => {
          expect(
            part
              .sub(parts[at]?.value ?? 0)
              .abs()
              .compare('0.01'),
          ).toBeLessThan(0);
        });
      }),
    );
  });
});
