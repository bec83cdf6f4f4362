// KPIs of families beyond the templates', written as a shop would write them: tables, facts and KPIs in YAML alone.
import { shopFiles } from '../support/shop.ts';

const TABLES = `
inventory_daily:
  key: [dt, warehouse_id, product_id]
  partition: daily
  columns: { dt: varchar, warehouse_id: varchar, product_id: varchar, category: varchar, owner_employee_id: varchar?,
    on_hand_qty: bigint, reserved_qty: bigint, unit_cost_base: "decimal(18,4)", is_listed: boolean }
web_daily:
  key: [dt, channel, device]
  partition: daily
  columns: { dt: varchar, channel: varchar, device: varchar, sessions: bigint, engaged_sessions: bigint,
    add_to_cart_sessions: bigint, order_sessions: bigint }
web_perf_daily:
  key: [dt, channel, device, metric, bucket_ms]
  partition: daily
  columns: { dt: varchar, channel: varchar, device: varchar, metric: varchar, bucket_ms: bigint, samples: bigint }
surveys:
  key: [response_id]
  partition: event
  columns: { response_id: varchar, kind: varchar, order_id: varchar?, employee_id: varchar?, channel: varchar,
    sent_at: timestamp, responded_at: timestamp?, score: integer?, dt: varchar }
campaigns:
  key: [campaign_id]
  partition: none
  columns: { campaign_id: varchar, channel: varchar, kind: varchar, start_at: timestamp, end_at: timestamp,
    budget_base: "decimal(18,4)", owner_employee_id: varchar? }
campaign_daily:
  key: [dt, campaign_id]
  partition: daily
  columns: { dt: varchar, campaign_id: varchar, spend_base: "decimal(18,4)" }
`;

const FACTS = {
  sku_days: `
rows: SELECT dt, warehouse_id AS warehouse, category, product_id AS product, owner_employee_id AS product_owner,
  on_hand_qty - reserved_qty AS available FROM inventory_daily WHERE is_listed
clocks: { day: dt }
dimensions: [warehouse, category, product, product_owner]
per:
  keys: [dt, product]
  sums: { available: sum(available) }
measures:
  day:
    sku_days: count(*)
    out_of_stock: count(*) where available <= 0
`,
  stock: `
rows: SELECT dt, warehouse_id AS warehouse, CAST(on_hand_qty AS DECIMAL(20,0)) * unit_cost_base AS value
  FROM inventory_daily
clocks: { day: dt }
dimensions: [warehouse]
measures:
  day:
    value_days: sum(value)
    days: count(DISTINCT dt)
`,
  shipped_lines: `
rows: SELECT s.order_dt AS born, s.shipped_at, s.warehouse_id AS warehouse,
  CAST(l.quantity AS DECIMAL(20,0)) * l.unit_cost_base AS cost
  FROM shipment_lines l JOIN real_parcels s ON s.shipment_id = l.shipment_id
born: born
clocks: { shipped: shipped_at }
dimensions: [warehouse]
measures:
  shipped:
    cogs: sum(cost)
`,
  visits: `
rows: SELECT dt, channel, device, sessions, order_sessions FROM web_daily
clocks: { day: dt }
dimensions: [channel, device]
measures:
  day:
    sessions: sum(sessions)
    ordering: sum(order_sessions)
`,
  page_loads: `
rows: SELECT dt, channel, device, bucket_ms, samples FROM web_perf_daily WHERE metric = 'lcp'
clocks: { day: dt }
dimensions: [channel, device]
per:
  keys: [bucket_ms]
  sums: { samples: sum(samples) }
measures:
  day:
    samples: sum(samples)
    lcp: histogram(bucket_ms, 100, samples)
`,
  surveys: `
rows: SELECT dt AS born, kind, channel, employee_id AS employee, responded_at, score FROM surveys
born: born
clocks: { responded: responded_at }
dimensions: [channel, employee]
measures:
  responded:
    csat: count(*) where kind = 'csat'
    csat_top2: count(*) where kind = 'csat' AND score >= 4
    nps: count(*) where kind = 'nps'
    promoters: count(*) where kind = 'nps' AND score >= 9
    detractors: count(*) where kind = 'nps' AND score <= 6
`,
  campaign_sales: `
rows: |
  SELECT o.dt AS born, o.received_at, o.campaign_id AS campaign, c.channel AS campaign_channel,
    row_number() OVER (PARTITION BY l.order_id ORDER BY l.line_no) AS line_rank,
    CAST(l.net_amount AS DECIMAL(20,4)) * o.fx_to_base AS amount,
    CAST(l.quantity AS DECIMAL(20,0)) * l.unit_cost_base AS cost
  FROM sale_orders o JOIN order_lines l ON l.order_id = o.order_id
  LEFT JOIN campaigns c ON c.campaign_id = o.campaign_id
  WHERE o.campaign_id IS NOT NULL
born: born
optional: { campaigns: [], returns: [], shipments: [], shipment_lines: [] }
clocks: { received: received_at }
dimensions: [campaign, campaign_channel]
measures:
  received:
    orders: count(*) where line_rank = 1
    amount: sum(amount)
    cost: sum(cost)
`,
  campaign_spend: `
rows: SELECT d.dt, d.campaign_id AS campaign, c.channel AS campaign_channel, d.spend_base AS spend
  FROM campaign_daily d JOIN campaigns c ON c.campaign_id = d.campaign_id
clocks: { day: dt }
dimensions: [campaign, campaign_channel]
measures:
  day:
    spend: sum(spend)
`,
  staff: `
rows: SELECT employee_id AS employee, department, role, hired_on, left_on FROM employees
clocks:
  year_ago: hired_on <= year_ago_date AND (left_on IS NULL OR left_on >= year_ago_date)
  stayed: hired_on <= year_ago_date AND (left_on IS NULL OR left_on >= last_date)
  always: "true"
dimensions: [department, employee]
measures:
  year_ago:
    year_ago: count(*)
  stayed:
    stayed: count(*)
  always:
    role: max(role)
`,
};

