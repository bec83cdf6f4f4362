WITH periods (period, first_day, last_day) AS (VALUES
  ('2025-06', '2025-06-01', '2025-06-30'),
  ('2026-05', '2026-05-01', '2026-05-31'),
  ('2026-06', '2026-06-01', '2026-06-30')),
inventory_daily AS (
  SELECT x.* FROM raw.inventory_daily x WHERE (dt >= '2025-06-01' AND dt <= '2025-06-30') OR (dt >= '2026-05-01' AND dt <= '2026-06-30')),
fact AS (
  SELECT dt, warehouse_id AS warehouse, category, product_id AS product, owner_employee_id AS product_owner, on_hand_qty,
    on_hand_qty - reserved_qty AS available, CAST(on_hand_qty AS DECIMAL(20,0)) * unit_cost_base AS value
  FROM inventory_daily)
SELECT period,
  CASE grouping(warehouse, category, product, product_owner) WHEN 7 THEN 'warehouse' WHEN 11 THEN 'category' WHEN 13 THEN 'product' WHEN 14 THEN 'product_owner' ELSE 'total' END AS cut,
  CASE grouping(warehouse, category, product, product_owner) WHEN 7 THEN warehouse WHEN 11 THEN category WHEN 13 THEN product WHEN 14 THEN product_owner END AS member,
  CAST(NULL AS VARCHAR) AS stratum,
  sum(value) FILTER (WHERE (dt >= first_day AND dt <= last_day) AND (on_hand_qty >= 0)) AS "value_days",
  count(DISTINCT dt) FILTER (WHERE (dt >= first_day AND dt <= last_day)) AS "days",
  sum(value) FILTER (WHERE (dt = last_day) AND (on_hand_qty >= 0)) AS "value",
  sum(on_hand_qty) FILTER (WHERE (dt = last_day) AND (on_hand_qty >= 0)) AS "on_hand",
  sum(available) FILTER (WHERE (dt = last_day) AND (on_hand_qty >= 0)) AS "available",
  count(*) FILTER (WHERE (dt = last_day) AND (on_hand_qty >= 0)) AS "items",
  count(*) FILTER (WHERE (dt = last_day) AND (on_hand_qty < 0)) AS "negative"
FROM fact JOIN periods ON (dt >= first_day AND dt <= last_day) OR (dt = last_day)
GROUP BY GROUPING SETS ((period), (period, warehouse), (period, category), (period, product), (period, product_owner))
