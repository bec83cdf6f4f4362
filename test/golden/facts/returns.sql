WITH periods (period, starts_at, ends_at) AS (VALUES
  ('2025-06', TIMESTAMP '2025-05-31 16:00:00', TIMESTAMP '2025-06-30 16:00:00'),
  ('2026-05', TIMESTAMP '2026-04-30 16:00:00', TIMESTAMP '2026-05-31 16:00:00'),
  ('2026-06', TIMESTAMP '2026-05-31 16:00:00', TIMESTAMP '2026-06-30 16:00:00')),
returns AS (
  SELECT * FROM (SELECT x.*, row_number() OVER (PARTITION BY return_id ORDER BY row_version DESC) AS newest
    FROM raw.returns x WHERE (dt >= '2025-01-31' AND dt <= '2026-07-06')) v
  WHERE newest = 1),
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
accepted_returns AS (
  SELECT r.*, o.dt AS order_dt, o.channel, o.region, o.fx_to_base, o.received_at,
    l.product_id, l.category, l.product_owner_id
  FROM returns r
  JOIN real_orders o ON o.order_id = r.order_id
  JOIN order_lines l ON l.order_id = r.order_id AND l.line_no = r.line_no
  WHERE r.status NOT IN ('rejected', 'withdrawn')),
fact AS (
  SELECT order_dt AS born, requested_at, completed_at, kind, status, reason_code, channel, region, category,
    product_id AS product, product_owner_id AS product_owner, quantity,
    CAST(goods_amount AS DECIMAL(20,4)) * fx_to_base AS goods,
    CAST(refund_amount AS DECIMAL(20,4)) * fx_to_base AS refund
  FROM accepted_returns)
SELECT period,
  CASE grouping(channel, region, category, product, product_owner) WHEN 15 THEN 'channel' WHEN 23 THEN 'region' WHEN 27 THEN 'category' WHEN 29 THEN 'product' WHEN 30 THEN 'product_owner' WHEN 26 THEN 'product_owner*category' ELSE 'total' END AS cut,
  CASE grouping(channel, region, category, product, product_owner) WHEN 15 THEN channel WHEN 23 THEN region WHEN 27 THEN category WHEN 29 THEN product WHEN 30 THEN product_owner WHEN 26 THEN product_owner END AS member,
  CASE grouping(channel, region, category, product, product_owner) WHEN 26 THEN category END AS stratum,
  sum(quantity) FILTER (WHERE (requested_at >= starts_at AND requested_at < ends_at AND requested_at < CAST(born AS DATE) + INTERVAL '120' DAY)) AS "units",
  sum(goods) FILTER (WHERE (requested_at >= starts_at AND requested_at < ends_at AND requested_at < CAST(born AS DATE) + INTERVAL '120' DAY)) AS "goods",
  sum(quantity) FILTER (WHERE (requested_at >= starts_at AND requested_at < ends_at AND requested_at < CAST(born AS DATE) + INTERVAL '120' DAY) AND (kind = 'return')) AS "returned_units",
  sum(quantity) FILTER (WHERE (requested_at >= starts_at AND requested_at < ends_at AND requested_at < CAST(born AS DATE) + INTERVAL '120' DAY) AND (reason_code IN ('quality', 'not_as_described', 'wrong_item', 'damaged'))) AS "seller_fault_units",
  sum(quantity) FILTER (WHERE (requested_at >= starts_at AND requested_at < ends_at AND requested_at < CAST(born AS DATE) + INTERVAL '120' DAY) AND (reason_code IS NULL)) AS "unknown_reason_units",
  sum(refund) FILTER (WHERE (completed_at >= starts_at AND completed_at < ends_at AND completed_at < CAST(born AS DATE) + INTERVAL '120' DAY) AND (status = 'completed')) AS "refunds"
FROM fact JOIN periods ON (requested_at >= starts_at AND requested_at < ends_at AND requested_at < CAST(born AS DATE) + INTERVAL '120' DAY) OR (completed_at >= starts_at AND completed_at < ends_at AND completed_at < CAST(born AS DATE) + INTERVAL '120' DAY)
GROUP BY GROUPING SETS ((period), (period, channel), (period, region), (period, category), (period, product), (period, product_owner), (period, product_owner, category))
