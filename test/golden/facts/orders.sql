WITH periods (period, starts_at, ends_at, window_date) AS (VALUES
  ('2025-06', TIMESTAMP '2025-05-31 16:00:00', TIMESTAMP '2025-06-30 16:00:00', DATE '2025-03-02'),
  ('2026-05', TIMESTAMP '2026-04-30 16:00:00', TIMESTAMP '2026-05-31 16:00:00', DATE '2026-01-31'),
  ('2026-06', TIMESTAMP '2026-05-31 16:00:00', TIMESTAMP '2026-06-30 16:00:00', DATE '2026-03-02')),
orders AS (
  SELECT * FROM (SELECT x.*, row_number() OVER (PARTITION BY order_id ORDER BY row_version DESC) AS newest
    FROM raw.orders x WHERE (dt >= '2025-01-31' AND dt <= '2025-07-01') OR (dt >= '2025-12-31' AND dt <= '2026-07-01')) v
  WHERE newest = 1),
real_orders AS (
  SELECT * FROM orders WHERE NOT is_test),
order_lines AS (
  SELECT * FROM (SELECT x.*, row_number() OVER (PARTITION BY order_id, line_no ORDER BY row_version DESC) AS newest
    FROM raw.order_lines x WHERE (dt >= '2025-01-31' AND dt <= '2025-07-01') OR (dt >= '2025-12-31' AND dt <= '2026-07-01')) v
  WHERE newest = 1),
physical_lines AS (
  SELECT order_id, CAST(sum(quantity) AS BIGINT) AS quantity FROM order_lines WHERE requires_shipping GROUP BY order_id),
shipment_lines AS (
  SELECT x.* FROM raw.shipment_lines x WHERE (dt >= '2025-01-31' AND dt <= '2026-07-06')),
shipments AS (
  SELECT * FROM (SELECT x.*, row_number() OVER (PARTITION BY shipment_id ORDER BY row_version DESC) AS newest
    FROM raw.shipments x WHERE (dt >= '2025-01-31' AND dt <= '2026-07-06')) v
  WHERE newest = 1),
order_shipments AS (
  SELECT l.order_id, CAST(sum(l.quantity) AS BIGINT) AS quantity, min(s.shipped_at) AS first_at, max(s.shipped_at) AS last_at
  FROM shipment_lines l JOIN shipments s ON s.shipment_id = l.shipment_id
  WHERE s.shipped_at IS NOT NULL
  GROUP BY l.order_id),
order_states AS (
  SELECT o.*, p.quantity IS NOT NULL AND p.quantity > 0 AS ships,
    CASE WHEN coalesce(s.quantity, 0) >= p.quantity THEN s.last_at END AS done_at,
    o.cancelled_at IS NOT NULL AND (s.first_at IS NULL OR o.cancelled_at < s.first_at) AS is_cancelled
  FROM real_orders o
  LEFT JOIN physical_lines p ON p.order_id = o.order_id
  LEFT JOIN order_shipments s ON s.order_id = o.order_id),
fact AS (
  SELECT dt AS born, channel, region, received_at, ship_by, cancelled_at, done_at, is_cancelled, is_replacement, ships,
    date_diff('second', received_at, done_at) AS processing
  FROM order_states WHERE received_at IS NOT NULL)
SELECT period,
  CASE grouping(channel, region) WHEN 1 THEN 'channel' WHEN 2 THEN 'region' ELSE 'total' END AS cut,
  CASE grouping(channel, region) WHEN 1 THEN channel WHEN 2 THEN region END AS member,
  CAST(NULL AS VARCHAR) AS stratum,
  count(*) FILTER (WHERE (received_at >= starts_at AND received_at < ends_at AND received_at < CAST(born AS DATE) + INTERVAL '120' DAY) AND (NOT is_replacement)) AS "placed",
  count(*) FILTER (WHERE (received_at >= starts_at AND received_at < ends_at AND received_at < CAST(born AS DATE) + INTERVAL '120' DAY) AND (NOT is_replacement AND is_cancelled)) AS "cancelled",
  count(*) FILTER (WHERE (received_at >= starts_at AND received_at < ends_at AND received_at < CAST(born AS DATE) + INTERVAL '120' DAY) AND (ships AND NOT is_cancelled)) AS "fulfilments",
  count(*) FILTER (WHERE (received_at >= starts_at AND received_at < ends_at AND received_at < CAST(born AS DATE) + INTERVAL '120' DAY) AND (ships AND NOT is_cancelled AND processing >= 0)) AS "shipped",
  sum(processing) FILTER (WHERE (received_at >= starts_at AND received_at < ends_at AND received_at < CAST(born AS DATE) + INTERVAL '120' DAY) AND (ships AND NOT is_cancelled AND processing >= 0)) AS "processing_seconds",
  json_format(CAST(histogram(processing - processing % 3600) FILTER (WHERE (received_at >= starts_at AND received_at < ends_at AND received_at < CAST(born AS DATE) + INTERVAL '120' DAY) AND (ships AND NOT is_cancelled AND processing >= 0) AND processing IS NOT NULL) AS JSON)) AS "processing",
  count(*) FILTER (WHERE (received_at >= starts_at AND received_at < ends_at AND received_at < CAST(born AS DATE) + INTERVAL '120' DAY) AND (ships AND NOT is_cancelled AND processing < 0)) AS "processing_negative",
  count(*) FILTER (WHERE (ship_by >= starts_at AND ship_by < ends_at AND ship_by < CAST(born AS DATE) + INTERVAL '120' DAY) AND (ships AND NOT is_cancelled)) AS "due",
  count(*) FILTER (WHERE (ship_by >= starts_at AND ship_by < ends_at AND ship_by < CAST(born AS DATE) + INTERVAL '120' DAY) AND (ships AND NOT is_cancelled AND done_at <= ship_by)) AS "on_time",
  count(*) FILTER (WHERE (received_at < ends_at AND (done_at IS NULL OR done_at >= ends_at) AND (cancelled_at IS NULL OR cancelled_at >= ends_at) AND CAST(born AS DATE) >= window_date) AND (ships)) AS "backlog"
FROM fact JOIN periods ON (received_at >= starts_at AND received_at < ends_at AND received_at < CAST(born AS DATE) + INTERVAL '120' DAY) OR (ship_by >= starts_at AND ship_by < ends_at AND ship_by < CAST(born AS DATE) + INTERVAL '120' DAY) OR (received_at < ends_at AND (done_at IS NULL OR done_at >= ends_at) AND (cancelled_at IS NULL OR cancelled_at >= ends_at) AND CAST(born AS DATE) >= window_date)
GROUP BY GROUPING SETS ((period), (period, channel), (period, region))
