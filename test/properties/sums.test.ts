// What adds up in any shop: members to the whole, months to a longer period. What does not is known by name.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fact } from '../../functions/definitions/definitions.ts';
import { Fraction } from '../../functions/exact.ts';
import { evaluateKpi } from '../../functions/kpis/evaluate.ts';
import { evaluateMembers, partitions } from '../../functions/kpis/members.ts';
import type { Amount, Reading } from '../../functions/kpis/reading.ts';
import { WHOLE_SHOP } from '../../functions/kpis/subject.ts';
import { periodOf } from '../facts/lake.ts';
import { grownLakes, readTables } from '../support/grown-lake.ts';
import { mustLoad } from '../support/shop.ts';

const definitions = mustLoad();
const june = periodOf('2026-06');
const RUNS = { numRuns: 12 };
const MONTHS = ['2026-05', '2026-06'];
const BOTH = '2026-05..2026-06';

const sum = (amounts: Amount[]) => amounts.reduce<Fraction>((left, one) => left.add(one ?? 0), new Fraction(0));

describe('in any lake', () => {
  test('the members of a slice that parts the rows add to the whole, above and below the line', async () => {
    const parted = new Set<string>();
    await fc.assert(
      fc.asyncProperty(grownLakes, async (tables) => {
        const reading = await readTables(tables, definitions, ['2026-06']);
        for (const kpi of Object.values(definitions.kpis).filter(({ hasTotal }) => hasTotal)) {
          const whole = evaluateKpi(kpi, WHOLE_SHOP, june, reading);
          for (const slice of kpi.slices.filter((one) => partitions(kpi, one, reading))) {
            const members = evaluateMembers(kpi, slice, june, reading);
            const name = `${kpi.id} by ${slice.dimension}`;
            for (const part of ['numerator', 'denominator'] as const) {
              if (whole[part] === null) continue;
              const parts = members.map(({ evaluated }) => evaluated[part]);
              expect(sum(parts).toFraction(), `${part} of ${name}`).toBe(whole[part].toFraction());
            }
            parted.add(name);
          }
        }
      }),
      RUNS,
    );
    expect([...parted]).toEqual(expect.arrayContaining(['sales by channel', 'on_time_delivery_rate by carrier']));
  }, 60_000);

  test('two months add up to both together, apart from what is counted once or stands at an end', async () => {
    const apart = new Set<string>();
    await fc.assert(
      fc.asyncProperty(grownLakes, async (tables) => {
        const reading = await readTables(tables, definitions, [...MONTHS, BOTH]);
        for (const fact of Object.values(definitions.facts)) {
          for (const name of Object.keys(fact.measures).filter((one) => reading.cube.has(fact.id, one))) {
            if (!addsUp(fact, name, reading)) apart.add(`${fact.id}.${name}`);
          }
        }
      }),
      RUNS,
    );
    for (const name of apart) expect(mayStandApart(name), `${name} does not add up`).toBe(true);
    expect([...apart]).toEqual(expect.arrayContaining(['orders.backlog']));
  }, 60_000);
});

function addsUp({ id, measures }: Fact, name: string, { cube }: Reading): boolean {
  const at = (period: string) => ({ period, cut: 'total', member: null });
  const aggregate = measures[name]?.aggregate;
  if (aggregate !== 'histogram') {
    const [both, ...months] = [BOTH, ...MONTHS].map((period) => cube.number(id, name, at(period)));
    return both?.equals(sum(months)) ?? false;
  }
  const counts = new Map<string, Fraction>();
  for (const [period, sign] of [...MONTHS.map((month) => [month, 1] as const), [BOTH, -1] as const]) {
    for (const { edge, count } of cube.histogram(id, name, at(period))) {
      const key = edge.toFraction();
      counts.set(key, (counts.get(key) ?? new Fraction(0)).add(count.mul(sign)));
    }
  }
  return [...counts.values()].every(({ n }) => n === 0n);
}

/** Distinct counts, what is counted after adding up per key, and states: their clock is a condition, no instant. */
function mayStandApart(name: string): boolean {
  const [id = '', measure = ''] = name.split('.');
  const fact = definitions.facts[id];
  const found = fact?.measures[measure];
  const clock = fact?.clocks[found?.clock ?? ''] ?? '';
  return found?.aggregate === 'count_distinct' || fact?.per !== null || !/^\w+$/.test(clock);
}
