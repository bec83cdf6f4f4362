import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Computation } from '../../../functions/definitions/definitions.ts';
import { Fraction } from '../../../functions/exact.ts';
import { isOfItsSample, leastShrunkSample, shrink } from '../../../functions/scorecards/fairness/shrink.ts';
import { mustLoad } from '../../support/shop.ts';
import { fairness } from './examples.ts';

const half = new Fraction(1, 2);

describe('a small sample', () => {
  test('of 27 in 30 among peers at 80 % counts as 85 %', () => {
    const { employee, peer_rate, kappa, shrunk } = fairness.shrinkage;
    const own = { rate: new Fraction(employee.x, employee.n), sample: new Fraction(employee.n) };
    expect(shrink(own, new Fraction(peer_rate), new Fraction(kappa)).equals(shrunk)).toBe(true);
  });

  test('stands at the peer rate where the strength has no end', () => {
    expect(shrink({ rate: new Fraction(1), sample: new Fraction(500) }, half, null).toFraction()).toBe('1/2');
  });

  test.each([
    [30, '10'],
    [50, '17'],
    [100, '34'],
    [3, '1'],
    [1, '1'],
  ])('is scored from a third of %i on, which is %s', (minSample, least) => {
    expect(leastShrunkSample(new Fraction(minSample)).toFraction()).toBe(least);
  });

  const count = fc.integer({ min: 1, max: 10_000 });
  test('moves towards the peers, never beyond them, and less the larger it is', () => {
    fc.assert(
      fc.property(count, count, count, fc.integer({ min: 0, max: 100 }), (x, n, strength, percent) => {
        const [rate, peers, kappa] = [new Fraction(x, 10_000), new Fraction(percent, 100), new Fraction(strength)];
        const drawn = shrink({ rate, sample: new Fraction(n) }, peers, kappa);
        const larger = shrink({ rate, sample: new Fraction(n + 1) }, peers, kappa);
        const away = (value: Fraction) => value.sub(rate).abs();
        expect(away(drawn).compare(away(peers))).toBeLessThanOrEqual(0);
        expect(away(larger).compare(away(drawn))).toBeLessThanOrEqual(0);
      }),
    );
  });
});

describe('what is divided by its own sample', () => {
  const { kpis } = mustLoad();
  const ofEmployee = (id: string): Computation => {
    const slices = kpis[id]?.slices ?? [];
    return slices.find(({ dimension }) => ['employee', 'product_owner'].includes(dimension)) as Computation;
  };

  test.each([
    'csat',
    'delivery_accuracy_rate',
    'handling_minutes_avg',
    'ad_ctr',
    'employee_complaint_rate',
    'inventory_accuracy',
    'return_rate_cohort',
    'aov',
  ])('is %s', (id) => {
    expect(isOfItsSample(ofEmployee(id))).toBe(true);
  });

  test.each([
    'vas_share',
    'parcels_per_hour',
    'sales_attainment',
    'sales_growth_yoy',
    'first_response_minutes_p50',
    'new_users',
    'campaign_roi',
    'inventory_turnover',
    'coordination_rating',
  ])('is not %s', (id) => {
    expect(isOfItsSample(ofEmployee(id))).toBe(false);
  });
});
