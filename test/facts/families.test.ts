import { readFileSync } from 'node:fs';
import path from 'node:path';
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
import { EXAMPLES, mustLoad } from '../support/shop.ts';
import { familyFiles } from './families.ts';
import { AS_OF, CALENDAR, EXAMPLE_LAKE, lakeWith, openLake, periodOf } from './lake.ts';

type Figure = { value: string | null; numerator?: string; denominator?: string | null; n: number; censored?: number };
type Expected = { kpis: Record<string, Figure & { slices?: Record<string, Record<string, Figure>> }> };

const expected = JSON.parse(readFileSync(path.join(EXAMPLES, 'expected.json'), 'utf8')) as Expected;
const definitions = mustLoad(familyFiles());
const june = periodOf('2026-06');
const FAMILIES = ['inventory', 'web', 'customer', 'marketing', 'people'];
const kpis = Object.values(definitions.kpis).filter(({ family }) => FAMILIES.includes(family));

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

function figureOf({ value, numerator, denominator, sample }: Evaluated): Figure {
  return {
    value: value?.toFraction() ?? null,
    ...(numerator ? { numerator: numerator.toFraction() } : {}),
    denominator: denominator?.toFraction() ?? null,
    n: Number(sample?.valueOf()),
  };
}

/** What the example says of a figure, in lowest terms. */
function wanted({ value, numerator, denominator, n }: Figure): Figure {
  const lowest = (text: string) => new Fraction(text).toFraction();
  return {
    value: value === null ? null : lowest(value),
    ...(numerator === undefined ? {} : { numerator: lowest(numerator) }),
    denominator: denominator === undefined || denominator === null ? null : lowest(denominator),
    n,
  };
}

function membersOf(id: string, dimension: string): Map<string | null, Evaluated> {
  const slice = kpiOf(id).slices.find((candidate) => candidate.dimension === dimension);
  if (!slice) throw new Error(`${id} is not sliced by ${dimension}`);
  return new Map(
    evaluateMembers(kpiOf(id), slice, june, reading).map(({ member, evaluated }) => [member, evaluated] as const),
  );
}

describe('a KPI of another family, in YAML alone', () => {
  test.each(kpis.map(({ id }) => [id]))('%s has the value of the hand calculation', (id) => {
    expect(figureOf(evaluateKpi(kpiOf(id), WHOLE_SHOP, june, reading))).toEqual(wanted(expected.kpis[id] as Figure));
  });

  const slices = kpis.flatMap(({ id, slices: own }) =>
    own.flatMap(({ dimension }) => {
      const members = expected.kpis[id]?.slices?.[dimension];
      return members ? [[id, dimension, members] as const] : [];
    }),
  );
  test.each(slices)('%s by %s has the members of the hand calculation', (id, dimension, members) => {
    const found = [...membersOf(id, dimension)].filter(([member]) => member !== null);
    expect(Object.fromEntries(found.map(([member, evaluated]) => [member, figureOf(evaluated)]))).toEqual(
      Object.fromEntries(Object.entries(members).map(([member, figure]) => [member, wanted(figure)])),
    );
  });

  test('is compared in slices too', () => {
    expect(slices.map(([id, dimension]) => `${id} ${dimension}`).sort()).toEqual([
      'conversion_rate channel',
      'csat employee',
      'stockout_rate warehouse',
    ]);
  });
});

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
  test('looks at every row in every period: the text of a person is there for whoever never left', () => {
    const role = (member: string) =>
      reading.cube.text('staff', 'role', { period: '2026-06', cut: 'department', member });
    expect(role('sales')).toBe('sales');
    expect(role('nobody works here')).toBeNull();
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
      ...familyFiles(),
      'kpis/web.yaml':
        'x: { name: { en: X, zh-CN: X }, unit: count, better: up, value: visits.sessions, factor: 1 / visits.ordering }',
      'kpis/people.yaml': null,
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
    const slice = kpiOf('campaign_sales').slices.find(({ dimension }) => dimension === 'channel');
    if (!slice) throw new Error('no slice');
    const [only, ...others] = evaluateMembers(kpiOf('campaign_sales'), slice, june, own);
    expect(others).toEqual([]);
    expect([only?.member, only?.evaluated.value?.toFraction()]).toEqual([null, '480']);
    expect(evaluateKpi(kpiOf('campaign_roi'), WHOLE_SHOP, june, own).notes).toEqual(['unavailable']);
  });
});
