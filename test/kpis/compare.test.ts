import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Fraction } from '../../functions/exact.ts';
import { attainmentOf, comparePeriods, compareValues, type Measured } from '../../functions/kpis/compare.ts';
import type { Unit } from '../../functions/snapshot/shape.ts';
import { EXAMPLES } from '../support/shop.ts';

const { comparisons, kpis } = JSON.parse(readFileSync(path.join(EXAMPLES, 'expected.json'), 'utf8')) as {
  comparisons: { previous_month: Record<string, string> } & Record<string, { value: string; absolute: string }>;
  kpis: Record<string, { value: string }>;
};

const amount = (text: string | null) => (text === null ? null : new Fraction(text));

function compare(now: string | null, before: string | null, unit: Unit): (string | null)[] {
  const { change, ratio } = compareValues(amount(now), amount(before), unit);
  return [change?.toFraction() ?? null, ratio?.toFraction() ?? null];
}

const exampleOf = (id: string) => kpis[id]?.value ?? '';
const sales = exampleOf('sales');

describe('the comparison of two periods', () => {
  test('of the examples is exact: sales of the month before and of the year before', () => {
    expect(compare(sales, comparisons.previous_month.sales ?? '', 'money')[1]).toBe(comparisons.sales_mom?.value);
    expect(compare(sales, '1600', 'money')[1]).toBe(comparisons.sales_yoy?.value);
  });

  test('of two rates is a difference in points, never a percentage of a percentage', () => {
    const before = comparisons.previous_month.conversion_rate ?? '';
    const [change, ratio] = compare(exampleOf('conversion_rate'), before, 'percent');
    expect(new Fraction(change ?? 0).mul(100).toFraction()).toBe(comparisons.conversion_rate_mom_pp?.value);
    expect(ratio).toBeNull();
  });

  test.each(['percent', 'points', 'score5'] as const)('in %s has no ratio', (unit) => {
    expect(compare('3', '2', unit)).toEqual(['1', null]);
  });

  test.each(['money', 'count', 'hours', 'minutes', 'days', 'ms', 'times', 'per_hour'] as const)(
    'in %s has one',
    (unit) => {
      expect(compare('3', '2', unit)).toEqual(['1', '1/2']);
    },
  );

  test.each([
    ['0', '5', null],
    ['-2', '7', null],
    ['1/1000000', '4999999/1000000', '4999999'],
  ])('with a base of %s has the change %s and the ratio %s', (base, change, ratio) => {
    expect(compare('5', base, 'money')).toEqual([change, ratio]);
  });

  test.each([
    [null, '5'],
    ['5', null],
    [null, null],
  ])('of %j with %j is nothing at all', (now, before) => {
    expect(compare(now, before, 'money')).toEqual([null, null]);
  });
});

describe('the comparison of periods of other lengths', () => {
  const measured = (value: string | null, days: number): Measured => ({ value: amount(value), days });
  const perDay = (now: Measured, before: Measured, kpi: Parameters<typeof comparePeriods>[0]) =>
    comparePeriods(kpi, now, before).perDay;
  const sum = { unit: 'money', rollup: 'sum' } as const;

  test('of the examples is by day: June has a day less than May', () => {
    const found = perDay(measured(sales, 30), measured(comparisons.previous_month.sales ?? '', 31), sum);
    expect(found?.toFraction()).toBe((comparisons.sales_mom as unknown as { per_day_value: string }).per_day_value);
  });

  test('says nothing by day where both are as long, or the KPI does not add up, or has no ratio', () => {
    expect(perDay(measured('3', 31), measured('2', 31), sum)).toBeUndefined();
    expect(perDay(measured('3', 30), measured('2', 31), { unit: 'money', rollup: 'ratio' })).toBeUndefined();
    expect(perDay(measured('3', 30), measured('2', 31), { unit: 'percent', rollup: 'sum' })).toBeUndefined();
  });

  test('has no ratio by day either for a base of 0 or a missing value', () => {
    expect(perDay(measured('3', 30), measured('0', 31), sum)).toBeNull();
    expect(perDay(measured(null, 30), measured('2', 31), sum)).toBeNull();
  });

  test('is not moved by another currency', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1 }), fc.integer({ min: 1, max: 1000 }), (now, before, rate) => {
        const at = (factor: number) =>
          comparePeriods(sum, measured(String(now * factor), 28), measured(String(before * factor), 31));
        expect(at(rate).ratio?.equals(at(1).ratio ?? -9)).toBe(true);
        expect(at(rate).perDay?.equals(at(1).perDay ?? -9)).toBe(true);
        expect(at(rate).change?.equals(at(1).change?.mul(rate) ?? -9)).toBe(true);
      }),
    );
  });
});

describe('the attainment of a target', () => {
  const attainment = (value: string | null, target: string | null, better: string) =>
    attainmentOf(amount(value), amount(target), better)?.toFraction() ?? null;

  test('of the examples is value by target', () => {
    const ratio = new Fraction(attainment(sales, '2000', 'up') ?? 0).sub(1);
    expect(ratio.toFraction()).toBe(comparisons.sales_vs_target?.value);
  });

  test.each([
    ['30', '24', 'down', '4/5'],
    ['0', '24', 'down', null],
    ['30', '0', 'up', null],
    ['30', '-5', 'up', null],
    ['30', null, 'up', null],
    [null, '30', 'up', null],
    ['5', '6', 'band', null],
    ['5', '6', 'info', null],
  ])('of %s against %s, better %s, is %s', (value, target, better, wanted) => {
    expect(attainment(value, target, better)).toBe(wanted);
  });
});
