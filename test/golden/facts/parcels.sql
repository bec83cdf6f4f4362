WITH periods (period, starts_at, ends_at) AS (VALUES
  ('2025-06', TIMESTAMP '2025-05-31 16:00:00', TIMESTAMP '2025-06-30 16:00:00'),
  ('2026-05', TIMESTAMP '2026-04-30 16:00:00', TIMESTAMP '2026-05-31 16:00:00'),
  ('2026-06', TIMESTAMP '2026-05-31 16:00:00', TIMESTAMP '2026-06-30 16:00:00')),
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
fact AS (
  SELECT order_dt AS born, order_id, carrier_id AS carrier, warehouse_id AS warehouse, region, channel,
    packed_by_employee_id AS employee, status, fault_code, packed_at, shipped_at, promised_at, delivered_at, closed_at,
    ship_cost_base + handling_cost_base AS cost,
    date_diff('second', assigned_at, packed_at) AS handling,
    date_diff('second', shipped_at, delivered_at) AS transit
  FROM real_parcels)
SELECT period,
  CASE grouping(carrier, warehouse, region, channel, employee) WHEN 15 THEN 'carrier' WHEN 23 THEN 'warehouse' WHEN 27 THEN 'region' WHEN 29 THEN 'channel' WHEN 30 THEN 'employee' ELSE 'total' END AS cut,
  CASE grouping(carrier, warehouse, region, channel, employee) WHEN 15 THEN carrier WHEN 23 THEN warehouse WHEN 27 THEN region WHEN 29 THEN channel WHEN 30 THEN employee END AS member,
  CAST(NULL AS VARCHAR) AS stratum,
  count(employee) FILTER (WHERE (packed_at >= starts_at AND packed_at < ends_at AND packed_at < CAST(born AS DATE) + INTERVAL '120' DAY)) AS "packed",
  count(*) FILTER (WHERE (packed_at >= starts_at AND packed_at < ends_at AND packed_at < CAST(born AS DATE) + INTERVAL '120' DAY) AND (handling >= 0)) AS "handled",
  sum(handling) FILTER (WHERE (packed_at >= starts_at AND packed_at < ends_at AND packed_at < CAST(born AS DATE) + INTERVAL '120' DAY) AND (handling >= 0)) AS "handling_seconds",
  count(*) FILTER (WHERE (packed_at >= starts_at AND packed_at < ends_at AND packed_at < CAST(born AS DATE) + INTERVAL '120' DAY) AND (handling < 0)) AS "handling_negative",
  sum(cost) FILTER (WHERE (shipped_at >= starts_at AND shipped_at < ends_at AND shipped_at < CAST(born AS DATE) + INTERVAL '120' DAY)) AS "cost",
  count(DISTINCT order_id) FILTER (WHERE (shipped_at >= starts_at AND shipped_at < ends_at AND shipped_at < CAST(born AS DATE) + INTERVAL '120' DAY)) AS "shipped_orders",
  count(*) FILTER (WHERE (promised_at >= starts_at AND promised_at < ends_at AND promised_at < CAST(born AS DATE) + INTERVAL '120' DAY) AND (shipped_at IS NOT NULL)) AS "due",
  count(*) FILTER (WHERE (promised_at >= starts_at AND promised_at < ends_at AND promised_at < CAST(born AS DATE) + INTERVAL '120' DAY) AND (shipped_at IS NOT NULL AND status = 'delivered' AND delivered_at <= promised_at)) AS "on_time",
  count(*) FILTER (WHERE (delivered_at >= starts_at AND delivered_at < ends_at AND delivered_at < CAST(born AS DATE) + INTERVAL '120' DAY) AND (status = 'delivered' AND transit >= 0)) AS "delivered",
  sum(transit) FILTER (WHERE (delivered_at >= starts_at AND delivered_at < ends_at AND delivered_at < CAST(born AS DATE) + INTERVAL '120' DAY) AND (status = 'delivered' AND transit >= 0)) AS "transit_seconds",
  count(*) FILTER (WHERE (delivered_at >= starts_at AND delivered_at < ends_at AND delivered_at < CAST(born AS DATE) + INTERVAL '120' DAY) AND (status = 'delivered' AND transit < 0)) AS "transit_negative",
  count(*) FILTER (WHERE (closed_at >= starts_at AND closed_at < ends_at AND closed_at < CAST(born AS DATE) + INTERVAL '120' DAY)) AS "closed",
  count(*) FILTER (WHERE (closed_at >= starts_at AND closed_at < ends_at AND closed_at < CAST(born AS DATE) + INTERVAL '120' DAY) AND (status = 'delivered' AND fault_code IS NULL)) AS "correct",
  count(*) FILTER (WHERE (closed_at >= starts_at AND closed_at < ends_at AND closed_at < CAST(born AS DATE) + INTERVAL '120' DAY) AND (fault_code IN ('wrong_item', 'missing_item'))) AS "packing_faults"
FROM fact JOIN periods ON (packed_at >= starts_at AND packed_at < ends_at AND packed_at < CAST(born AS DATE) + INTERVAL '120' DAY) OR (shipped_at >= starts_at AND shipped_at < ends_at AND shipped_at < CAST(born AS DATE) + INTERVAL '120' DAY) OR (promised_at >= starts_at AND promised_at < ends_at AND promised_at < CAST(born AS DATE) + INTERVAL '120' DAY) OR (delivered_at >= starts_at AND delivered_at < ends_at AND delivered_at < CAST(born AS DATE) + INTERVAL '120' DAY) OR (closed_at >= starts_at AND closed_at < ends_at AND closed_at < CAST(born AS DATE) + INTERVAL '120' DAY)
GROUP BY GROUPING SETS ((period), (period, carrier), (period, warehouse), (period, region), (period, channel), (period, employee))
