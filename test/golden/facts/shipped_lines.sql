WITH periods (period, starts_at, ends_at) AS (VALUES
  ('2025-06', TIMESTAMP '2025-05-31 16:00:00', TIMESTAMP '2025-06-30 16:00:00'),
  ('2026-05', TIMESTAMP '2026-04-30 16:00:00', TIMESTAMP '2026-05-31 16:00:00'),
  ('2026-06', TIMESTAMP '2026-05-31 16:00:00', TIMESTAMP '2026-06-30 16:00:00')),
shipment_lines AS (
  SELECT x.* FROM raw.shipment_lines x WHERE (dt >= '2025-01-31' AND dt <= '2026-07-06')),
shipments AS (
  SELECT * FROM (SELECT x.*, row_number() OVER (PARTITION BY shipment_id ORDER BY row_version DESC) AS newest
    FROM raw.shipments x WHERE (dt >= '2025-01-31' AND dt <= '2026-07-06')) v
  WHERE newest = 1),
orders AS (
  SELECT * FROM (SELECT x.*, row_number() OVER (PARTITION BY order_id ORDER BY row_version DESC) AS newest
    FROM raw.orders x WHERE (dt >= '2025-01-31' AND dt <= '2025-07-01') OR (dt >= '2025-12-31' AND dt <= '2026-07-01')) v
  WHERE newest = 1),
real_orders AS (
  SELECT * FROM orders WHERE NOT is_test),
real_parcels AS (
  SELECT s.*, o.channel, o.region, o.dt AS order_dt
  FROM shipments s JOIN real_orders o ON o.order_id = s.order_id),
order_lines AS (
  SELECT * FROM (SELECT x.*, row_number() OVER (PARTITION BY order_id, line_no ORDER BY row_version DESC) AS newest
    FROM raw.order_lines x WHERE (dt >= '2025-01-31' AND dt <= '2025-07-01') OR (dt >= '2025-12-31' AND dt <= '2026-07-01')) v
  WHERE newest = 1),
fact AS (
  SELECT p.order_dt AS born, p.shipped_at, p.warehouse_id AS warehouse, o.category, o.product_id AS product,
    o.product_owner_id AS product_owner, CAST(l.quantity AS DECIMAL(20,0)) * l.unit_cost_base AS cost
  FROM shipment_lines l
  JOIN real_parcels p ON p.shipment_id = l.shipment_id
  JOIN order_lines o ON o.order_id = l.order_id AND o.line_no = l.line_no)
SELECT period,
  CASE grouping(warehouse, category, product, product_owner) WHEN 7 THEN 'warehouse' WHEN 11 THEN 'category' WHEN 13 THEN 'product' WHEN 14 THEN 'product_owner' ELSE 'total' END AS cut,
  CASE grouping(warehouse, category, product, product_owner) WHEN 7 THEN warehouse WHEN 11 THEN category WHEN 13 THEN product WHEN 14 THEN product_owner END AS member,
  CAST(NULL AS VARCHAR) AS stratum,
  sum(cost) AS "cogs"
FROM fact JOIN periods ON (shipped_at >= starts_at AND shipped_at < ends_at AND shipped_at < CAST(born AS DATE) + INTERVAL '120' DAY)
GROUP BY GROUPING SETS ((period), (period, warehouse), (period, category), (period, product), (period, product_owner))
