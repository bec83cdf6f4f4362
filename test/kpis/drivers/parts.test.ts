import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatFixed, roundHalfUp, roundToTotal } from '../../../functions/exact.ts';
import { type Part, showParts } from '../../../functions/kpis/drivers/parts.ts';
import { EXAMPLE, fraction, sumOf } from './example.ts';

const partOf = (id: string, effect: string | number): Part => ({
  id,
  part: 'rate',
  member: id,
  effect: fraction(effect),
});
const PRINT = { top: 5, decimals: 2, scale: 1 };

function show(effects: [string, string | number][], print = PRINT) {
  const parts = effects.map(([id, effect]) => partOf(id, effect));
  return showParts(parts, sumOf(parts.map(({ effect }) => effect)), print);
}

describe('the parts that are shown', () => {
  test('come by size, ties by name', () => {
    const found = show([
      ['b', 3],
      ['a', -3],
      ['c', 5],
    ]);
    expect(found.parts.map(({ member }) => member)).toEqual(['c', 'a', 'b']);
  });

  test('are the largest, and the rest one exact sum', () => {
    const found = show(
      [
        ['a', '0.1'],
        ['b', 3],
        ['c', '-0.25'],
        ['d', 2],
      ],
      { ...PRINT, top: 2 },
    );
    expect(found.parts.map(({ part, others, effect }) => [part, others, effect.toFraction()])).toEqual([
      ['rate', undefined, '3'],
      ['rate', undefined, '2'],
      ['others', 2, '-3/20'],
    ]);
  });

  test('are printed as in the example of the largest remainders', () => {
    const { parts, total_displayed: total, displayed } = EXAMPLE.largest_remainder_negative;
    const list = Object.entries(parts).map(([id, value]) => ({ id, value: fraction(value) }));
    const printed = roundToTotal(list, fraction(total), 2).map((value) => formatFixed(value, 2));
    expect(printed).toEqual(Object.values(displayed));
  });

  const effects = fc.array(fc.tuple(fc.integer({ min: -99_999, max: 99_999 }), fc.integer({ min: 1, max: 997 })), {
    maxLength: 12,
  });

  test('sum to the change exactly, and as printed to the printed change', () => {
    fc.assert(
      fc.property(effects, fc.integer({ min: 1, max: 8 }), fc.constantFrom(1, 100), (list, top, scale) => {
        const parts = list.map(([n, d], at) => ({ ...partOf(`p${at}`, 0), effect: fraction(n).div(d) }));
        const total = sumOf(parts.map(({ effect }) => effect));
        const found = showParts(parts, total, { top, decimals: 2, scale });
        expect(sumOf(found.parts.map(({ effect }) => effect)).equals(total)).toBe(true);
        const printed = sumOf(found.parts.map((part) => part.printed));
        if (parts.length > 0) expect(printed.equals(found.printedTotal)).toBe(true);
        expect(found.printedTotal.equals(roundHalfUp(total.mul(scale), 2))).toBe(true);
        expect(found.parts.length).toBeLessThanOrEqual(top + 1);
        const again = showParts([...parts].reverse(), total, { top, decimals: 2, scale });
        expect(again).toEqual(found);
      }),
    );
  });
});
