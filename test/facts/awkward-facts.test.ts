import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEngine } from '../../functions/cli/open-shop.ts';
import type { Kpi } from '../../functions/definitions/definitions.ts';
import { Fraction } from '../../functions/exact.ts';
import { type Evaluated, evaluateKpi } from '../../functions/kpis/evaluate.ts';
import { evaluateMembers, partitions } from '../../functions/kpis/members.ts';
import type { Reading } from '../../functions/kpis/reading.ts';
import { WHOLE_SHOP } from '../../functions/kpis/subject.ts';
import type { Engine } from '../../functions/ports.ts';
import { readLake } from '../support/evaluate.ts';
import { mustLoad } from '../support/shop.ts';
import { AS_OF, CALENDAR, EXAMPLE_LAKE, lakeWith, openLake, periodOf } from './lake.ts';

const definitions = mustLoad();
const june = periodOf('2026-06');

let engine: Engine;
let reading: Reading;

beforeAll(async () => {
  engine = await openEngine({ lake: EXAMPLE_LAKE, config: '', out: '', engine: 'duckdb' }, definitions);
  reading = await readLake(definitions, engine, [june], AS_OF, CALENDAR);
});

afterAll(() => engine.close());

function kpiOf(id: string): Kpi {
  const kpi = definitions.kpis[id];
  if (!kpi) throw new Error(`no KPI ${id}`);
  return kpi;
}

function membersOf(id: string, dimension: string): Map<string | null, Evaluated> {
  const slice = kpiOf(id).slices.find((candidate) => candidate.dimension === dimension);
  if (!slice) throw new Error(`${id} is not sliced by ${dimension}`);
  return new Map(
    evaluateMembers(kpiOf(id), slice, june, reading).map(({ member, evaluated }) => [member, evaluated] as const),
  );
}

describe('a fact with `per`', () => {
  test('adds the warehouses up before it asks whether anything is left: slices do not average to the total', () => {
    const warehouses = membersOf('stockout_rate', 'warehouse');
    expect(evaluateKpi(kpiOf('stockout_rate'), WHOLE_SHOP, june, reading).value?.toFraction()).toBe('1/30');
    expect(warehouses.get('W1')?.value?.toFraction()).toBe('1/20');
    expect(warehouses.get('W2')?.value?.toFraction()).toBe('1/3');
  });

  test('has no remainder of members, since they do not add up', () => {
    const slice = kpiOf('stockout_rate').slices[0];
    if (!slice) throw new Error('no slice');
    expect(partitions(kpiOf('stockout_rate'), slice, reading)).toBe(false);
  });

  test('weighs buckets by their samples and leaves other metrics out', () => {
    const total = { period: '2026-06', cut: 'total', member: null };
    const buckets = reading.cube.histogram('page_loads', 'lcp', total);
    expect(buckets.map(({ edge, count }) => `${edge.toFraction()}:${count.toFraction()}`)).toEqual([
      '1500:10',
      '2000:50',
      '2400:20',
      '3000:15',
      '5000:5',
    ]);
    // desktop: 40 samples, rank 30, 20 of 30 into the bucket of 2000.
    expect(membersOf('page_load_p75', 'device').get('desktop')?.value?.toFraction()).toBe(
      new Fraction(2000).add(new Fraction(20, 30).mul(100)).toFraction(),
    );
  });
});

describe('a predicate clock', () => {
  const at = (member: string, period = '2026-06') => ({ period, cut: 'employee', member });

  test('looks at every row in every period: what a person is, is there for whoever never left', () => {
    expect(reading.cube.text('staff', 'role', at('E1'))).toBe('sales');
    expect(reading.cube.text('staff', 'department_name', at('E5'))).toBe('marketing');
    expect(reading.cube.text('staff', 'role', at('nobody works here'))).toBeNull();
  });

  test('knows the days of the period on which somebody was employed', () => {
    expect(reading.cube.number('staff', 'employed_days', at('E1')).toFraction()).toBe('30');
    // E8 left on the tenth.
    expect(reading.cube.number('staff', 'employed_days', at('E8')).toFraction()).toBe('10');
    // E9 left half a year ago.
    expect(reading.cube.text('staff', 'employed_days', at('E9'))).toBeNull();
    // From 1 January to 30 June.
    expect(reading.cube.number('staff', 'tenure_days', at('E7')).toFraction()).toBe('180');
  });

  test('counts days of leave while somebody is employed, over a quarter as over a month', async () => {
    const rows = [
      'dt,employee_id,worked_hours,absence',
      '2026-06-02,E1,0.00,annual',
      '2026-05-04,E1,0.00,sick',
      '2026-06-09,E8,0.00,annual',
      '2026-06-11,E8,0.00,annual',
      '2026-06-12,E2,8.00,',
    ];
    const engine = await openLake(definitions, lakeWith({ rows: { employee_time: `${rows.join('\n')}\n` } }));
    const periods = ['2026-06', '2026-04..2026-06'].map(periodOf);
    const { cube } = await readLake(definitions, engine, periods, AS_OF, CALENDAR);
    const days = (member: string, period?: string) =>
      cube.number('staff', 'leave_days', at(member, period)).toFraction();
    expect([days('E1'), days('E1', '2026-04..2026-06'), days('E8'), days('E2')]).toEqual(['1', '2', '1', '0']);
    expect(cube.number('staff', 'employed_days', at('E8', '2026-04..2026-06')).toFraction()).toBe('71');
  });
});

