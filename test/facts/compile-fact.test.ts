import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Fact } from '../../functions/definitions/definitions.ts';
import { compileFact } from '../../functions/facts/compile-fact.ts';
import { cutsOfRun } from '../../functions/facts/cuts.ts';
import { mustLoad, ROOT } from '../support/shop.ts';
import { AS_OF, periodOf } from './lake.ts';

const GOLDEN = path.join(ROOT, 'test/golden/facts');
const templates = mustLoad();
const present = Object.fromEntries(
  Object.values(templates.tables).map(({ id, columns, versioned }) => [
    id,
    [...Object.keys(columns), ...(versioned ? ['row_version'] : [])],
  ]),
);

type Change = {
  definitions?: typeof templates;
  present?: typeof present;
  periods?: string[];
  detailPeriods?: string[];
};

function sqlOf(id: string, change: Change = {}): string {
  const { definitions = templates, periods = ['2025-06', '2026-05', '2026-06'], detailPeriods } = change;
  const compiled = compileFact(definitions.facts[id] as Fact, {
    definitions,
    present: change.present ?? present,
    periods: periods.map(periodOf),
    cuts: cutsOfRun(definitions, Object.values(definitions.kpis))[id] ?? [],
    reach: { lookbackDays: 120, scheduledAt: AS_OF },
    ...(detailPeriods ? { detailPeriods } : {}),
  });
  if ('absentTable' in compiled) throw new Error(`${id} lacks ${compiled.absentTable}`);
  return compiled.sql;
}

