import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Fraction, formatFixed } from '../../functions/exact.ts';
import { type Chart, chartLimits, judgeSignal } from '../../functions/kpis/signal.ts';
import { EXAMPLES } from '../support/shop.ts';

const { xmr } = JSON.parse(readFileSync(path.join(EXAMPLES, 'expected.json'), 'utf8')) as {
  xmr: { baseline: number[]; current: number } & Record<
    'mean' | 'upper' | 'lower' | 'upper_display' | 'lower_display' | 'url',
    string
  >;
};

type Numbers = (number | string | null)[];

const series = (values: Numbers) => values.map((value) => (value === null ? null : new Fraction(value)));

function judge(baseline: Numbers, current: number | string, change: Partial<Chart> = {}) {
  return judgeSignal({
    baseline: series(baseline),
    current: new Fraction(current),
    leastPoints: 12,
    displayUnit: new Fraction('0.01'),
    bounds: { low: null, high: null },
    ...change,
  });
}

describe('the chart of the example', () => {
  const limits = chartLimits(series(xmr.baseline));

  test('has its mean and limits', () => {
    expect(limits?.mean.toFraction()).toBe(xmr.mean);
    expect([limits?.lower, limits?.upper].map((limit) => limit?.toFraction())).toEqual([xmr.lower, xmr.upper]);
    const shown = [limits?.lower, limits?.upper, limits?.rangeLimit].map((limit) => limit && formatFixed(limit, 2));
    expect(shown).toEqual([xmr.lower_display, xmr.upper_display, xmr.url]);
  });

  test('calls the month a signal', () => {
    expect(judge(xmr.baseline, xmr.current)).toMatchObject({ verdict: 'signal', rule: 'outside', points: 12 });
    expect(judge(xmr.baseline, 112)).toMatchObject({ verdict: 'noise', rule: null });
    expect(judge(xmr.baseline, 88)).toMatchObject({ verdict: 'signal', rule: 'outside' });
  });
});

describe('a signal', () => {
  test('is never guessed from a short history', () => {
    expect(judge(xmr.baseline.slice(1), 1000)).toEqual({
      verdict: 'short_history',
      rule: null,
      points: 11,
      limits: null,
    });
    expect(judge([...xmr.baseline.slice(1), null], 1000).verdict).toBe('short_history');
    expect(judge(xmr.baseline, 1, { current: null }).verdict).toBe('short_history');
  });

  test('has no range over a gap', () => {
    // 1, 3 and 7, 9: two steps of 2; the step of 4 over the gap is none.
    const limits = chartLimits(series([1, 3, null, 7, 9]));
    expect(limits?.upper.sub(limits.mean).toFraction()).toBe(new Fraction('2.66').mul(2).toFraction());
    expect(chartLimits(series([1, null, 3, null, 5]))).toBeNull();
  });

  test('is the eighth month in a row on one side of the mean', () => {
    const low = [99, 99, 99, 99, 99, 99];
    const high = [101, 102, 101, 102, 101, 102, 101];
    expect(judge([90, 110, ...low, ...high], 102)).toMatchObject({ verdict: 'signal', rule: 'run' });
    expect(judge([90, 110, ...low, 99, ...high.slice(1)], 102)).toMatchObject({ verdict: 'noise', rule: null });
  });

  test('is no run over a gap', () => {
    const high = [101, 102, 101, 102, null, 102, 101];
    expect(judge([90, 110, 99, 99, 99, 99, 99, 99, 99, ...high], 102).verdict).toBe('noise');
  });

  test('needs a change that can be seen where nothing ever moved', () => {
    const flat = Array.from({ length: 12 }, () => 5);
    expect(judge(flat, '5.009').verdict).toBe('noise');
    expect(judge(flat, '5.01')).toMatchObject({ verdict: 'signal', rule: 'changed' });
    expect(judge(flat, '4.99')).toMatchObject({ verdict: 'signal', rule: 'changed' });
    expect(judge(flat, 5)).toMatchObject({ verdict: 'noise', rule: null });
  });

  test('has no limit beyond what a value can be', () => {
    const shares = [0.9, 1, 0.9, 1, 0.9, 1, 0.9, 1, 0.9, 1, 0.9, 1];
    const found = judge(shares, 1, { bounds: { low: new Fraction(0), high: new Fraction(1) } });
    expect([found.limits?.upper.toFraction(), found.verdict]).toEqual(['1', 'noise']);
    const counts = [0, 9, 0, 9, 0, 9, 0, 9, 0, 9, 0, 9];
    expect(judge(counts, 0, { bounds: { low: new Fraction(0), high: null } }).limits?.lower.toFraction()).toBe('0');
  });

  test('is the same in every currency', () => {
    const amounts = fc.array(fc.nat(10_000), { minLength: 12, maxLength: 24 });
    fc.assert(
      fc.property(amounts, fc.nat(20_000), fc.integer({ min: 2, max: 500 }), (baseline, current, rate) => {
        const [own, other] = [1, rate].map((factor) =>
          judge(
            baseline.map((value) => value * factor),
            current * factor,
          ),
        );
        expect([other?.verdict, other?.rule]).toEqual([own?.verdict, own?.rule]);
        expect(other?.limits?.upper.equals(own?.limits?.upper.mul(rate) ?? -1)).toBe(true);
      }),
    );
  });
});
