WITH periods (period, starts_at, ends_at) AS (VALUES
  ('2025-06', TIMESTAMP '2025-05-31 16:00:00', TIMESTAMP '2025-06-30 16:00:00'),
  ('2026-05', TIMESTAMP '2026-04-30 16:00:00', TIMESTAMP '2026-05-31 16:00:00'),
  ('2026-06', TIMESTAMP '2026-05-31 16:00:00', TIMESTAMP '2026-06-30 16:00:00')),
orders AS (
  SELECT * FROM (SELECT x.*, row_number() OVER (PARTITION BY order_id ORDER BY row_version DESC) AS newest
    FROM raw.orders x WHERE (dt >= '2025-01-31' AND dt <= '2025-07-01') OR (dt >= '2025-12-31' AND dt <= '2026-07-01')) v
  WHERE newest = 1),
real_orders AS (
  SELECT * FROM orders WHERE NOT is_test),
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
sale_orders AS (
  SELECT o.*
  FROM real_orders o LEFT JOIN order_shipments s ON s.order_id = o.order_id
  WHERE o.received_at IS NOT NULL AND NOT o.is_replacement
    AND (o.cancelled_at IS NULL OR (s.first_at IS NOT NULL AND s.first_at <= o.cancelled_at))),
order_charges AS (
  SELECT x.* FROM raw.order_charges x WHERE (dt >= '2025-01-31' AND dt <= '2025-07-01') OR (dt >= '2025-12-31' AND dt <= '2026-07-01')),
fact AS (
  SELECT o.dt AS born, o.received_at, c.kind, CAST(c.amount AS DECIMAL(20,4)) * o.fx_to_base AS amount
  FROM sale_orders o JOIN order_charges c ON c.order_id = o.order_id)
SELECT period,
  'total' AS cut,
  CAST(NULL AS VARCHAR) AS member,
  CAST(NULL AS VARCHAR) AS stratum,
  sum(amount) FILTER (WHERE (kind = 'tax')) AS "tax",
  sum(amount) FILTER (WHERE (kind = 'shipping')) AS "shipping"
FROM fact JOIN periods ON (received_at >= starts_at AND received_at < ends_at AND received_at < CAST(born AS DATE) + INTERVAL '120' DAY)
GROUP BY GROUPING SETS ((period))
