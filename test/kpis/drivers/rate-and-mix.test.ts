import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rateAndMix, type Segment } from '../../../functions/kpis/drivers/rate-and-mix.ts';
import { EXAMPLE, exactOf, fraction, printedOf, sumOf } from './example.ts';

type Numbers = [member: string | null, n0: number, d0: number, n1: number, d1: number];

function segmentOf([member, n0, d0, n1, d1]: Numbers): Segment {
  return {
    member,
    before: { numerator: fraction(n0), denominator: fraction(d0) },
    now: { numerator: fraction(n1), denominator: fraction(d1) },
  };
}

function explain(numbers: Numbers[], factor = fraction(1)) {
  const segments = numbers.map(segmentOf);
  const side = (key: 'before' | 'now') => ({
    numerator: sumOf(segments.map((segment) => segment[key].numerator)),
    denominator: sumOf(segments.map((segment) => segment[key].denominator)),
    factor,
  });
  return rateAndMix(segments, { before: side('before'), now: side('now') });
}

/** Order sessions and sessions of May and June. */
const CHANNELS: Numbers[] = [
  ['tmall', 9, 300, 18, 600],
  ['web', 8, 500, 7, 400],
];

describe('rate and mix', () => {
  test('of the example tell the channels’ own rates from where the visits came from', () => {
    const { parts, change } = explain(CHANNELS);
    const wanted = EXAMPLE.conversion_rate_rate_mix_pp;
    expect(exactOf(parts, 100)).toEqual(wanted.exact);
    expect(change.mul(100).toFraction()).toBe(wanted.total);
    expect(printedOf(parts, 100)).toEqual({ total: wanted.total_displayed, displayed: wanted.displayed });
  });

  test('show how a total falls though every part rises', () => {
    const { parts, change } = explain([
      ['good', 90, 100, 19, 20],
      ['bad', 2, 10, 30, 100],
    ]);
    const of = (wanted: string) => sumOf(parts.filter(({ part }) => part === wanted).map(({ effect }) => effect));
    expect([change.s, of('rate').s, of('mix').s]).toEqual([-1n, 1n, -1n]);
  });

  test('take what appears or vanishes for a matter of mix', () => {
    const parts = exactOf(
      explain([
        ['old', 5, 10, 5, 10],
        ['new', 0, 0, 9, 10],
      ]).parts,
    );
    expect([parts['new:rate'], parts['old:rate']]).toEqual(['0', '0']);
  });

  test('lose nothing that has no denominator: returns of what was not sold', () => {
    const { parts, change } = explain([
      ['sold', 2, 100, 2, 100],
      ['unsold', 0, 0, 5, 0],
    ]);
    expect(change.toFraction()).toBe('1/20');
    expect(exactOf(parts)['unsold:rate']).toBe('1/20');
  });

  test('refuse members that do not add up to the whole', () => {
    const whole = { numerator: fraction(3), denominator: fraction(10), factor: fraction(1) };
    expect(() => rateAndMix([segmentOf(['web', 2, 10, 3, 10])], { before: whole, now: whole })).toThrow(/leave 1/);
  });

  test('name the most that a member moved beyond its size: nothing where all moved alike', () => {
    expect(
      explain([
        ['a', 1, 10, 2, 10],
        ['b', 2, 20, 4, 20],
      ]).excess.toFraction(),
    ).toBe('0');
    expect(
      explain([
        ['a', 1, 10, 4, 10],
        ['b', 2, 20, 2, 20],
      ]).excess.compare('0.05'),
    ).toBeGreaterThan(0);
  });

  const count = fc.integer({ min: 0, max: 1000 });
  const members = fc
    .array(fc.tuple(count, count, count, count), { minLength: 1, maxLength: 8 })
    .map((list) => list.map(([n0, d0, n1, d1], at): Numbers => [at === 0 ? null : `m${at}`, n0, d0, n1, d1]))
    .filter((list) => list.some(([, , d0]) => d0 > 0) && list.some(([, , , , d1]) => d1 > 0));

  test('sum to the change exactly, whatever the order and the names', () => {
    fc.assert(
      fc.property(members, (numbers) => {
        const { parts, change } = explain(numbers);
        expect(sumOf(parts.map(({ effect }) => effect)).equals(change)).toBe(true);
        expect(exactOf(explain([...numbers].reverse()).parts)).toEqual(exactOf(parts));
        const renamed = explain(numbers.map(([, ...rest], at): Numbers => [`x${at}`, ...rest])).parts;
        expect(renamed.map(({ effect }) => effect.toFraction())).toEqual(
          parts.map(({ effect }) => effect.toFraction()),
        );
      }),
    );
  });

  test('of amounts are the same in every currency; the factor multiplies each part', () => {
    fc.assert(
      fc.property(members, fc.integer({ min: 1, max: 1000 }), (numbers, rate) => {
        const scaled = numbers.map(
          ([member, ...sums]): Numbers => [
            member,
            ...(sums.map((sum) => sum * rate) as [number, number, number, number]),
          ],
        );
        expect(exactOf(explain(scaled).parts)).toEqual(exactOf(explain(numbers).parts));
        expect(exactOf(explain(numbers, fraction(rate)).parts)).toEqual(exactOf(explain(numbers).parts, rate));
      }),
    );
  });
});
