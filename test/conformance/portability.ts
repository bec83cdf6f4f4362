// One statement for each construct that compiled statements are made of, on rows that provoke a
// difference if there is one. Green here and red in a compiled statement means: its rows, not its parts.

import { rowConditions } from '../../functions/checks/row-conditions.ts';
import type { Definitions, Table } from '../../functions/definitions/definitions.ts';

const periods = `periods (period, starts_at, ends_at, first_day, last_day, window_date) AS (VALUES
  ('2020-01', TIMESTAMP '2019-12-31 16:00:00', TIMESTAMP '2020-01-31 16:00:00', '2020-01-01', '2020-01-31', DATE '2019-10-03'),
  ('2026-05', TIMESTAMP '2026-04-30 16:00:00', TIMESTAMP '2026-05-31 16:00:00', '2026-05-01', '2026-05-31', DATE '2026-01-31'),
  ('2026-06', TIMESTAMP '2026-05-31 16:00:00', TIMESTAMP '2026-06-30 16:00:00', '2026-06-01', '2026-06-30', DATE '2026-03-02'),
  ('2026-YTD-06', TIMESTAMP '2025-12-31 16:00:00', TIMESTAMP '2026-06-30 16:00:00', '2026-01-01', '2026-06-30', DATE '2026-03-02'))`;

const newest = (table: string, key: string, pruned = 'true') =>
  `${table} AS (SELECT * FROM (SELECT x.*, row_number() OVER (PARTITION BY ${key} ORDER BY row_version DESC) AS newest
    FROM raw.${table} x WHERE ${pruned}) v WHERE newest = 1)`;

/** Where text may be wrong: at its ends, within, as a whole. */
const characters = [9, 10, 11, 12, 13, 28, 31, 32, 133, 160, 5760, 8195, 8203, 8232, 8233, 8239, 12288, 65279, 65533];
const texts = [
  ...["''", "'a'", "'a b'", "'N/A'", "'null'", "'Null'", "'NONE'", "'-'", "'\\N'", "'中通'", 'CAST(NULL AS VARCHAR)'],
  ...characters.flatMap((code) => [
    `chr(${code})`,
    `chr(${code}) || 'a'`,
    `'a' || chr(${code})`,
    `'a' || chr(${code}) || 'b'`,
  ]),
];

/** A table of one text, whose conditions are those of every canonical one. */
const oneText = {
  columns: { text: { type: 'varchar', nullable: true } },
  contract: { values: {}, ranges: {}, order: [], holds: {}, prose: [], clock: null },
} as unknown as Table;
const [clean] = rowConditions(oneText, ['text'], {} as Definitions);

