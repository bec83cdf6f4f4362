// What the sample lake says: a shop that could be real, and the stories planted in it.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSampleLake } from '../../functions/local/sample-lake.ts';
import { between, type OpenLake, openSampleLake, SAMPLE_TABLES } from '../support/sample-lake.ts';
import { askDepartments } from './sample-lake-departments.suite.ts';
import { askMoreStories } from './sample-lake-more-stories.suite.ts';
import { askStories } from './sample-lake-stories.suite.ts';

const AS_OF = "TIMESTAMP '2026-11-02 00:00:00'";
let folder: string;
let lake: OpenLake;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sample-shop-'));
  await makeSampleLake({ out: folder, orders: 20_000 });
  lake = await openSampleLake(folder);
}, 180_000);

afterAll(async () => {
  lake?.close();
  await rm(folder, { recursive: true, force: true });
});

const one = (sql: string) => lake.one(sql);

describe('demand', () => {
  it('covers 27 months and a few orders of the two days after them', async () => {
    expect(
      await lake.rows('SELECT min(month) AS first, max(month) AS last, count(DISTINCT month) AS months FROM sales'),
    ).toEqual([{ first: '2024-08', last: '2026-11', months: '28' }]);
    between(await one("SELECT count(*) FROM orders WHERE month(created_at) = '2026-11'"), 10, 120);
  });

  it('grows by about a sixth a year', async () => {
    const year = (from: string, to: string): string => `sum(amount) FILTER (WHERE month BETWEEN '${from}' AND '${to}')`;
    between(await one(`SELECT ${year('2025-11', '2026-10')} / ${year('2024-11', '2025-10')} FROM sales`), 1.1, 1.25);
  });

  it('is higher at the weekend, in the evening, at 11.11 and 6.18, and lower over Chinese New Year', async () => {
    const orders = (when: string): Promise<number> =>
      one(`SELECT count(*) FROM (SELECT local(created_at) AS t FROM orders) WHERE ${when}`);
    expect((await orders('dayofweek(t) IN (0, 6)')) / 2).toBeGreaterThan((await orders('dayofweek(t) IN (2, 3)')) / 2);
    expect(await orders('hour(t) = 21')).toBeGreaterThan(8 * (await orders('hour(t) = 4')));
    const day = (date: string): Promise<number> => orders(`CAST(t AS DATE) = '${date}'`);
    expect(await day('2025-11-11')).toBeGreaterThan(2.5 * (await day('2025-11-13')));
    expect(await day('2026-06-18')).toBeGreaterThan(1.8 * (await day('2026-06-21')));
    expect(await orders("t BETWEEN '2026-02-14' AND '2026-02-20'")).toBeLessThan(
      0.7 * (await orders("t BETWEEN '2026-03-07' AND '2026-03-13'")),
    );
  });

  it('comes by four channels from six regions, in dollars only from abroad', async () => {
    expect(await lake.numbers('SELECT count(DISTINCT channel), count(DISTINCT region) FROM orders')).toEqual([4, 6]);
    expect(
      await one("SELECT count(*) FROM orders WHERE (currency = 'USD') <> (region = 'US' AND channel = 'web')"),
    ).toBe(0);
    expect(await one("SELECT count(*) FROM orders WHERE currency = 'CNY' AND fx_to_base <> 1")).toBe(0);
    const [least = 0, most = 0] = await lake.numbers(
      "SELECT min(fx_to_base), max(fx_to_base) FROM orders WHERE currency = 'USD'",
    );
    expect([least > 6.8, least < most, most < 7.5]).toEqual([true, true, true]);
  });

  it('has test, unpaid, cancelled and replacement orders, guests, and orders that belong to nobody', async () => {
    const share = (of: string): Promise<number> => one(`SELECT count(*) FILTER (WHERE ${of}) / count(*) FROM orders`);
    between(await share('is_test'), 0.001, 0.006);
    between(await share('received_at IS NULL'), 0.02, 0.04);
    between(await share('received_at IS NOT NULL AND cancelled_at IS NOT NULL'), 0.015, 0.04);
    between(await share('is_replacement'), 0.004, 0.013);
    between(await share('customer_id IS NULL'), 0.002, 0.02);
    between(await share('owner_employee_id IS NULL'), 0.06, 0.15);
  });
});

