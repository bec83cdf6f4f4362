// The four stories outside of orders and parcels, asked of any seed. Plain SQL only, as for the others.
import { describe, expect, it } from 'vitest';
import { between, type OpenLake } from '../support/sample-lake.ts';

/** Asks a sample lake of at least 20,000 orders. */
export function askMoreStories(lake: () => OpenLake): void {
  const one = (sql: string) => lake().one(sql);

  describe('the stories around the orders', () => {
    it('the north counts its stock less and less right', async () => {
      const right = (month: string, where: string): Promise<number> =>
        one(`SELECT avg(CAST(counted_qty = system_qty AS INTEGER)) FROM inventory_counts
          WHERE month(counted_at) = '${month}' AND ${where}`);
      const north = "warehouse_id = 'W-NORTH'";
      between(await right('2026-06', north), 0.965, 1);
      between(await right('2026-08', north), 0.92, 0.96);
      between(await right('2026-10', north), 0.88, 0.92);
      between(await right('2026-10', `NOT (${north})`), 0.965, 1);
    });

    it('the member days of the last month on JD lose money, and the month with them', async () => {
      const roi = (where: string): Promise<number> =>
        one(`SELECT (SELECT sum(l.net_amount * fx_to_base - quantity * unit_cost_base)
            FROM orders o JOIN order_lines l USING (order_id) JOIN campaigns USING (campaign_id)
            WHERE received_at IS NOT NULL AND cancelled_at IS NULL AND NOT is_test AND ${where})
          / (SELECT sum(spend_base) FROM campaign_daily JOIN campaigns USING (campaign_id) WHERE ${where}) - 1`);
      expect(await roi("campaign_id = 'C-2026-10-jd-member'")).toBeLessThan(-0.5);
      between(await roi("month(start_at) = '2026-10' AND campaign_id <> 'C-2026-10-jd-member'"), 0.1, 1.5);
      expect(await roi("month(start_at) = '2026-10'")).toBeLessThan(0.15);
      between(await roi("month(start_at) BETWEEN '2025-10' AND '2026-09'"), 0.1, 1);
    });

    it('pages of the web shop get slow on phones, and visitors leave', async () => {
      const web = (device: string, month: string): string =>
        `channel = 'web' AND device = '${device}' AND dt LIKE '${month}-%'`;
      const slowest = async (device: string, month: string): Promise<number> =>
        one(`SELECT quantile_disc(bucket_ms, 0.75)
          FROM (SELECT unnest(repeat([bucket_ms], samples)) AS bucket_ms FROM web_perf_daily WHERE ${web(device, month)})`);
      between(await slowest('mobile', '2026-08'), 2000, 2400);
      between(await slowest('mobile', '2026-10'), 3400, 3800);
      between(await slowest('desktop', '2026-10'), 1500, 2000);
      const rate = (of: string, device: string, month: string): Promise<number> =>
        one(`SELECT sum(${of}) / sum(sessions) FROM web_daily WHERE ${web(device, month)}`);
      const bounced = 'sessions - engaged_sessions';
      expect(await rate(bounced, 'mobile', '2026-10')).toBeGreaterThan(
        (await rate(bounced, 'mobile', '2026-08')) + 0.1,
      );
      expect(await rate('order_sessions', 'mobile', '2026-10')).toBeLessThan(
        0.85 * (await rate('order_sessions', 'mobile', '2026-08')),
      );
      between(await rate('order_sessions', 'desktop', '2026-10'), 0.02, 0.04);
    });

    it('E074 went from the slowest to better than all', async () => {
      const score = (who: string, from: string, to: string): Promise<number> =>
        one(`SELECT avg(CAST(score >= 4 AS INTEGER)) FROM surveys JOIN employees USING (employee_id)
          WHERE role = 'service' AND employee_id ${who} AND month(responded_at) BETWEEN '${from}' AND '${to}'`);
      expect(await score("= 'E074'", '2026-03', '2026-05')).toBeLessThan(
        (await score("<> 'E074'", '2026-03', '2026-05')) - 0.15,
      );
      expect(await score("= 'E074'", '2026-09', '2026-10')).toBeGreaterThan(
        (await score("<> 'E074'", '2026-09', '2026-10')) - 0.02,
      );
      const minutes = (who: string, month: string): Promise<number> =>
        one(`SELECT median(date_diff('second', created_at, first_response_at)) / 60 FROM service_tickets
          WHERE employee_id ${who} AND month(created_at) = '${month}'`);
      expect(await minutes("= 'E074'", '2026-05')).toBeGreaterThan(1.5 * (await minutes("<> 'E074'", '2026-05')));
      expect(await minutes("= 'E074'", '2026-10')).toBeLessThan(0.9 * (await minutes("<> 'E074'", '2026-10')));
    });
  });
}