describe('the statement of a fact', () => {
  const facts = Object.keys(templates.facts);

  test.each(facts)('of %s is the golden one', (id) => {
    const file = path.join(GOLDEN, `${id}.sql`);
    const sql = `${sqlOf(id, { definitions: templates })}\n`;
    if (process.env.UPDATE_GOLDEN === '1') {
      mkdirSync(GOLDEN, { recursive: true });
      writeFileSync(file, sql);
    }
    expect(sql).toBe(readFileSync(file, 'utf8'));
  });

  test('is golden for every fact of the templates and for no other', () => {
    expect(readdirSync(GOLDEN).sort()).toEqual(facts.map((id) => `${id}.sql`).sort());
  });

  test.each(Object.keys(templates.facts))('of %s adds and never divides, averages, rounds or tells the time', (id) => {
    const words = sqlOf(id).replace(/'[^']*'/g, "''");
    expect(words).not.toMatch(/\/|\bavg\b|\bround\b|\bnow\b|\bcurrent_|\bAT TIME ZONE\b|\bapprox_/i);
    expect(words).not.toContain('$');
  });

  test.each(Object.keys(templates.facts))('of %s begins each row with period, cut, member and stratum', (id) => {
    const columns = [...sqlOf(id).matchAll(/\bAS (cut|member|stratum|"[a-z0-9_]+")/g)].map(([, name]) => name);
    const measures = Object.keys(templates.facts[id]?.measures ?? {}).map((name) => `"${name}"`);
    expect(columns).toEqual(['cut', 'member', 'stratum', ...measures]);
  });

  test('takes the newest version of a row inside the partitions that it reads, of versioned tables only', () => {
    const sql = sqlOf('orders');
    expect(sql).toContain('row_number() OVER (PARTITION BY order_id ORDER BY row_version DESC) AS newest');
    expect(sql.match(/WHERE newest = 1/g)).toHaveLength(3);
    expect(sqlOf('hours')).not.toContain('newest');
    const unversioned = { ...present, orders: Object.keys(templates.tables.orders?.columns ?? {}) };
    expect(sqlOf('orders', { present: unversioned })).not.toContain('PARTITION BY order_id ORDER BY row_version');
  });

  test('holds the clean-up of the tables that it reaches and of no other, dependencies first', () => {
    const names = [...sqlOf('sales').matchAll(/^([a-z_]+) AS \($/gm)].map(([, name]) => name);
    expect(names).toEqual([
      'orders',
      'real_orders',
      'shipment_lines',
      'shipments',
      'order_shipments',
      'sale_orders',
      'order_lines',
      'campaigns',
      'returns',
      'fact',
    ]);
  });

  test('counts a row by an instant only within the look-back of its birth', () => {
    const within =
      "received_at >= starts_at AND received_at < ends_at AND received_at < CAST(born AS DATE) + INTERVAL '120' DAY";
    expect(sqlOf('sales')).toContain(`FROM fact JOIN periods ON (${within})`);
  });

  test('repeats the clock of each measure where there are several', () => {
    const sql = sqlOf('orders');
    expect(sql).toMatch(
      /count\(\*\) FILTER \(WHERE \(ship_by >= starts_at AND ship_by < ends_at AND .*\) AND \(ships AND NOT is_cancelled\)\) AS "due"/,
    );
    expect(sql).toMatch(/ON \(received_at >= .*\) OR \(ship_by >= .*\) OR \(received_at < ends_at AND /);
  });

  test('names only the columns of a period that it uses', () => {
    expect(sqlOf('hours')).toContain(
      "WITH periods (period, first_day, last_day) AS (VALUES\n  ('2025-06', '2025-06-01', '2025-06-30')",
    );
    expect(sqlOf('promotions')).toContain("('2026-06', DATE '2026-06-30', DATE '2025-06-30')");
  });

  test('puts the value of a parameter in its place', () => {
    expect(sqlOf('sales')).toContain("x.received_at + INTERVAL '45' DAY");
    const shop = 'name: S\nsender: a@b.example\nlocales: [en]\nparameters: { return_window_days: 30 }\n';
    expect(sqlOf('sales', { definitions: mustLoad({ 'shop.yaml': shop }) })).toContain(
      "x.received_at + INTERVAL '30' DAY",
    );
  });

  test('adds up inside each scope and key before it counts, where the fact says per', () => {
    const sql = sqlOf('sku_days');
    const scoped = sql.slice(sql.indexOf('scoped AS ('), sql.lastIndexOf('SELECT'));
    expect(scoped).toContain(
      'GROUPING SETS ((period, per_key_1, per_key_2), (period, warehouse, per_key_1, per_key_2), ',
    );
    expect(scoped).toContain('sum(available) AS available');
    expect(sql.slice(sql.lastIndexOf('SELECT'))).toContain('FROM scoped\nGROUP BY period, cut, member, stratum');
  });

  test('weighs a histogram by map_agg, whose buckets are unique within a scope', () => {
    expect(sqlOf('page_loads')).toContain(
      'json_format(CAST(map_agg(bucket - bucket % 100, samples) AS JSON)) AS "lcp"',
    );
  });

  test('reads a mapped table through its mapping', () => {
    const definitions = mustLoad({ 'sources.yaml': 'employee_time: SELECT * FROM raw.timesheets\n' });
    const sql = sqlOf('hours', { definitions });
    expect(sql).toContain('SELECT * FROM raw.timesheets');
    expect(sql).not.toContain('raw.employee_time');
  });
});

describe('large dimensions', () => {
  test('are returned for the periods that need them only', () => {
    const sql = sqlOf('parcels', { detailPeriods: ['2026-06'] });
    expect(sql).toMatch(
      /^SELECT \* FROM \(\n[\s\S]*\) cells WHERE cut NOT IN \('employee', 'employee\*parcel_size'\) OR period IN \('2026-06'\)$/,
    );
  });

  test('are not limited where every period needs them, nor where the fact has none', () => {
    expect(sqlOf('parcels', { periods: ['2026-06'], detailPeriods: ['2026-06'] })).not.toContain('cells WHERE');
    expect(sqlOf('orders', { detailPeriods: [] })).not.toContain('cells WHERE');
  });
});

describe('an absent table', () => {
  const without = (...tables: string[]) =>
    Object.fromEntries(Object.entries(present).filter(([id]) => !tables.includes(id)));
  const compiled = (id: string, ...tables: string[]) =>
    compileFact(templates.facts[id] as Fact, {
      definitions: templates,
      present: without(...tables),
      periods: [periodOf('2026-06')],
      cuts: cutsOfRun(templates, Object.values(templates.kpis))[id] ?? [],
      reach: { lookbackDays: 120, scheduledAt: AS_OF },
    });

  test('that is optional is an empty relation of its types, and its measures are gone', () => {
    const found = compiled('sales', 'returns');
    if ('absentTable' in found) throw new Error('sales needs returns');
    expect(found.measures).not.toContain('returned_units');
    expect(found.measures).toContain('amount');
    expect(found.sql).toMatch(/returns AS \(\n {2}SELECT CAST\(NULL AS VARCHAR\) AS return_id, .* WHERE false\)/);
  });

  test('that is needed leaves the fact without a statement and is named', () => {
    expect(compiled('sales', 'order_lines', 'returns')).toEqual({ fact: 'sales', absentTable: 'order_lines' });
  });
});
