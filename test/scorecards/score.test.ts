import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Kpi, TargetValues } from '../../functions/definitions/definitions.ts';
import { Fraction, formatFixed } from '../../functions/exact.ts';
import { completeLimits, type Limits, scoreValue, statusOf } from '../../functions/scorecards/score.ts';
import { EXAMPLES, mustLoad } from '../support/shop.ts';

type Row = { kpi_id: string; direction: Kpi['better']; value: string; score: string | null; status: string } & {
  floor: string;
  stretch: string;
  target?: string;
  lo?: string;
  hi?: string;
};
const { scoring } = JSON.parse(readFileSync(path.join(EXAMPLES, 'expected.json'), 'utf8')) as {
  scoring: { rows: Row[]; employee_sales_attainment: Row[] };
};

const { kpis, shop } = mustLoad();
const NONE: TargetValues = { target: null, floor: null, stretch: null, bandLow: null, bandHigh: null };

function limitsOf(better: Kpi['better'], values: Partial<TargetValues>, atMost: string | null = null): Limits | null {
  return completeLimits({ ...(kpis.sales as Kpi), better, atMost }, { ...NONE, ...values }, shop.parameters);
}

function judge(value: string, better: Kpi['better'], limits: Limits | null): [string, string] {
  if (limits === null) throw new Error('no limits');
  const score = scoreValue(new Fraction(value), better, limits, shop.parameters);
  return [formatFixed(score, 2), statusOf(new Fraction(value), score, better, limits, shop.parameters.amberCut)];
}

const up = (value: string) => judge(value, 'up', limitsOf('up', { floor: '60', target: '80', stretch: '95' }));
const down = (value: string) => judge(value, 'down', limitsOf('down', { floor: '36', target: '24', stretch: '12' }));
const band = (value: string) =>
  judge(value, 'band', limitsOf('band', { floor: '3', bandLow: '5', bandHigh: '6', stretch: '8' }));

describe('the score of a KPI', () => {
  const rows = scoring.rows.filter((row): row is Row & { score: string } => row.score !== null);
  test.each(rows)('$kpi_id of the example is $score and $status', (row) => {
    const { direction, floor, target = null, stretch, lo = null, hi = null } = row;
    const limits = limitsOf(direction, { floor, target, stretch, bandLow: lo, bandHigh: hi });
    expect(judge(row.value, direction, limits)).toEqual([row.score, row.status]);
  });

  test.each(scoring.employee_sales_attainment)(
    'of an attainment of $value is $score',
    ({ value, score, ...limits }) => {
      const { floor, target = null, stretch } = limits;
      expect(judge(value, 'up', limitsOf('up', { floor, target, stretch }))[0]).toBe(score);
    },
  );

  test.each([
    ['59', '0.00', 'red'],
    ['60', '0.00', 'red'],
    ['70', '40.00', 'red'],
    ['75', '60.00', 'amber'],
    ['79.9999', '80.00', 'amber'],
    ['80', '80.00', 'green'],
    ['87.5', '90.00', 'green'],
    ['95', '100.00', 'green'],
    ['1000', '100.00', 'green'],
  ])('at %s, more being better, is %s and %s', (value, score, status) => {
    expect(up(value)).toEqual([score, status]);
  });

  test.each([
    ['37', '0.00', 'red'],
    ['36', '0.00', 'red'],
    ['27', '60.00', 'amber'],
    ['24.0001', '80.00', 'amber'],
    ['24', '80.00', 'green'],
    ['18', '90.00', 'green'],
    ['12', '100.00', 'green'],
    ['-5', '100.00', 'green'],
  ])('at %s, less being better, is %s and %s', (value, score, status) => {
    expect(down(value)).toEqual([score, status]);
  });

  test.each([
    ['3', '0.00', 'red'],
    ['4', '50.00', 'red'],
    ['4.5', '75.00', 'amber'],
    ['5', '100.00', 'green'],
    ['6', '100.00', 'green'],
    ['6.205', '89.75', 'amber'],
    ['8', '0.00', 'red'],
  ])('at %s, the middle being best, is %s and %s', (value, score, status) => {
    expect(band(value)).toEqual([score, status]);
  });

  const amounts = fc.integer({ min: -5_000, max: 5_000 }).map((n) => new Fraction(n, 37));
  test('never falls where the value improves', () => {
    const limits = fc.uniqueArray(amounts, { minLength: 3, maxLength: 3, selector: (amount) => amount.toFraction() });
    fc.assert(
      fc.property(limits, amounts, amounts, fc.boolean(), (three, a, b, isUp) => {
        const sign = isUp ? 1 : -1;
        const [floor, target, stretch] = three.toSorted((x, y) => x.compare(y) * sign).map((x) => x.toFraction()) as [
          string,
          string,
          string,
        ];
        const better = isUp ? 'up' : 'down';
        const found = limitsOf(better, { floor, target, stretch }) as Limits;
        const [worse, improved] = [a, b].sort((x, y) => x.compare(y) * sign) as [Fraction, Fraction];
        const score = (value: Fraction) => scoreValue(value, better, found, shop.parameters);
        expect(score(improved).compare(score(worse))).toBeGreaterThanOrEqual(0);
        expect(score(improved).compare(100)).toBeLessThanOrEqual(0);
        expect(score(worse).compare(0)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('limits that are not given', () => {
  const shown = (limits: Limits | null) =>
    limits?.kind === 'target' ? [limits.floor, limits.target, limits.stretch].map((one) => one.toFraction()) : limits;

  test('are 80 and 110 percent of the target, mirrored where less is better', () => {
    expect(shown(limitsOf('up', { target: '100' }))).toEqual(['80', '100', '110']);
    expect(shown(limitsOf('down', { target: '100' }))).toEqual(['120', '100', '90']);
  });

  test('stay below the natural bound: a target at the bound is met with 100', () => {
    const limits = limitsOf('up', { target: '0.98' }, '1');
    expect(shown(limits)).toEqual(['98/125', '49/50', '1']);
    expect(judge('1', 'up', limitsOf('up', { target: '1' }, '1'))).toEqual(['100.00', 'green']);
  });

  test.each(['0', '-10'])('are never made up for a target of %s', (target) => {
    expect(limitsOf('up', { target })).toBeNull();
    expect(limitsOf('down', { target })).toBeNull();
    expect(limitsOf('down', { target, floor: '5' })).toBeNull();
  });

  test('are no default where a target of 0 has its own', () => {
    const limits = limitsOf('down', { floor: '10', target: '0', stretch: '0' });
    expect([judge('0', 'down', limits), judge('5', 'down', limits)]).toEqual([
      ['100.00', 'green'],
      ['40.00', 'red'],
    ]);
  });

  test('make no score where the order is wrong, for information, or without target', () => {
    expect(limitsOf('up', { target: '80', floor: '80', stretch: '90' })).toBeNull();
    expect(limitsOf('up', { target: '80', floor: '70', stretch: '79' })).toBeNull();
    expect(limitsOf('info', { target: '80' })).toBeNull();
    expect(limitsOf('up', { floor: '70' })).toBeNull();
    expect(limitsOf('band', { floor: '3', bandLow: '6', bandHigh: '5', stretch: '8' })).toBeNull();
    expect(limitsOf('band', { bandLow: '5', bandHigh: '6' })).toBeNull();
  });
});
