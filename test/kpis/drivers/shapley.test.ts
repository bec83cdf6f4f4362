import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fraction } from '../../../functions/exact.ts';
import type { PartName } from '../../../functions/kpis/drivers/parts.ts';
import { shapleyEffects } from '../../../functions/kpis/drivers/shapley.ts';
import { EXAMPLE, exactOf, fraction, printedOf, sumOf } from './example.ts';

const MAY = { orders: fraction(2), sessions: fraction(800), sales: fraction(680) };
const JUNE = { orders: fraction(8), sessions: fraction(1000), sales: fraction('2154.305') };

function partsOf(names: string[], factors: (month: typeof MAY) => Fraction[]) {
  const effects = shapleyEffects(factors(MAY), factors(JUNE));
  return effects.map((effect, at) => ({ id: names[at] as string, part: names[at] as PartName, effect }));
}

describe('the effects of factors', () => {
  test('of the example are those of orders and of their value', () => {
    const parts = partsOf(['orders', 'aov'], ({ orders, sales }) => [orders, sales.div(orders)]);
    const wanted = EXAMPLE.sales_orders_x_aov_shapley;
    expect(exactOf(parts)).toEqual(wanted.exact);
    expect(printedOf(parts)).toEqual({ total: wanted.total_displayed, displayed: wanted.displayed });
  });

  test('of the example are those of visits, orders by visit and value', () => {
    const parts = partsOf(['sessions', 'orders_per_session', 'aov'], ({ sessions, orders, sales }) => [
      sessions,
      orders.div(sessions),
      sales.div(orders),
    ]);
    const wanted = EXAMPLE.sales_sessions_x_orders_per_session_x_aov_shapley;
    expect(exactOf(parts)).toEqual(wanted.exact);
    expect(printedOf(parts)).toEqual({ total: wanted.total_displayed, displayed: wanted.displayed });
  });

  const amount = fc.tuple(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 1, max: 99 }));
  const pairs = fc.array(fc.tuple(amount, amount), { minLength: 1, maxLength: 4 });
  const read = ([n, d]: [number, number]) => fraction(n).div(d);

  test('sum to the change of the product exactly, whatever the factors and their order', () => {
    fc.assert(
      fc.property(pairs, (factors) => {
        const [before, now] = [factors.map(([old]) => read(old)), factors.map(([, own]) => read(own))];
        const product = (values: Fraction[]) => values.reduce((all, value) => all.mul(value), fraction(1));
        const effects = shapleyEffects(before, now);
        expect(sumOf(effects).equals(product(now).sub(product(before)))).toBe(true);
        const turned = shapleyEffects([...before].reverse(), [...now].reverse()).reverse();
        expect(turned.every((effect, at) => effect.equals(effects[at] ?? 0))).toBe(true);
      }),
    );
  });

  test('are nothing for a factor that stayed', () => {
    const [own, other] = shapleyEffects([fraction(3), fraction(5)], [fraction(3), fraction(7)]);
    expect([own?.toFraction(), other?.toFraction()]).toEqual(['0', '6']);
  });
});
