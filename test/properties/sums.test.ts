// What adds up in any shop: members to the whole, months to a longer period. What does not is known by its kind.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Fact } from '../../functions/definitions/definitions.ts';
import { Fraction } from '../../functions/exact.ts';
import { evaluateKpi } from '../../functions/kpis/evaluate.ts';
import { evaluateMembers, partitions } from '../../functions/kpis/members.ts';
import type { Amount, Reading } from '../../functions/kpis/reading.ts';
import { WHOLE_SHOP } from '../../functions/kpis/subject.ts';
import { periodOf } from '../facts/lake.ts';
import { copies, growLake, readTables } from '../support/grown-lake.ts';
import { mustLoad } from '../support/shop.ts';

const definitions = mustLoad();
const june = periodOf('2026-06');
const MONTHS = ['2026-05', '2026-06'];
const BOTH = '2026-05..2026-06';

test('members add to the whole, and months to both together, but for what is counted once or stands at an end', async () => {
  const parted = new Set<string>();
  const apart = new Set<string>();
  await fc.assert(
    fc.asyncProperty(copies, async (added) => {
      const reading = await readTables(growLake(added), definitions, [...MONTHS, BOTH]);
      for (const name of membersAdd(reading)) parted.add(name);
      for (const name of measuresApart(reading)) apart.add(name);
    }),
    { numRuns: 8 },
  );
  expect([...parted]).toEqual(expect.arrayContaining(['sales by channel', 'on_time_delivery_rate by carrier']));
  for (const name of apart) expect(mayStandApart(name), `${name} does not add up`).toBe(true);
  expect([...apart]).toEqual(expect.arrayContaining(['orders.backlog']));
}, 120_000);

const sum = (amounts: Amount[]) => amounts.reduce<Fraction>((left, one) => left.add(one ?? 0), new Fraction(0));

/** Each slice that parts the rows of its KPI, after its members have been added up above and below the line. */
function membersAdd(reading: Reading): string[] {
  const kpis = Object.values(definitions.kpis).filter(({ hasTotal }) => hasTotal);
  return kpis.flatMap((kpi) => {
    const whole = evaluateKpi(kpi, WHOLE_SHOP, june, reading);
    return kpi.slices
      .filter((slice) => partitions(kpi, slice, reading))
      .map((slice) => {
        const members = evaluateMembers(kpi, slice, june, reading);
        const name = `${kpi.id} by ${slice.dimension}`;
        for (const part of ['numerator', 'denominator'] as const) {
          if (whole[part] === null) continue;
          const parts = members.map(({ evaluated }) => evaluated[part]);
          expect(sum(parts).toFraction(), `${part} of ${name}`).toBe(whole[part].toFraction());
        }
        return name;
      });
  });
}

function measuresApart(reading: Reading): string[] {
  return Object.values(definitions.facts).flatMap((fact) =>
    Object.keys(fact.measures)
      .filter((name) => reading.cube.has(fact.id, name) && !addsUp(fact, name, reading))
      .map((name) => `${fact.id}.${name}`),
  );
}

function addsUp({ id, measures }: Fact, name: string, { cube }: Reading): boolean {
  const at = (period: string) => ({ period, cut: 'total', member: null });
  const aggregate = measures[name]?.aggregate;
  if (aggregate === 'histogram') {
    const counts = new Map<string, Fraction>();
    for (const [period, sign] of [...MONTHS.map((month) => [month, 1] as const), [BOTH, -1] as const]) {
      for (const { edge, count } of cube.histogram(id, name, at(period))) {
        const key = edge.toFraction();
        counts.set(key, (counts.get(key) ?? new Fraction(0)).add(count.mul(sign)));
      }
    }
    return [...counts.values()].every(({ n }) => n === 0n);
  }
  if (aggregate !== 'count' && aggregate !== 'sum' && aggregate !== 'count_distinct') return true;
  const [both, ...months] = [BOTH, ...MONTHS].map((period) => cube.number(id, name, at(period)));
  return both?.equals(sum(months)) ?? false;
}

/** Distinct counts, what is counted after adding up per key, and states: their clock is a condition, no instant. */
function mayStandApart(name: string): boolean {
  const [id = '', measure = ''] = name.split('.');
  const fact = definitions.facts[id];
  const found = fact?.measures[measure];
  const clock = fact?.clocks[found?.clock ?? ''] ?? '';
  return found?.aggregate === 'count_distinct' || fact?.per !== null || !/^\w+$/.test(clock);
}