describe('stock', () => {
  const read = async (rows: Record<string, string[]>) => {
    const texts = Object.entries(rows).map(([table, lines]) => [table, `${lines.join('\n')}\n`]);
    const engine = await openLake(definitions, lakeWith({ rows: Object.fromEntries(texts) }));
    return readLake(definitions, engine, [june], AS_OF, CALENDAR);
  };

  test('below nothing is an error: counted, left out, and too much of it blocks the figure', async () => {
    const own = await read({
      inventory_daily: [
        'dt,warehouse_id,product_id,category,owner_employee_id,on_hand_qty,reserved_qty,unit_cost_base,is_listed',
        '2026-06-30,W1,P1,home,E7,10,0,5.0000,true',
        '2026-06-30,W1,P2,home,E7,-3,0,5.0000,true',
      ],
    });
    const total = { period: '2026-06', cut: 'total', member: null };
    const figures = ['value', 'on_hand', 'negative'].map((name) => own.cube.number('stock', name, total).toFraction());
    expect(figures).toEqual(['50', '10', '1']);
    expect(evaluateKpi(kpiOf('on_hand_value'), WHOLE_SHOP, june, own)).toMatchObject({
      value: null,
      notes: ['blocked'],
    });
  });

  test('that is counted again on the same day counts once, as found last', async () => {
    const own = await read({
      inventory_counts: [
        'count_id,warehouse_id,product_id,category,owner_employee_id,counted_by_employee_id,counted_at,system_qty,counted_qty,unit_cost_base,dt',
        'K1,W1,P1,home,E7,E3,2026-06-05 02:00:00,20,18,5.0000,2026-06-05',
        'K2,W1,P1,home,E7,E3,2026-06-05 09:00:00,20,20,5.0000,2026-06-05',
        'K3,W1,P1,home,E7,E3,2026-06-06 02:00:00,20,19,5.0000,2026-06-06',
      ],
    });
    const { numerator, denominator } = evaluateKpi(kpiOf('inventory_accuracy'), WHOLE_SHOP, june, own);
    expect([numerator?.toFraction(), denominator?.toFraction()]).toEqual(['1', '2']);
  });
});

describe('a factor', () => {
  test('that reads another fact is sliced like the rest: each warehouse turns over on its own days of stock', () => {
    const found = membersOf('inventory_turnover', 'warehouse');
    const figure = ({ numerator, denominator, value }: Evaluated) =>
      [numerator, denominator, value].map((amount) => amount?.toFraction());
    const turnover = (cogs: number, stock: number) => new Fraction(cogs * 365, stock).toFraction();
    expect(figure(found.get('W1') as Evaluated)).toEqual(['700', '37800', turnover(700, 37_800)]);
    expect(figure(found.get('W2') as Evaluated)).toEqual(['490', '32200', turnover(490, 32_200)]);
  });

  test('that divides by zero leaves no value, not a factor of 1', async () => {
    const only = mustLoad({
      'kpis/own.yaml':
        'x: { name: { en: X, zh-CN: X }, family: web, unit: count, better: up, value: visits.sessions, factor: 1 / visits.ordering }',
    });
    const rows =
      'dt,channel,device,sessions,engaged_sessions,add_to_cart_sessions,order_sessions\n2026-06-10,web,app,7,0,0,0\n';
    const own = await readLake(
      only,
      await openLake(only, lakeWith({ rows: { web_daily: rows } })),
      [june],
      AS_OF,
      CALENDAR,
    );
    const kpi = only.kpis.x as Kpi;
    expect(evaluateKpi(kpi, WHOLE_SHOP, june, own)).toMatchObject({ value: null, notes: ['zero_denominator'] });
  });
});

describe('a table that is absent', () => {
  test('and optional leaves its dimension to nobody and the figures as they are', async () => {
    const lake = lakeWith({ without: ['campaigns'] });
    const own = await readLake(definitions, await openLake(definitions, lake), [june], AS_OF, CALENDAR);
    const kpi = kpiOf('campaign_participation_rate');
    const slice = kpi.slices.find(({ dimension }) => dimension === 'employee');
    if (!slice) throw new Error('no slice');
    const [only, ...others] = evaluateMembers(kpi, slice, june, own);
    expect(others).toEqual([]);
    expect([only?.member, only?.evaluated.value?.toFraction()]).toEqual([null, '2/5']);
  });

  test('and optional leaves people without leave, and their hours unknown', async () => {
    const lake = lakeWith({ without: ['employee_time'] });
    const own = await readLake(definitions, await openLake(definitions, lake), [june], AS_OF, CALENDAR);
    const person = { period: '2026-06', cut: 'employee', member: 'E1' };
    const days = ['employed_days', 'leave_days'].map((name) => own.cube.number('staff', name, person).toFraction());
    expect(days).toEqual(['30', '0']);
    expect(evaluateKpi(kpiOf('parcels_per_hour'), WHOLE_SHOP, june, own).notes).toEqual(['unavailable']);
  });

  test('takes the measures with it that would be a false zero', async () => {
    const lake = lakeWith({ without: ['campaigns'] });
    const own = await readLake(definitions, await openLake(definitions, lake), [june], AS_OF, CALENDAR);
    expect(evaluateKpi(kpiOf('campaign_sales'), WHOLE_SHOP, june, own).notes).toEqual(['unavailable']);
    expect(evaluateKpi(kpiOf('sales'), WHOLE_SHOP, june, own).value?.toFraction()).toBe('430861/200');
  });
});
