import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { Fraction } from '../../functions/exact.ts';
import { attainmentOf, compareValues } from '../../functions/kpis/compare.ts';
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
