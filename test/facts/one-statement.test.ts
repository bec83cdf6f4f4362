import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Fraction } from '../../functions/exact.ts';
import { evaluateKpi } from '../../functions/kpis/evaluate.ts';
import { evaluateMembers } from '../../functions/kpis/members.ts';
import { WHOLE_SHOP } from '../../functions/kpis/subject.ts';
import { readLake } from '../support/evaluate.ts';
import { mustLoad } from '../support/shop.ts';
import { AS_OF, CALENDAR, EXAMPLE_LAKE, lakeWith, openLake, periodOf, statementsFor } from './lake.ts';

const templates = mustLoad();
const june = periodOf('2026-06');

/** Cells by fact and period, rows in a fixed order and the buckets of histograms too. */
async function cellsOf(lake: string, ids: string[]): Promise<Map<string, string[]>> {
  const engine = await openLake(templates, lake);
  const { statements } = await statementsFor(templates, engine, ids.map(periodOf));
  const cells = new Map<string, string[]>();
  for (const { fact, sql } of statements.filter(({ measures }) => measures.length > 0)) {
    const { rows } = await engine.query({ id: fact, sql });
    for (const id of ids) {
      const own = rows.filter(([period]) => period === id).map((row) => JSON.stringify(row.map(sorted)));
      cells.set(`${fact} ${id}`, own.sort());
    }
  }
  return cells;
}

function sorted(cell: string | null): unknown {
  return cell?.startsWith('{') ? Object.entries(JSON.parse(cell) as object).sort() : cell;
}

describe('one statement for many periods', () => {
  const ids = ['2025-06', '2026-05', '2026-06', '2026-07', '2026-YTD-06', '2026-05..2026-06'];

  test('answers each of them as a statement of its own does, cell by cell', async () => {
    const together = await cellsOf(EXAMPLE_LAKE, ids);
    expect([...together.values()].flat().length).toBeGreaterThan(300);
    for (const id of ids) {
      for (const [name, rows] of await cellsOf(EXAMPLE_LAKE, [id])) expect(together.get(name), name).toEqual(rows);
    }
  });

  test('gives a quarter the sums of its months, and its own distinct counts and states', async () => {
    const periods = ['2026-04', '2026-05', '2026-06', '2026-Q2'].map(periodOf);
    const { cube } = await readLake(templates, await openLake(templates, EXAMPLE_LAKE), periods, AS_OF, CALENDAR);
    const total = (period: string) => ({ period, cut: 'total', member: null });
    const compared = Object.values(templates.facts).flatMap(({ id, measures }) =>
      Object.entries(measures).flatMap(([name, { aggregate }]) => {
        if ((aggregate !== 'count' && aggregate !== 'sum') || !cube.has(id, name)) return [];
        const months = periods.slice(0, 3).map((month) => cube.number(id, name, total(month.id)));
        const sum = months.reduce((left, one) => left.add(one), new Fraction(0));
        return [{ name: `${id}.${name}`, isSum: sum.equals(cube.number(id, name, total('2026-Q2'))) }];
      }),
    );
    expect(compared.length).toBeGreaterThan(40);
    // States at the end of a period, and what `per` counts after adding up, are no sums of months.
    expect(compared.filter(({ isSum }) => !isSum).map(({ name }) => name)).toEqual([
      'customers.base',
      'orders.backlog',
      'staff.opening',
      'staff.closing',
      'staff.year_ago',
      'staff.stayed',
      'staff.tenure_days',
    ]);
  });

  test('gives the same cells whatever the order of the rows in the files', async () => {
    const wanted = await cellsOf(EXAMPLE_LAKE, ['2026-06']);
    expect(await cellsOf(lakeWith({ rows: shuffled(7) }), ['2026-06'])).toEqual(wanted);
  });
});

function shuffled(seed: number): Record<string, string> {
  return Object.fromEntries(
    ['orders', 'order_lines', 'shipments', 'shipment_lines', 'returns', 'inventory_daily', 'surveys'].map((table) => {
      const [header = '', ...lines] = readTable(table).trim().split('\n');
      const [order = []] = fc.sample(fc.shuffledSubarray(lines, { minLength: lines.length }), { numRuns: 1, seed });
      return [table, `${[header, ...order].join('\n')}\n`];
    }),
  );
}

function readTable(table: string): string {
  return readFileSync(path.join(EXAMPLE_LAKE, `${table}.csv`), 'utf8');
}

describe('versions of a row', () => {
  test('count once, the highest wins: an order that moved is in its new region only', async () => {
    const reading = await readLake(templates, await openLake(templates, EXAMPLE_LAKE), [june], AS_OF, CALENDAR);
    const regions = reading.cube.members('sales', '2026-06', 'region');
    expect(regions).toContain('CN-S');
    expect(regions).not.toContain('XX');
  });
});

describe('a period without rows', () => {
  test('has sums of 0 and ratios without value, and no members', async () => {
    const september = periodOf('2026-09');
    const reading = await readLake(templates, await openLake(templates, EXAMPLE_LAKE), [september], AS_OF, CALENDAR);
    const evaluate = (id: string) => {
      const kpi = templates.kpis[id];
      if (!kpi) throw new Error(`no KPI ${id}`);
      return { ...evaluateKpi(kpi, WHOLE_SHOP, september, reading), kpi };
    };
    expect(evaluate('sales').value?.toFraction()).toBe('0');
    expect(evaluate('aov')).toMatchObject({ value: null, notes: ['zero_denominator'] });
    expect(evaluate('processing_hours_p50')).toMatchObject({ value: null, notes: ['zero_denominator'] });
    const { kpi } = evaluate('sales');
    expect(kpi.slices.flatMap((slice) => evaluateMembers(kpi, slice, september, reading))).toEqual([]);
  });
});

describe('a shop that lacks tables', () => {
  async function valuesWithout(change: Parameters<typeof lakeWith>[0]): Promise<Map<string, string>> {
    const engine = await openLake(templates, lakeWith(change));
    const reading = await readLake(templates, engine, [june], AS_OF, CALENDAR);
    return new Map(
      Object.values(templates.kpis).map((kpi) => {
        const { value, notes } = evaluateKpi(kpi, WHOLE_SHOP, june, reading);
        return [kpi.id, value === null ? notes.join() : value.toFraction()];
      }),
    );
  }

  test('of returns loses what is computed from returns, and nothing else changes', async () => {
    const [full, less] = [await valuesWithout({}), await valuesWithout({ without: ['returns'] })];
    const changed = [...full].filter(([id, value]) => less.get(id) !== value).map(([id]) => id);
    expect(changed.sort()).toEqual([
      'net_sales',
      'quality_return_rate',
      'return_exchange_rate_qty',
      'return_exchange_rate_value',
      'return_rate',
      'return_rate_cohort',
    ]);
    for (const id of changed) expect(less.get(id), id).toBe('unavailable');
  });

  test('of all but orders and their lines still has its sales', async () => {
    const less = await valuesWithout({ only: ['orders', 'order_lines'] });
    expect([less.get('sales'), less.get('order_count'), less.get('aov')]).toEqual(['430861/200', '8', '430861/1600']);
    expect(less.get('on_time_delivery_rate')).toBe('unavailable');
  });

  test('of order lines has no sales at all: unavailable, never 0', async () => {
    const less = await valuesWithout({ without: ['order_lines'] });
    expect([less.get('sales'), less.get('aov')]).toEqual(['unavailable', 'unavailable']);
    expect(less.get('on_time_delivery_rate')).toBe('7/10');
  });
});
