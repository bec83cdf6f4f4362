import { expect, test } from 'vitest';
import { naturalBounds } from '../../functions/kpis/natural-bounds.ts';
import { defineKpis, kpiIn } from './hand-made.ts';

const DEFINITIONS = defineKpis({
  count: 'value: f.n',
  share: 'numerator: f.n, denominator: f.d, at_most: 1',
  difference: 'value: f.n - f.d',
  within: 'numerator: (f.n + f.s) * (f.c - f.d), denominator: f.d',
  scaled: 'numerator: f.n, denominator: f.d, factor: 1 - 2',
  median: 'percentile: 0.5, of: f.h',
});

test.each([
  ['count', '0', null],
  ['share', '0', '1'],
  ['difference', null, null],
  ['within', null, null],
  ['scaled', null, null],
  ['median', '0', null],
])('%s is never below %s and never above %s', (id, low, high) => {
  const bounds = naturalBounds(kpiIn(DEFINITIONS, id));
  expect([bounds.low?.toFraction() ?? null, bounds.high?.toFraction() ?? null]).toEqual([low, high]);
});