const NAME = 'name: { en: X, zh-CN: X }';
const KPIS = {
  inventory: `
stockout_rate: { ${NAME}, unit: percent, better: down, numerator: sku_days.out_of_stock, denominator: sku_days.sku_days,
  sample: sku_days.sku_days, by: [warehouse] }
inventory_turnover: { ${NAME}, unit: times, better: band, numerator: shipped_lines.cogs, denominator: stock.value_days,
  factor: 365 * stock.days / period.days, sample: stock.days, by: [warehouse] }
`,
  web: `
conversion_rate: { ${NAME}, unit: percent, better: up, numerator: visits.ordering, denominator: visits.sessions,
  sample: visits.sessions, by: [channel, device] }
page_load_p75: { ${NAME}, unit: ms, better: down, percentile: 0.75, of: page_loads.lcp, sample: page_loads.samples,
  by: [device] }
`,
  customer: `
csat: { ${NAME}, unit: percent, better: up, numerator: surveys.csat_top2, denominator: surveys.csat,
  sample: surveys.csat, by: [employee] }
nps: { ${NAME}, unit: points, better: up, numerator: surveys.promoters - surveys.detractors, denominator: surveys.nps,
  factor: 100, sample: surveys.nps }
`,
  marketing: `
campaign_sales: { ${NAME}, unit: money, better: up, value: campaign_sales.amount, sample: campaign_sales.orders,
  by: [campaign, { channel: campaign_channel }] }
campaign_roi: { ${NAME}, unit: percent, better: up,
  numerator: campaign_sales.amount - campaign_sales.cost - campaign_spend.spend, denominator: campaign_spend.spend,
  sample: campaign_sales.orders, by: [campaign, { channel: campaign_channel }] }
`,
  people: `
retention_rate: { ${NAME}, unit: percent, better: up, numerator: staff.stayed, denominator: staff.year_ago,
  sample: staff.year_ago, by: [department] }
`,
};

export function familyFiles(): Record<string, string> {
  return {
    'facts/tables.yaml': `${shopFiles()['facts/tables.yaml']?.text ?? ''}${TABLES}`,
    ...Object.fromEntries(Object.entries(FACTS).map(([id, text]) => [`facts/${id}.yaml`, text])),
    ...Object.fromEntries(Object.entries(KPIS).map(([family, text]) => [`kpis/${family}.yaml`, text])),
  };
}
