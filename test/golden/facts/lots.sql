WITH periods (period, last_day) AS (VALUES
  ('2025-06', '2025-06-30'),
  ('2026-05', '2026-05-31'),
  ('2026-06', '2026-06-30')),
inventory_lots AS (
  SELECT x.* FROM raw.inventory_lots x WHERE (dt >= '2025-06-01' AND dt <= '2025-06-30') OR (dt >= '2026-05-01' AND dt <= '2026-06-30')),
fact AS (
  SELECT dt, warehouse_id AS warehouse, category, product_id AS product, owner_employee_id AS product_owner,
    date_diff('day', received_on, CAST(dt AS DATE)) AS age, CAST(quantity AS DECIMAL(20,0)) * unit_cost_base AS value
  FROM inventory_lots)
SELECT period,
  CASE grouping(warehouse, category, product, product_owner) WHEN 7 THEN 'warehouse' WHEN 11 THEN 'category' WHEN 13 THEN 'product' WHEN 14 THEN 'product_owner' ELSE 'total' END AS cut,
  CASE grouping(warehouse, category, product, product_owner) WHEN 7 THEN warehouse WHEN 11 THEN category WHEN 13 THEN product WHEN 14 THEN product_owner END AS member,
  CAST(NULL AS VARCHAR) AS stratum,
  count(*) AS "lots",
  sum(value) AS "value",
  sum(value * age) AS "value_age",
  sum(value) FILTER (WHERE (age > 90)) AS "aged_value"
FROM fact JOIN periods ON (dt = last_day)
GROUP BY GROUPING SETS ((period), (period, warehouse), (period, category), (period, product), (period, product_owner))