describe('goods', () => {
  it('are about 120 products of six categories with a long tail of prices, each with an owner', async () => {
    const goods = 'FROM order_lines WHERE NOT is_vas';
    expect(await one(`SELECT count(DISTINCT category) ${goods}`)).toBe(6);
    between(await one(`SELECT count(DISTINCT product_id) ${goods}`), 110, 120);
    expect(await one(`SELECT max(net_amount / quantity) / median(net_amount / quantity) ${goods}`)).toBeGreaterThan(6);
    const strangers = `SELECT count(*) FROM order_lines WHERE product_owner_id NOT IN
      (SELECT employee_id FROM employees WHERE role = 'merchandiser')`;
    expect(await one(strangers)).toBe(0);
  });

  it('come with services that are not shipped and are sometimes free', async () => {
    expect(
      await one(
        "SELECT count(*) FROM order_lines WHERE is_vas = requires_shipping OR is_vas <> (category = 'service')",
      ),
    ).toBe(0);
    between(await one('SELECT sum(amount) FILTER (WHERE is_vas) / sum(amount) FROM sales'), 0.012, 0.03);
    expect(await one('SELECT count(*) FROM order_lines WHERE is_vas AND net_amount = 0')).toBeGreaterThan(100);
    expect(
      await one('SELECT count(*) FROM (SELECT order_id FROM order_lines GROUP BY 1 HAVING bool_and(is_vas))'),
    ).toBeGreaterThan(10);
  });

  it('cost nothing in a replacement order', async () => {
    expect(await one('SELECT sum(net_amount) FROM order_lines JOIN orders USING (order_id) WHERE is_replacement')).toBe(
      0,
    );
  });
});

describe('knowledge', () => {
  it('ends at 08:00 of the second day after the last month', async () => {
    for (const table of SAMPLE_TABLES.filter((name) => name !== 'campaigns')) {
      const columns = await lake.rows(`DESCRIBE lake.${table}`);
      for (const { column_name: name, column_type: type } of columns) {
        // Deadlines and promises lie ahead by nature.
        if (type !== 'TIMESTAMP' || name === 'ship_by' || name === 'promised_at' || name === 'due_at') continue;
        expect(await one(`SELECT count(*) FROM lake.${table} WHERE ${name} >= ${AS_OF}`), `${table}.${name}`).toBe(0);
      }
    }
    expect(await one("SELECT count(*) FROM shipments WHERE status = 'in_transit'")).toBeGreaterThan(20);
    expect(await one("SELECT count(*) FROM returns WHERE status IN ('requested', 'approved')")).toBeGreaterThan(5);
  });

  it('grows with the version of a row', async () => {
    const grown = (table: string, key: string, column: string): Promise<number[]> =>
      lake.numbers(`SELECT count(*) FILTER (WHERE a.${column} IS NULL AND b.${column} IS NOT NULL),
        count(*) FILTER (WHERE a.${column} IS NOT NULL AND b.${column} IS NULL)
        FROM lake.${table} a JOIN ${table} b USING (${key}) WHERE a.row_version < b.row_version`);
    const lists: [string, string, string][] = [
      ['orders', 'order_id', 'received_at'],
      ['orders', 'order_id', 'cancelled_at'],
      ['shipments', 'shipment_id', 'shipped_at'],
      ['shipments', 'shipment_id', 'delivered_at'],
      ['shipments', 'shipment_id', 'fault_code'],
      ['returns', 'return_id', 'completed_at'],
      ['service_tickets', 'ticket_id', 'first_response_at'],
      ['service_tickets', 'ticket_id', 'resolved_at'],
      ['service_tickets', 'ticket_id', 'complaint_upheld'],
    ];
    for (const [table, key, column] of lists) {
      const [learnt = 0, forgotten] = await grown(table, key, column);
      expect(learnt, `${table}.${column}`).toBeGreaterThan(0);
      expect(forgotten, `${table}.${column}`).toBe(0);
    }
  });

  it('has invoices that differ from the tariff only from the 5th of the next month on', async () => {
    const differing = (month: string): Promise<number> =>
      one(`SELECT count(*) FROM lake.shipments a JOIN shipments b USING (shipment_id)
        WHERE a.row_version = 2 AND b.row_version > 2 AND a.ship_cost_base <> b.ship_cost_base
          AND month(b.shipped_at) = '${month}'`);
    expect(await differing('2026-09')).toBeGreaterThan(0);
    expect(await differing('2026-10')).toBe(0);
  });
});

askDepartments(() => lake);
askStories(() => lake);
askMoreStories(() => lake);
