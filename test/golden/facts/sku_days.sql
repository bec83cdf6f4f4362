WITH periods (period, first_day, last_day) AS (VALUES
  ('2025-06', '2025-06-01', '2025-06-30'),
  ('2026-05', '2026-05-01', '2026-05-31'),
  ('2026-06', '2026-06-01', '2026-06-30')),
inventory_daily AS (
  SELECT x.* FROM raw.inventory_daily x WHERE (dt >= '2025-06-01' AND dt <= '2025-06-30') OR (dt >= '2026-05-01' AND dt <= '2026-06-30')),
fact AS (
  SELECT dt, warehouse_id AS warehouse, category, product_id AS product, owner_employee_id AS product_owner,
    on_hand_qty - reserved_qty AS available
  FROM inventory_daily WHERE is_listed),
scoped AS (
  SELECT period,
    CASE grouping(warehouse, category, product, product_owner) WHEN 7 THEN 'warehouse' WHEN 11 THEN 'category' WHEN 13 THEN 'product' WHEN 14 THEN 'product_owner' ELSE 'total' END AS cut,
    CASE grouping(warehouse, category, product, product_owner) WHEN 7 THEN warehouse WHEN 11 THEN category WHEN 13 THEN product WHEN 14 THEN product_owner END AS member,
    CAST(NULL AS VARCHAR) AS stratum,
    per_key_1 AS dt,
    per_key_2 AS product,
    sum(available) AS available
  FROM (SELECT f.*, f.dt AS per_key_1, f.product AS per_key_2 FROM fact f) keyed JOIN periods ON (dt >= first_day AND dt <= last_day)
  GROUP BY GROUPING SETS ((period, per_key_1, per_key_2), (period, warehouse, per_key_1, per_key_2), (period, category, per_key_1, per_key_2), (period, product, per_key_1, per_key_2), (period, product_owner, per_key_1, per_key_2)))
SELECT period, cut, member, stratum,
  count(*) AS "sku_days",
  count(*) FILTER (WHERE (available <= 0)) AS "out_of_stock"
FROM scoped
GROUP BY period, cut, member, stratum
