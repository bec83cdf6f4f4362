// An amount by what was sold: the pieces and the amount of each item in both periods.
import type { DriverMethod, Kpi } from '../../definitions/definitions.ts';
import { Fraction, sumExactly } from '../../exact.ts';
import { expressionsOf, factsOf } from '../../facts/cuts.ts';
import { partitions } from '../members.ts';
import type { Reading } from '../reading.ts';
import { assertWhole, type Part } from './parts.ts';
import { type Item, priceVolumeMix } from './price-volume-mix.ts';
import { areKnown, differenceOf, type Side } from './side.ts';

type ByItem = DriverMethod & { method: 'price_volume_mix' };

/** Null where the items were not read in one of the periods. */
export function partsByItem(kpi: Kpi, driver: ByItem, before: Side, now: Side, reading: Reading): Part[] | null {
  const { quantity, by } = driver;
  const slice = kpi.slices.find(({ dimension }) => dimension === by);
  if (!slice || !partitions(kpi, slice, reading)) return null;
  const pieces = { kind: 'measure' as const, ...quantity, yearAgo: false, offset: 0, length: 0 };
  if (!areKnown([...expressionsOf(slice), pieces], slice.column, [before, now], reading)) return null;
  const facts = [...new Set([...factsOf(slice), quantity.fact])];
  const ids = new Set(
    [before, now].flatMap(({ period }) => facts.flatMap((fact) => reading.cube.members(fact, period.id, slice.column))),
  );
  const reader = ({ period, evaluated, members }: Side) => {
    const known = new Map((members.get(by) ?? []).map((member) => [member.member, member.evaluated.numerator]));
    return (member: string | null) => {
      const scope = { period: period.id, cut: slice.column, member };
      const amount = (known.get(member) ?? new Fraction(0)).mul(evaluated.factor);
      return { amount, quantity: reading.cube.number(quantity.fact, quantity.measure, scope) };
    };
  };
  const [old, own] = [reader(before), reader(now)];
  const parts = priceVolumeMix([...ids].map((member): Item => ({ before: old(member), now: own(member) })));
  assertWhole(sumExactly(parts.map(({ effect }) => effect)), differenceOf(before, now), driver.method);
  return parts;
}
