// What lies around the sample orders: customers, visits, stock, service, people. Asked is whether the tables tell of the
// same shop, because a KPI that divides one by another shows at once where they do not.
import { describe, expect, it } from 'vitest';
import { between, type OpenLake } from '../support/sample-lake.ts';

/** Asks a sample lake of 20,000 orders. */
export function askDepartments(lake: () => OpenLake): void {
  const one = (sql: string) => lake().one(sql);
  const count = (table: string, where: string) => one(`SELECT count(*) FROM ${table} WHERE ${where}`);

  describe('customers', () => {
    it('have registered before they order', async () => {
      const early = `SELECT count(*) FROM orders LEFT JOIN customers USING (customer_id)
        WHERE customer_id IS NOT NULL AND (registered_at IS NULL OR registered_at >= created_at)`;
      expect(await one(early)).toBe(0);
      expect(
        await count('customers', 'customer_id NOT IN (SELECT customer_id FROM orders WHERE customer_id IS NOT NULL)'),
      ).toBeGreaterThan(1000);
    });

    it('come by campaigns and advertisements of people who work there by then, or by themselves', async () => {
      expect(await one('SELECT count(DISTINCT acquired_by_employee_id) FROM customers')).toBe(6);
      const early = `SELECT count(*) FROM customers JOIN employees ON employee_id = acquired_by_employee_id
        WHERE role <> 'marketing' OR hired_on > CAST(local(registered_at) AS DATE)`;
      expect(await one(early)).toBe(0);
      const growth = `count(*) FILTER (WHERE month(registered_at) = '2026-10') / count(*)`;
      between(await one(`SELECT ${growth} FROM customers`), 0.025, 0.05);
    });
  });

  describe('visits', () => {
    it('narrow from sessions to orders, which are those of the channel and day', async () => {
      const wider = `order_sessions > add_to_cart_sessions OR add_to_cart_sessions > engaged_sessions
        OR engaged_sessions > sessions`;
      expect(await count('web_daily', wider)).toBe(0);
      const differing = `SELECT count(*)
        FROM (SELECT dt, channel, sum(order_sessions) AS seen FROM web_daily GROUP BY ALL)
        LEFT JOIN (SELECT strftime(local(created_at), '%Y-%m-%d') AS dt, channel, count(*) AS placed FROM orders
          WHERE received_at IS NOT NULL AND NOT is_test AND NOT is_replacement GROUP BY ALL) USING (dt, channel)
        WHERE seen <> coalesce(placed, 0)`;
      expect(await one(differing)).toBe(0);
      const months = await lake().rows(`SELECT CAST(sum(order_sessions) / sum(sessions) AS DOUBLE) AS rate
        FROM web_daily WHERE dt < '2026-11' GROUP BY dt[1:7]`);
      for (const { rate } of months) between(Number(rate), 0.02, 0.035);
    });
  });

  describe('stock', () => {
    it('is never less than nothing but in a handful of rows, and turns over 4 to 9 times a year', async () => {
      between(await count('inventory_daily', 'on_hand_qty < 0'), 1, 20);
      const turns = `SELECT (SELECT sum(quantity * unit_cost_base) FROM shipment_lines JOIN shipments USING (shipment_id)
          WHERE month(shipped_at) BETWEEN '2025-11' AND '2026-10')
        / (SELECT sum(on_hand_qty * unit_cost_base) / 365 FROM inventory_daily WHERE dt BETWEEN '2025-11-01' AND '2026-10-31')`;
      between(await one(turns), 4, 9);
      const out = `SELECT avg(CAST(free <= 0 AS INTEGER)) FROM (SELECT sum(on_hand_qty - reserved_qty) AS free
        FROM inventory_daily WHERE is_listed GROUP BY dt, product_id)`;
      between(await one(out), 0.002, 0.06);
    });

    it('consists of its lots at the end of a month', async () => {
      const differing = `SELECT count(*)
        FROM (SELECT dt, warehouse_id, product_id, sum(quantity) AS laid FROM inventory_lots GROUP BY ALL)
        FULL JOIN (FROM inventory_daily WHERE dt IN (SELECT dt FROM inventory_lots)) USING (dt, warehouse_id, product_id)
        WHERE coalesce(laid, 0) <> on_hand_qty AND on_hand_qty >= 0`;
      expect(await one(differing)).toBe(0);
      expect(await count('inventory_lots', 'received_on > CAST(dt AS DATE) OR quantity <= 0')).toBe(0);
    });

    it('is counted by others than who answers for it', async () => {
      expect(await count('inventory_counts', 'counted_by_employee_id = owner_employee_id OR counted_qty < 0')).toBe(0);
      const few = `SELECT min(n) FROM (SELECT count(*) AS n FROM inventory_counts
        WHERE owner_employee_id LIKE 'E06%' AND month(counted_at) BETWEEN '2026-08' AND '2026-10' GROUP BY owner_employee_id)`;
      expect(await one(few)).toBeGreaterThanOrEqual(20);
    });
  });

  describe('service', () => {
    it('answers tickets by people at work, and forgets some', async () => {
      const absent = `SELECT count(*) FROM service_tickets t JOIN employees USING (employee_id)
        LEFT JOIN employee_time h ON h.employee_id = t.employee_id AND h.dt = strftime(local(created_at), '%Y-%m-%d')
        WHERE role <> 'service' OR created_at < '2026-11-01 00:00:00' AND coalesce(worked_hours, 0) = 0`;
      expect(await one(absent)).toBe(0);
      for (const where of [
        'first_response_at IS NULL',
        'resolved_at IS NULL AND first_response_at IS NOT NULL',
        'is_complaint AND complaint_upheld IS NULL',
        'is_complaint AND NOT complaint_upheld',
        'employee_id IS NULL',
        'order_id IS NULL',
      ]) {
        expect(await count('service_tickets', where), where).toBeGreaterThan(5);
      }
      const backwards = 'first_response_at < created_at OR resolved_at < first_response_at';
      expect(await count('service_tickets', backwards)).toBe(0);
    });

    it('asks how it was, and a third answers, the less happy the later the parcel came', async () => {
      between(await one('SELECT count(responded_at) / count(*) FROM surveys'), 0.25, 0.35);
      expect(await count('surveys', '(score IS NULL) <> (responded_at IS NULL) OR responded_at < sent_at')).toBe(0);
      expect(await count('surveys', "kind = 'csat' AND (score NOT BETWEEN 1 AND 5 OR employee_id IS NULL)")).toBe(0);
      const [late = 5, inTime = 0] = await lake().numbers(`SELECT avg(rating) FILTER (WHERE delivered_at > promised_at),
        avg(rating) FILTER (WHERE delivered_at <= promised_at) FROM reviews JOIN shipments USING (order_id)`);
      expect(late).toBeLessThan(inTime - 0.2);
      expect(await count('reviews', 'NOT is_valid')).toBeGreaterThan(20);
    });
  });

  describe('marketing', () => {
    it('spends on every campaign, mostly for more than it costs', async () => {
      expect(
        await count(
          'campaigns',
          "end_at < '2026-11-01' AND campaign_id NOT IN (FROM campaign_daily SELECT campaign_id)",
        ),
      ).toBe(0);
      expect(
        await one("SELECT count(DISTINCT owner_employee_id) FROM campaigns WHERE month(start_at) = '2026-10'"),
      ).toBe(6);
      const rate = 'SELECT count(participated_at) / count(*) FROM campaign_members';
      between(await one(rate), 0.08, 0.2);
      between(await one('SELECT sum(clicks) / sum(impressions) FROM ads_daily'), 0.008, 0.02);
    });

    it('tries things out: one is running, one has won, one is too small, one was dealt unevenly', async () => {
      const arms = await lake().rows(`SELECT arm, units < planned_units AS small, ended_at IS NULL AS running,
          CAST(conversions / units AS DOUBLE) AS rate, units, experiment_id
        FROM experiment_arms WHERE experiment_id LIKE 'X-2026-10-%' ORDER BY experiment_id, arm`);
      expect(arms.map(({ small }) => small)).toEqual([false, false, true, true, false, true, true, true]);
      expect(arms.map(({ running }) => running)).toEqual([...Array(6).fill(false), true, true]);
      expect(Number(arms[1]?.rate)).toBeGreaterThan(1.2 * Number(arms[0]?.rate));
      expect(Number(arms[5]?.units)).toBeLessThan(0.93 * Number(arms[4]?.units));
    });
  });

  describe('people', () => {
    it('learn, mostly in time, and work together', async () => {
      between(await one('SELECT avg(CAST(completed_at <= due_at AS INTEGER)) FROM training'), 0.9, 0.99);
      expect(await count('training', 'completed_at > due_at')).toBeGreaterThan(20);
      expect(await count('projects', 'cancelled_on IS NOT NULL')).toBeGreaterThan(0);
      expect(await count('projects', 'completed_on > due_on')).toBeGreaterThan(5);
      const raters = `SELECT ratee_employee_id, count(DISTINCT rater_id) AS raters FROM coordination_ratings
        WHERE period_month = '2026-10' AND rater_id <> ratee_employee_id GROUP BY 1`;
      expect(await one(`SELECT max(raters) FROM (${raters}) WHERE ratee_employee_id = 'E018'`)).toBeLessThan(3);
      expect(await one(`SELECT avg(CAST(raters >= 3 AS INTEGER)) FROM (${raters})`)).toBeGreaterThan(0.9);
      expect(await count('coordination_ratings', 'rater_id = ratee_employee_id')).toBeGreaterThan(0);
    });

    it('of whom everyone has a target, but nobody has planned a basket for Douyin', async () => {
      const scopes = (kpi: string, kind: string): Promise<number> =>
        one(`SELECT count(DISTINCT scope_id) FROM targets
          WHERE kpi_id = '${kpi}' AND scope_kind = '${kind}' AND period_month = '2026-10'`);
      expect(await scopes('new_users', 'employee')).toBe(6);
      expect(await scopes('campaign_sales', 'campaign')).toBe(6);
      expect(await scopes('order_count', 'channel')).toBe(4);
      expect(await scopes('aov', 'channel')).toBe(3);
      expect(await scopes('ship_cost_per_order', 'warehouse')).toBe(3);
    });

    it('write down what they do about it, before the report goes out', async () => {
      const early = "written_at NOT BETWEEN '2026-10-31 16:00:00' AND '2026-11-01 00:00:00'";
      expect(await count('comments', `period_month <> '2026-10' OR ${early}`)).toBe(0);
      expect(await count('responses', "period_month <> '2026-09' OR month(written_at) <> '2026-10'")).toBe(0);
      expect(await count('plans', 'closed_on IS NULL')).toBe(3);
      const kinds = await lake().rows('SELECT DISTINCT kind FROM responses ORDER BY 1');
      expect(kinds.map(({ kind }) => kind)).toEqual(['acknowledged', 'feedback', 'objection', 'outcome']);
    });
  });
}
