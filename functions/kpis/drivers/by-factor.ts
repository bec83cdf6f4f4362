// A KPI as a product of measures by one another: visits × orders by visit × value by order. The last factor is the KPI by
// the measure before it, so that the product is the KPI exactly.
import type { DriverMethod, MeasureName } from '../../definitions/definitions.ts';
import { Fraction, sumExactly } from '../../exact.ts';
import { TOTAL_CUT } from '../../facts/cuts.ts';
import type { Period } from '../../periods/period.ts';
import type { Amount, Reading } from '../reading.ts';
import { assertWhole, type Part } from './parts.ts';
import { shapleyEffects } from './shapley.ts';
import { differenceOf, type Side } from './side.ts';

type Factored = Exclude<DriverMethod, { method: 'price_volume_mix' }>;

/** Null where a measure is missing or 0 in one of the periods. */
export function partsByFactor(driver: Factored, before: Side, now: Side, reading: Reading): Part[] | null {
  const { chain, names } = chainOf(driver);
  const [old, own] = [factorsOf(chain, before, reading), factorsOf(chain, now, reading)];
  if (old === null || own === null) return null;
  const effects = shapleyEffects(old, own);
  assertWhole(sumExactly(effects), differenceOf(before, now), driver.method);
  return names.map((part, at) => ({ id: part, part, effect: effects[at] as Fraction }));
}

function chainOf(driver: Factored): { chain: MeasureName[]; names: Part['part'][] } {
  return driver.method === 'orders_and_value'
    ? { chain: [driver.orders], names: ['orders', 'value'] }
    : { chain: [driver.visits, driver.orders], names: ['visits', 'orders_per_visit', 'value'] };
}

function factorsOf(chain: MeasureName[], { period, evaluated }: Side, reading: Reading): Fraction[] | null {
  const counts = chain.map((name) => totalOf(name, period, reading));
  const factors: Fraction[] = [];
  let below = new Fraction(1);
  for (const count of counts) {
    if (count === null || count.compare(0) <= 0) return null;
    factors.push(count.div(below));
    below = count;
  }
  return evaluated.value === null ? null : [...factors, evaluated.value.div(below)];
}

function totalOf({ fact, measure }: MeasureName, period: Period, { cube, gap }: Reading): Amount {
  if (!cube.has(fact, measure) || !cube.covers(fact, period.id, TOTAL_CUT) || gap(fact, period) !== null) return null;
  return cube.number(fact, measure, { period: period.id, cut: TOTAL_CUT, member: null });
}
