WITH periods (period, starts_at, ends_at) AS (VALUES
  ('2025-06', TIMESTAMP '2025-05-31 16:00:00', TIMESTAMP '2025-06-30 16:00:00'),
  ('2026-05', TIMESTAMP '2026-04-30 16:00:00', TIMESTAMP '2026-05-31 16:00:00'),
  ('2026-06', TIMESTAMP '2026-05-31 16:00:00', TIMESTAMP '2026-06-30 16:00:00')),
inventory_counts AS (
  SELECT x.* FROM raw.inventory_counts x WHERE (dt >= '2025-01-31' AND dt <= '2025-07-01') OR (dt >= '2025-12-31' AND dt <= '2026-07-01')),
last_counts AS (
  SELECT * FROM (
    SELECT x.*, row_number() OVER (PARTITION BY warehouse_id, product_id, dt ORDER BY counted_at DESC, count_id DESC) AS latest
    FROM inventory_counts x
  ) v WHERE latest = 1),
fact AS (
  SELECT dt AS born, counted_at, warehouse_id AS warehouse, category, owner_employee_id AS product_owner,
    CASE WHEN counted_qty >= system_qty THEN counted_qty - system_qty ELSE system_qty - counted_qty END AS deviation
  FROM last_counts)
SELECT period,
  CASE grouping(warehouse, category, product_owner) WHEN 3 THEN 'warehouse' WHEN 5 THEN 'category' WHEN 6 THEN 'product_owner' ELSE 'total' END AS cut,
  CASE grouping(warehouse, category, product_owner) WHEN 3 THEN warehouse WHEN 5 THEN category WHEN 6 THEN product_owner END AS member,
  CAST(NULL AS VARCHAR) AS stratum,
  count(*) AS "counts",
  count(*) FILTER (WHERE (deviation <= 0)) AS "matching"
FROM fact JOIN periods ON (counted_at >= starts_at AND counted_at < ends_at AND counted_at < CAST(born AS DATE) + INTERVAL '120' DAY)
GROUP BY GROUPING SETS ((period), (period, warehouse), (period, category), (period, product_owner))