export const portabilityStatements: Record<string, string> = {
  'text that is not clean': `SELECT id, text IS NULL AS is_null, length(text) AS n, ${clean?.wrong} AS wrong
    FROM (VALUES ${texts.map((text, id) => `(${id}, ${text})`).join(', ')}) v (id, text)`,

  'a flag that is counted and filtered by': `SELECT count(flag) AS known, count(*) FILTER (WHERE flag = true) AS set
    FROM (VALUES (true), (false), (false), (CAST(NULL AS BOOLEAN))) v (flag)`,

  'histograms, grouping sets, a member that is NULL, an empty period': `WITH ${periods},
    ${newest('service_tickets', 'ticket_id', "(dt >= '2025-12-31' AND dt <= '2026-07-01')")},
    fact AS (SELECT created_at, channel, category, employee_id AS employee, is_complaint, complaint_upheld,
      date_diff('second', created_at, first_response_at) AS response,
      date_diff('second', created_at, resolved_at) AS resolution FROM service_tickets)
    SELECT period,
      CASE grouping(channel, employee, category) WHEN 3 THEN 'channel' WHEN 5 THEN 'employee' WHEN 4 THEN 'employee*category' ELSE 'total' END AS cut,
      CASE grouping(channel, employee, category) WHEN 3 THEN channel WHEN 5 THEN employee WHEN 4 THEN employee END AS member,
      CASE grouping(channel, employee, category) WHEN 4 THEN category END AS stratum,
      count(*) AS "tickets", count(employee) AS "handled",
      count(*) FILTER (WHERE (is_complaint AND coalesce(complaint_upheld, true))) AS "complaints",
      json_format(CAST(histogram(response - response % 60) FILTER (WHERE response IS NOT NULL) AS JSON)) AS "response",
      json_format(CAST(histogram(resolution - resolution % 3600) FILTER (WHERE resolution IS NOT NULL) AS JSON)) AS "resolution"
    FROM fact JOIN periods ON (created_at >= starts_at AND created_at < ends_at)
    GROUP BY GROUPING SETS ((period), (period, channel), (period, employee), (period, employee, category))`,

  'several clocks, two versions of a row, days after birth': `WITH ${periods}, ${newest('orders', 'order_id')},
    fact AS (SELECT dt AS born, channel, region, received_at, ship_by, cancelled_at, row_version FROM orders WHERE NOT is_test)
    SELECT period, CASE grouping(channel, region) WHEN 1 THEN 'channel' WHEN 2 THEN 'region' ELSE 'total' END AS cut,
      CASE grouping(channel, region) WHEN 1 THEN channel WHEN 2 THEN region END AS member,
      count(*) FILTER (WHERE (received_at >= starts_at AND received_at < ends_at)) AS "placed",
      count(*) FILTER (WHERE (ship_by >= starts_at AND ship_by < ends_at)) AS "due",
      count(*) FILTER (WHERE received_at < ends_at AND (cancelled_at IS NULL OR cancelled_at >= ends_at)
        AND CAST(born AS DATE) >= window_date) AS "backlog",
      CAST(sum(row_version) AS BIGINT) AS "versions"
    FROM fact JOIN periods ON (received_at >= starts_at AND received_at < ends_at AND received_at < CAST(born AS DATE) + INTERVAL '120' DAY)
      OR (ship_by >= starts_at AND ship_by < ends_at AND ship_by < CAST(born AS DATE) + INTERVAL '1' DAY)
      OR (received_at < ends_at AND CAST(born AS DATE) >= window_date)
    GROUP BY GROUPING SETS ((period), (period, channel), (period, region))`,

  'sums of products, joined tables, units of an order by its first line': `WITH ${periods}, ${newest('orders', 'order_id')},
    ${newest('order_lines', 'order_id, line_no')},
    fact AS (SELECT o.received_at, o.channel, l.category, l.quantity, CAST(l.net_amount AS DECIMAL(20,4)) * o.fx_to_base AS amount,
        CAST(l.quantity AS DECIMAL(20,0)) * l.unit_cost_base AS cost,
        row_number() OVER (PARTITION BY l.order_id ORDER BY l.line_no) = 1 AS is_first
      FROM orders o JOIN order_lines l ON l.order_id = o.order_id WHERE NOT o.is_test AND o.received_at IS NOT NULL)
    SELECT * FROM (SELECT period, CASE grouping(channel, category) WHEN 1 THEN 'channel' WHEN 2 THEN 'category' ELSE 'total' END AS cut,
        CASE grouping(channel, category) WHEN 1 THEN channel WHEN 2 THEN category END AS member,
        sum(amount) AS "amount", sum(cost) AS "cost", sum(amount) FILTER (WHERE quantity > 100000) AS "none",
        count(*) FILTER (WHERE is_first) AS "orders", count(DISTINCT category) AS "categories"
      FROM fact JOIN periods ON received_at >= starts_at AND received_at < ends_at
      GROUP BY GROUPING SETS ((period), (period, channel), (period, category))) cells
    WHERE cut NOT IN ('category') OR period IN ('2026-06')`,

  'amounts of 10^13, negative ones, squares': `SELECT sum(CAST(net AS DECIMAL(20,4)) * fx) AS amount, sum(net) AS net,
      min(CAST(net AS DECIMAL(20,4)) * fx) AS least, sum(CAST(seconds AS DECIMAL(18,0)) * seconds) AS squares, max(fx) AS fx,
      sum(net) FILTER (WHERE net > 0) - coalesce(sum(net) FILTER (WHERE net < 0), 0) AS spread
    FROM (SELECT CAST(n AS DECIMAL(18,4)) AS net, CAST(f AS DECIMAL(18,8)) AS fx, CAST(s AS BIGINT) AS seconds
      FROM (VALUES ('10000000000000.0001', '7.12345678', 999999999), ('99999999999999.9999', '0.00000001', 3),
        ('-12345678901234.5678', '1.00000000', -4), ('0.0001', '9999999999.99999999', 2)) v (n, f, s)) amounts`,

  'elapsed seconds and days, forwards and backwards': `SELECT id, date_diff('second', a, b) AS seconds,
      date_diff('second', a, b) % 3600 AS rest, date_diff('day', CAST(a AS DATE), CAST(b AS DATE)) AS days,
      date_diff('second', TIMESTAMP '1970-01-01 00:00:00', b) AS instant
    FROM (VALUES (1, TIMESTAMP '2026-03-08 00:59:59', TIMESTAMP '2026-03-08 01:00:00'),
      (2, TIMESTAMP '2026-03-08 01:00:00', TIMESTAMP '2026-03-07 23:59:59'),
      (3, TIMESTAMP '2024-02-28 12:00:00', TIMESTAMP '2024-03-01 11:59:59'),
      (4, TIMESTAMP '1969-12-31 23:59:59', CAST(NULL AS TIMESTAMP))) v (id, a, b)`,

  'a day plus days, against instants': `SELECT id, clock < CAST(born AS DATE) + INTERVAL '120' DAY AS counts,
      CAST(born AS DATE) >= window_date AS is_open, born >= '2026-01-01' AND born <= '2026-01-31' AS is_read
    FROM (VALUES (1, '2026-01-31', TIMESTAMP '2026-05-30 23:59:59', DATE '2026-01-31'),
      (2, '2026-01-31', TIMESTAMP '2026-05-31 00:00:00', DATE '2026-02-01'),
      (3, '2024-02-29', TIMESTAMP '2024-06-28 00:00:00', DATE '2024-02-28'),
      (4, '2025-12-31', CAST(NULL AS TIMESTAMP), DATE '2026-01-01')) v (id, born, clock, window_date)`,

  'two steps: stock of a scope before it is judged': `WITH ${periods},
    fact AS (SELECT dt, warehouse_id AS warehouse, product_id AS product, on_hand_qty - reserved_qty AS available
      FROM raw.inventory_daily WHERE is_listed AND (dt >= '2026-05-01' AND dt <= '2026-06-30')),
    scoped AS (SELECT period, dt, product, grouping(warehouse) AS level, warehouse, sum(available) AS available
      FROM fact JOIN periods ON dt >= first_day AND dt <= last_day
      GROUP BY GROUPING SETS ((period, dt, product), (period, dt, product, warehouse)))
    SELECT period, CASE level WHEN 0 THEN 'warehouse' ELSE 'total' END AS cut, warehouse AS member,
      count(*) AS "sku_days", count(*) FILTER (WHERE available <= 0) AS "out_of_stock"
    FROM scoped GROUP BY period, level, warehouse`,

  'weighted histograms': `WITH ${periods}, fact AS (SELECT dt, channel, bucket_ms - bucket_ms % 100 AS bucket, samples
      FROM raw.web_perf_daily WHERE metric = 'lcp'),
    buckets AS (SELECT period, channel, grouping(channel) AS level, bucket, CAST(sum(samples) AS BIGINT) AS samples
      FROM fact JOIN periods ON dt >= first_day AND dt <= last_day
      GROUP BY GROUPING SETS ((period, bucket), (period, bucket, channel)))
    SELECT period, level, channel, sum(samples) AS "samples",
      json_format(CAST(map_agg(bucket, samples) AS JSON)) AS "lcp"
    FROM buckets WHERE bucket IS NOT NULL GROUP BY period, level, channel`,

  'nothing to count': `SELECT count(*) AS n, sum(quantity) AS units, max(category) AS category,
      json_format(CAST(histogram(quantity) FILTER (WHERE quantity IS NOT NULL) AS JSON)) AS sizes,
      json_format(CAST(map_agg(line_no, quantity) AS JSON)) AS lines, count(DISTINCT category) AS categories
    FROM raw.order_lines WHERE dt >= '2031-01-01'`,

  'text, empty text and NULL': `SELECT grouping(member) AS level, member, count(*) AS n, max(label) AS most,
      min(label) AS least, count(DISTINCT label) AS labels, max(label || '!') AS joined
    FROM (VALUES ('a', 'Zoe'), ('a', 'anna'), ('', 'Ärger'), (CAST(NULL AS VARCHAR), '销售'), ('007', CAST(NULL AS VARCHAR)), ('7', '😀'), ('{x', ' ')) v (member, label)
    GROUP BY GROUPING SETS ((), (member))`,

  'conditions that are neither true nor false': `SELECT count(*) FILTER (WHERE NOT upheld) AS a, count(*) FILTER (WHERE coalesce(upheld, true)) AS b,
      count(*) FILTER (WHERE upheld IS NOT DISTINCT FROM false) AS c, count(nullif(score, 0)) AS d, count(*) FILTER (WHERE score NOT IN (1, 2)) AS e,
      sum(CASE WHEN upheld THEN 1 WHEN NOT upheld THEN 0 END) AS f
    FROM (VALUES (true, 1), (false, 0), (CAST(NULL AS BOOLEAN), 3), (false, CAST(NULL AS INTEGER))) v (upheld, score)`,

  'every type of the contracts, out of the files': `SELECT o.order_id, o.is_test, o.fx_to_base, o.row_version, o.dt,
      date_diff('second', TIMESTAMP '1970-01-01 00:00:00', o.received_at) AS received, l.line_no, l.net_amount,
      date_diff('day', DATE '1970-01-01', e.hired_on) AS hired, e.fte
    FROM raw.orders o LEFT JOIN raw.order_lines l ON l.order_id = o.order_id
      LEFT JOIN raw.employees e ON e.employee_id = o.owner_employee_id`,
};
