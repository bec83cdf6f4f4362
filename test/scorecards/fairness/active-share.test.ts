import { describe, expect, test } from 'vitest';
import { Fraction } from '../../../functions/exact.ts';
import { isProrated, prorate, withheldFor } from '../../../functions/scorecards/fairness/active-share.ts';
import { mustLoad } from '../../support/shop.ts';
import { fairness } from './examples.ts';

const { shop, kpis } = mustLoad();
const LONG = new Fraction(400);

describe('a month that was not wholly worked', () => {
  test.each(fairness.part_month)(
    'of $active_days of $days days is scored: $scored',
    ({ active_days, days, q, scored }) => {
      const share = new Fraction(active_days, days);
      expect(share.toFraction()).toBe(q);
      expect(withheldFor(share, LONG, shop.parameters)).toBe(scored ? null : 'active_share');
    },
  );

  test('of 20 in 30 days asks for 800 of 1200, with the limits in proportion', () => {
    const [example] = fairness.part_month;
    const values = { target: example?.target ?? '', floor: '900', stretch: null, bandLow: null, bandHigh: null };
    expect(prorate(values, new Fraction(2, 3))).toEqual({
      target: example?.prorated_target,
      floor: '600',
      stretch: null,
      bandLow: null,
      bandHigh: null,
    });
  });

  test('of exactly a half is scored', () => {
    expect(withheldFor(new Fraction(1, 2), LONG, shop.parameters)).toBeNull();
    expect(withheldFor(new Fraction(14, 30), LONG, shop.parameters)).toBe('active_share');
  });

  test('is not scored in the first ninety days at work', () => {
    expect(withheldFor(new Fraction(1), new Fraction(89), shop.parameters)).toBe('probation');
    expect(withheldFor(new Fraction(1), new Fraction(90), shop.parameters)).toBeNull();
  });

  test('lowers the targets of what adds up and leaves those of rates', () => {
    const prorated = (id: string) => isProrated(kpis[id] as (typeof kpis)[string]);
    expect(['sales', 'new_users', 'campaign_sales', 'order_count'].map(prorated)).toEqual([true, true, true, true]);
    expect(['csat', 'sales_attainment', 'open_backlog', 'first_response_minutes_p50'].map(prorated)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});
