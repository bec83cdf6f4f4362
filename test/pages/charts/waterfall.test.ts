// A waterfall leads from one total to the next, to the last digit, or is not drawn.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fraction } from '../../../functions/exact.ts';
import { fall } from '../../../functions/pages/charts/waterfall.ts';

const of = (...values: string[]) => values.map((value) => new Fraction(value));
const ZERO = new Fraction(0);

function ends(start: string, effects: string[], end: string) {
  const made = fall(new Fraction(start), of(...effects), new Fraction(end), ZERO);
  return { ...made, bars: made.bars.map(({ from, to }) => [from.toString(), to.toString()]) };
}

describe('a waterfall', () => {
  it('begins each part where the one before it ended, and stands its totals on zero', () => {
    expect(ends('2', ['3', '-4'], '1')).toMatchObject({
      bars: [
        ['0', '2'],
        ['2', '5'],
        ['5', '1'],
        ['0', '1'],
      ],
      isCut: false,
    });
  });

  it('cuts totals off where the parts could not be seen, and says so', () => {
    const { bars, domain, isCut } = ends('80', ['3', '-1'], '82');
    expect(isCut).toBe(true);
    expect(bars[0]).toEqual(['79', '80']);
    expect(domain.low.toString()).toBe('79');
  });

  it('goes through zero, and stays whole where nothing moved', () => {
    expect(ends('1', ['-3'], '-2')).toMatchObject({
      isCut: false,
      bars: [
        ['0', '1'],
        ['1', '-2'],
        ['0', '-2'],
      ],
    });
    expect(ends('-10', ['1'], '-9').isCut).toBe(false);
    expect(ends('5', ['0'], '5')).toMatchObject({
      isCut: false,
      bars: [
        ['0', '5'],
        ['5', '5'],
        ['0', '5'],
      ],
    });
  });

  it('refuses parts that do not add up', () => {
    expect(() => ends('2', ['3'], '6')).toThrow('parts lead from 2 to 5, not to 6');
    const digit = new Fraction(1n, 10n ** 12n);
    expect(() => fall(ZERO, of('0.333333333333'), new Fraction(1, 3), digit)).not.toThrow();
  });

  it('keeps every bar inside of its domain', () => {
    const amount = fc.integer({ min: -(10 ** 9), max: 10 ** 9 }).map((value) => new Fraction(value, 1000));
    fc.assert(
      fc.property(amount, fc.array(amount, { maxLength: 12 }), (start, effects) => {
        const end = effects.reduce((sum, effect) => sum.add(effect), start);
        const { bars, domain } = fall(start, effects, end, ZERO);
        for (const place of bars.flatMap(({ from, to }) => [from, to])) {
          expect(place.compare(domain.low)).toBeGreaterThanOrEqual(0);
          expect(place.compare(domain.high)).toBeLessThanOrEqual(0);
        }
      }),
    );
  });
});
