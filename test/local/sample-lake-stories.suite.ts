// The work behind the sample orders, and the four stories that a report on the last month must find. Plain SQL only, so
// that the stories are in the data and not in the product's own arithmetic.
import { describe, expect, it } from 'vitest';
import { between, type OpenLake } from '../support/sample-lake.ts';

/** Asks a sample lake of 20,000 orders; making it takes longer than all questions. */
export function askStories(lake: () => OpenLake): void {
  const one = (sql: string) => lake().one(sql);

  describe('fulfilment', () => {
    it('goes from payment to packing to the truck to the door, never backwards', async () => {
      const backwards = `SELECT count(*) FROM shipments s JOIN orders o USING (order_id)
      WHERE s.created_at < received_at OR assigned_at < s.created_at OR packed_at < assigned_at
        OR shipped_at < packed_at
        OR delivered_at < shipped_at OR closed_at < shipped_at
        OR shipped_at IS NOT NULL AND packed_at IS NULL OR closed_at IS NOT NULL AND shipped_at IS NULL`;
      expect(await one(backwards)).toBe(0);
    });

    it('ships what was ordered, in one parcel or in two from different warehouses', async () => {
      const parcels = `SELECT order_id, count(*) AS parcels, count(DISTINCT warehouse_id) AS warehouses
      FROM shipments GROUP BY 1`;
      expect(await one(`SELECT count(*) FROM (${parcels}) WHERE warehouses <> parcels OR parcels > 2`)).toBe(0);
      between(await one(`SELECT count(*) FILTER (WHERE parcels = 2) / count(*) FROM (${parcels})`), 0.02, 0.1);
      const short = `SELECT count(*)
      FROM (SELECT order_id, sum(quantity) AS ordered FROM order_lines WHERE requires_shipping GROUP BY 1)
      JOIN (SELECT order_id, sum(quantity) AS sent FROM shipment_lines GROUP BY 1) USING (order_id)
      JOIN (SELECT order_id, bool_and(shipped_at IS NOT NULL) AS all_out FROM shipments GROUP BY 1) USING (order_id)
      WHERE all_out AND ordered <> sent`;
      expect(await one(short)).toBe(0);
    });

    it('never ships an order that was cancelled before, though some parcels were already begun', async () => {
      const cancelled = 'FROM shipments JOIN orders USING (order_id) WHERE cancelled_at IS NOT NULL';
      const late = `SELECT order_id ${cancelled} GROUP BY order_id HAVING min(shipped_at) > any_value(cancelled_at)`;
      expect(await one(`SELECT count(*) FROM (${late})`)).toBe(0);
      expect(
        await one(`SELECT count(*) ${cancelled} AND assigned_at IS NOT NULL AND shipped_at IS NULL`),
      ).toBeGreaterThan(5);
      expect(await one(`SELECT count(*) ${cancelled} AND status = 'delivered'`)).toBe(0);
    });

    it('is packed by people who are employed, at work and of that warehouse', async () => {
      const absent = `SELECT count(*) FROM shipments s LEFT JOIN employee_time t
      ON t.employee_id = s.packed_by_employee_id AND t.dt = strftime(local(assigned_at), '%Y-%m-%d')
      WHERE packed_by_employee_id IS NOT NULL AND assigned_at < '2026-11-01 16:00:00'
        AND coalesce(worked_hours, 0) = 0`;
      expect(await one(absent)).toBe(0);
      const homes = `SELECT count(DISTINCT warehouse_id) AS homes FROM shipments
      WHERE packed_by_employee_id IS NOT NULL GROUP BY packed_by_employee_id`;
      expect(await one(`SELECT max(homes) FROM (${homes})`)).toBe(1);
      expect(await one("SELECT count(*) FROM employees WHERE role = 'warehouse' AND left_on IS NULL")).toBe(24);
    });
  });

  describe('delivery', () => {
    it('is promised for whole local days', async () => {
      expect(await one("SELECT count(*) FROM shipments WHERE strftime(promised_at, '%H:%M:%S') <> '15:59:59'")).toBe(0);
      expect(await one('SELECT count(*) FROM shipments WHERE (promised_at IS NULL) <> (shipped_at IS NULL)')).toBe(0);
    });

    it('ends at the door, lost or back at the sender, with a fault in one parcel in a hundred', async () => {
      const ends = await lake().rows('SELECT DISTINCT status FROM shipments ORDER BY 1');
      expect(ends.map((row) => row.status)).toEqual([
        'created',
        'delivered',
        'in_transit',
        'lost',
        'returned_to_sender',
      ]);
      expect(
        await one("SELECT count(*) FROM shipments WHERE (delivered_at IS NOT NULL) <> (status = 'delivered')"),
      ).toBe(0);
      const faults = await lake().rows(
        'SELECT DISTINCT fault_code FROM shipments WHERE fault_code IS NOT NULL ORDER BY 1',
      );
      expect(faults.map((row) => row.fault_code)).toEqual([
        'damaged',
        'lost',
        'missing_item',
        'wrong_address',
        'wrong_item',
      ]);
      const correct = `SELECT count(*) FILTER (WHERE status = 'delivered' AND fault_code IS NULL) / count(*)
      FROM parcels WHERE closed_at IS NOT NULL`;
      between(await one(correct), 0.982, 0.995);
    });
  });

  describe('returns', () => {
    it('come 2 to 40 days after the delivery of what was bought', async () => {
      const inTime = 'requested_at - delivered_at BETWEEN INTERVAL 2 DAY AND INTERVAL 41 DAY';
      const days = `SELECT count(*) FILTER (WHERE NOT ${inTime}), count(*)
      FROM returns r JOIN shipment_lines USING (order_id, line_no) JOIN shipments USING (shipment_id)
      WHERE r.kind = 'return' AND delivered_at IS NOT NULL`;
      const [outside, all = 0] = await lake().numbers(days);
      expect(outside).toBe(0);
      expect(all).toBeGreaterThan(1000);
      expect(
        await one(
          'SELECT count(*) FROM returns r JOIN orders o USING (order_id) WHERE o.is_replacement OR o.received_at IS NULL',
        ),
      ).toBe(0);
    });

    it('include exchanges, refunds without goods, rejected and withdrawn ones, and some without a reason', async () => {
      const count = (where: string): Promise<number> => one(`SELECT count(*) FROM returns WHERE ${where}`);
      for (const where of [
        "kind = 'exchange'",
        'quantity = 0 AND refund_amount > 0',
        "status = 'rejected'",
        "status = 'withdrawn'",
        'reason_code IS NULL',
      ]) {
        expect(await count(where), where).toBeGreaterThan(10);
      }
      expect(await count("refund_amount > 0 AND (kind = 'exchange' OR status <> 'completed')")).toBe(0);
      const tooMuch = `SELECT count(*) FROM returns r JOIN order_lines l USING (order_id, line_no)
      WHERE r.quantity > l.quantity OR r.goods_amount > l.net_amount OR r.refund_amount > l.net_amount`;
      expect(await one(tooMuch)).toBe(0);
    });
  });

  describe('plans', () => {
    it('are set before their month and known for the whole last year', async () => {
      const late =
        "SELECT count(*) FROM targets WHERE created_at >= CAST(period_month || '-01' AS TIMESTAMP) - INTERVAL 8 HOUR";
      expect(await one(late)).toBe(0);
      const year =
        "SELECT count(*) FROM targets WHERE kpi_id = 'sales' AND scope_kind = 'company' AND period_month LIKE '2026-%'";
      expect(await one(year)).toBe(12);
    });

    it('are missed and reached by a few percent, and just reached in the last month', async () => {
      const months = await lake().rows(`SELECT month, CAST(sum(amount) / any_value(target_value) AS DOUBLE) AS attained
      FROM sales JOIN targets ON period_month = month AND kpi_id = 'sales' AND scope_kind = 'company'
      WHERE month <= '2026-10' GROUP BY month ORDER BY month`);
      for (const { attained } of months) between(Number(attained), 0.94, 1.06);
      between(Number(months.at(-1)?.attained), 1.01, 1.04);
    });
  });

  describe('the stories of the last month', () => {
    const onTime = (where: string): Promise<number> =>
      one(`SELECT avg(CAST(is_on_time AS INTEGER)) FROM parcels WHERE shipped_at IS NOT NULL AND ${where}`);

    it('YTO in the south is late, which explains most of the fall in on-time delivery', async () => {
      const bad = "carrier_id = 'YTO' AND region = 'CN-S'";
      const fall =
        (await onTime("due_month BETWEEN '2026-05' AND '2026-08'")) - (await onTime("due_month = '2026-10'"));
      between(fall, 0.015, 0.045);
      const rest =
        (await onTime(`due_month BETWEEN '2026-05' AND '2026-08' AND NOT (${bad})`)) -
        (await onTime(`due_month = '2026-10' AND NOT (${bad})`));
      expect(rest).toBeLessThan(fall / 2);
      between(await onTime(`due_month = '2026-10' AND ${bad}`), 0.5, 0.8);
      between(await onTime(`due_month = '2026-09' AND ${bad}`), 0.78, 0.95);
    });

    it('the linen batch comes back as not as described', async () => {
      const rate = (month: string, where: string): Promise<number> =>
        one(`SELECT (SELECT sum(r.quantity) FROM returns r JOIN order_lines l USING (order_id, line_no)
          WHERE r.kind = 'return' AND status NOT IN ('rejected', 'withdrawn') AND ${where}
            AND month(requested_at) = '${month}')
        / (SELECT sum(quantity) FROM sales WHERE month = '${month}' AND NOT is_vas)`);
      const linen = "l.product_id BETWEEN 'P014' AND 'P019' AND r.reason_code = 'not_as_described'";
      for (const month of ['2026-09', '2026-10']) {
        between(await rate(month, linen), 0.01, 0.035);
        between(await rate(month, `NOT (${linen})`), 0.035, 0.065);
      }
      expect(await rate('2026-07', linen)).toBeLessThan(0.004);
    });

    it('the south packs faster since five months', async () => {
      const hours = (month: string, where: string): Promise<number> =>
        one(`SELECT avg(date_diff('second', received_at, shipped_at)) / 3600 FROM shipments JOIN orders USING (order_id)
        WHERE month(received_at) = '${month}' AND NOT is_test AND ${where}`);
      const south = "warehouse_id = 'W-SOUTH'";
      expect(await hours('2026-04', south)).toBeGreaterThan((await hours('2026-05', south)) + 8);
      between((await hours('2026-10', `NOT (${south})`)) - (await hours('2026-04', `NOT (${south})`)), -2, 2);
      between(await hours('2026-10', 'true'), 18, 26);
      between(await hours('2026-04', 'true'), 22, 30);
    });

    it('the live stream of the last month outsells every campaign of a whole year outside the festivals', async () => {
      const campaigns = await lake().rows(`SELECT campaign_id, CAST(sum(amount) AS DOUBLE) AS amount
      FROM sales JOIN campaigns USING (campaign_id)
      WHERE kind NOT LIKE 'festival%' AND month >= '2025-10' GROUP BY 1 ORDER BY 2 DESC`);
      expect(campaigns[0]?.campaign_id).toBe('C-2026-10-douyin-live');
      expect(Number(campaigns[0]?.amount)).toBeGreaterThan(1.3 * Number(campaigns[1]?.amount));
    });
  });
}
