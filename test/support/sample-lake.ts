// A sample lake opened for plain SQL: schema `lake` has the rows as written, bare names the newest version of each, so
// that no test counts a superseded row.

import { DuckDBInstance } from '@duckdb/node-api';
import { expect } from 'vitest';

export const SAMPLE_KEYS = {
  orders: 'order_id',
  order_lines: 'order_id, line_no',
  shipments: 'shipment_id',
  shipment_lines: 'shipment_id, order_id, line_no',
  returns: 'return_id',
  campaigns: 'campaign_id',
  employees: 'employee_id',
  employee_time: 'dt, employee_id',
  targets: 'kpi_id, scope_kind, scope_id, period_month, version',
  inventory_daily: 'dt, warehouse_id, product_id',
  inventory_lots: 'dt, warehouse_id, product_id, received_on',
  inventory_counts: 'count_id',
  web_daily: 'dt, channel, device',
  web_perf_daily: 'dt, channel, device, metric, bucket_ms',
  campaign_daily: 'dt, campaign_id',
  campaign_members: 'campaign_id, customer_id',
  // A standing advertisement belongs to no campaign.
  ads_daily: "dt, channel, coalesce(campaign_id, ''), owner_employee_id",
  experiment_arms: 'experiment_id, arm',
  customers: 'customer_id',
  reviews: 'review_id',
  surveys: 'response_id',
  service_tickets: 'ticket_id',
  employee_events: 'event_id',
  training: 'record_id',
  projects: 'project_id',
  project_members: 'project_id, employee_id',
  coordination_ratings: 'rating_id',
  listings: 'listing_id',
  listing_audits: 'audit_id',
  plans: 'plan_id',
  comments: 'comment_id',
  responses: 'response_id',
  order_charges: 'order_id, kind',
  ledger: 'account, period_month',
};
export type SampleTable = keyof typeof SAMPLE_KEYS;
export const SAMPLE_TABLES = Object.keys(SAMPLE_KEYS) as SampleTable[];
export const UNDATED: SampleTable[] = [
  ...(['campaigns', 'employees', 'targets', 'customers', 'experiment_arms', 'employee_events', 'training'] as const),
  ...([
    'projects',
    'project_members',
    'coordination_ratings',
    'listings',
    'plans',
    'comments',
    'responses',
    'ledger',
  ] as const),
];
export const VERSIONED: SampleTable[] = ['orders', 'order_lines', 'shipments', 'returns', 'service_tickets'];

type Row = Record<string, string | number | boolean | null>;

export type OpenLake = {
  rows(sql: string): Promise<Row[]>;
  /** The first row of the answer as numbers. */
  numbers(sql: string): Promise<number[]>;
  /** The one number that the statement answers with. */
  one(sql: string): Promise<number>;
  close(): void;
};

/** `sales` is one row a line of a sale order; `month` turns an instant into its local month. */
export async function openSampleLake(folder: string): Promise<OpenLake> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run('CREATE SCHEMA lake');
  for (const table of SAMPLE_TABLES) {
    const files = UNDATED.includes(table) ? `${table}/*.parquet` : `${table}/*/*.parquet`;
    const hive = UNDATED.includes(table) ? '' : ", hive_partitioning = true, hive_types = {'dt': VARCHAR}";
    await connection.run(`CREATE TABLE lake.${table} AS FROM read_parquet('${folder}/${files}'${hive})`);
    const newest = `QUALIFY row_number() OVER (PARTITION BY ${SAMPLE_KEYS[table]} ORDER BY row_version DESC) = 1`;
    await connection.run(`CREATE VIEW ${table} AS FROM lake.${table} ${VERSIONED.includes(table) ? newest : ''}`);
  }
  await connection.run(`
    CREATE MACRO local(x) AS x + INTERVAL 8 HOUR;
    CREATE MACRO month(x) AS strftime(local(x), '%Y-%m');
    CREATE TABLE sales AS
    SELECT o.order_id, o.channel, o.owner_employee_id, o.campaign_id, o.received_at, month(received_at) AS month,
      l.category, l.product_id, l.quantity, l.is_vas, CAST(net_amount AS DECIMAL(20, 4)) * fx_to_base AS amount
    FROM orders o JOIN order_lines l USING (order_id)
    LEFT JOIN (SELECT order_id, min(shipped_at) AS first_shipped FROM shipments GROUP BY 1) s USING (order_id)
    WHERE received_at IS NOT NULL AND NOT is_test AND NOT is_replacement
      AND (cancelled_at IS NULL OR cancelled_at >= first_shipped);
    CREATE TABLE parcels AS
    SELECT s.*, o.region, o.channel, month(promised_at) AS due_month,
      coalesce(status = 'delivered' AND delivered_at <= promised_at, false) AS is_on_time
    FROM shipments s JOIN orders o USING (order_id) WHERE NOT is_test`);
  const rows = async (sql: string): Promise<Row[]> =>
    (await connection.runAndReadAll(sql)).getRowObjectsJson() as Row[];
  const numbers = async (sql: string) => Object.values((await rows(sql))[0] ?? {}).map(Number);
  return {
    rows,
    numbers,
    one: async (sql) => (await numbers(sql))[0] ?? Number.NaN,
    close: () => instance.closeSync(),
  };
}

export function between(value: number, least: number, most: number): void {
  expect(value).toBeGreaterThanOrEqual(least);
  expect(value).toBeLessThanOrEqual(most);
}
