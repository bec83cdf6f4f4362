import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Fraction } from '../../functions/exact.ts';
import { percentileOf } from '../../functions/kpis/percentile.ts';
import { EXAMPLES } from '../support/shop.ts';

type Example = { buckets: [number | null, number][]; width: number; p: string; value: string | null };
const { percentile: examples } = JSON.parse(readFileSync(path.join(EXAMPLES, 'expected.json'), 'utf8')) as {
  percentile: Example[];
};

function percentile(buckets: [number | null, number][], width: number, share: string): string | null {
  const total = buckets.reduce((sum, [, count]) => sum + count, 0);
  const histogram = buckets
    .filter((bucket): bucket is [number, number] => bucket[0] !== null)
    .map(([edge, count]) => ({ edge: new Fraction(edge), count: new Fraction(count) }));
  return percentileOf({ histogram, width }, new Fraction(share), new Fraction(total))?.toFraction() ?? null;
}

describe('a percentile', () => {
  test.each(examples)('of the example $buckets at $p is $value', ({ buckets, width, p, value }) => {
    expect(percentile(buckets, width, p)).toBe(value);
  });

  test.each([
    ['of one observation lies inside its bucket', [[60, 1]], 60, '0.5', '90'],
    [
      'at the edge of two buckets takes the lower one whole',
      [
        [0, 5],
        [10, 5],
      ],
      10,
      '0.5',
      '10',
    ],
    [
      'just above it begins in the next bucket that has rows',
      [
        [0, 5],
        [90, 5],
      ],
      10,
      '0.6',
      '92',
    ],
    [
      'exactly at the last outcome before the censored ones exists',
      [
        [0, 9],
        [null, 1],
      ],
      10,
      '0.9',
      '10',
    ],
    [
      'beyond it does not',
      [
        [0, 9],
        [null, 1],
      ],
      10,
      '0.91',
      null,
    ],
    ['of censored rows alone does not exist', [[null, 4]], 10, '0.5', null],
    ['is no float', [[0, 3]], 10, '0.1', '1'],
  ] as [string, [number | null, number][], number, string, string | null][])('%s', (_, buckets, width, p, value) => {
    expect(percentile(buckets, width, p)).toBe(value);
  });

  test('differs from the percentile of the raw values by at most one bucket', () => {
    const values = fc.array(fc.nat({ max: 500 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(
        values,
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 99 }),
        (raw, width, hundredths) => {
          const counts = Map.groupBy(raw, (value) => value - (value % width));
          const buckets = [...counts]
            .map(([edge, members]): [number, number] => [edge, members.length])
            .sort(([a], [b]) => a - b);
          const sorted = raw.toSorted((a, b) => a - b);
          const nearest = sorted[Math.ceil((hundredths * raw.length) / 100) - 1] ?? 0;
          const found = new Fraction(percentile(buckets, width, `${hundredths}/100`) ?? -1);
          expect(found.sub(nearest).abs().compare(width)).toBeLessThanOrEqual(0);
        },
      ),
    );
  });
});
