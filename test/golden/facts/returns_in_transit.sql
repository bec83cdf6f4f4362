WITH periods (period, starts_at, ends_at, window_date) AS (VALUES
  ('2025-06', TIMESTAMP '2025-05-31 16:00:00', TIMESTAMP '2025-06-30 16:00:00', DATE '2025-03-02'),
  ('2026-05', TIMESTAMP '2026-04-30 16:00:00', TIMESTAMP '2026-05-31 16:00:00', DATE '2026-01-31'),
  ('2026-06', TIMESTAMP '2026-05-31 16:00:00', TIMESTAMP '2026-06-30 16:00:00', DATE '2026-03-02')),
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
  SELECT order_dt AS born, requested_at, completed_at, CAST(goods_amount AS DECIMAL(20,4)) * fx_to_base AS goods
  FROM accepted_returns
  WHERE kind = 'return')
SELECT period,
  'total' AS cut,
  CAST(NULL AS VARCHAR) AS member,
  CAST(NULL AS VARCHAR) AS stratum,
  sum(goods) FILTER (WHERE (requested_at < starts_at AND (completed_at IS NULL OR completed_at >= starts_at) AND CAST(born AS DATE) >= window_date)) AS "goods_at_start",
  sum(goods) FILTER (WHERE (requested_at < ends_at AND (completed_at IS NULL OR completed_at >= ends_at) AND CAST(born AS DATE) >= window_date)) AS "goods_at_end"
FROM fact JOIN periods ON (requested_at < starts_at AND (completed_at IS NULL OR completed_at >= starts_at) AND CAST(born AS DATE) >= window_date) OR (requested_at < ends_at AND (completed_at IS NULL OR completed_at >= ends_at) AND CAST(born AS DATE) >= window_date)
GROUP BY GROUPING SETS ((period))
