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
shipment_lines AS (
  SELECT x.* FROM raw.shipment_lines x WHERE (dt >= '2025-01-31' AND dt <= '2026-07-06')),
parcel_lines AS (
  SELECT shipment_id, count(*) AS lines FROM shipment_lines GROUP BY shipment_id),
fact AS (
  SELECT p.order_dt AS born, p.order_id, p.carrier_id AS carrier, p.warehouse_id AS warehouse, p.region, p.channel,
    p.packed_by_employee_id AS employee, p.status, p.fault_code,
    CASE WHEN l.lines = 1 THEN '1' WHEN l.lines <= 3 THEN '2-3' WHEN l.lines >= 4 THEN '4+' END AS parcel_size,
    p.packed_at, p.shipped_at, p.promised_at, p.delivered_at, p.closed_at,
    p.ship_cost_base + p.handling_cost_base AS cost,
    date_diff('second', p.assigned_at, p.packed_at) AS handling,
    CAST(date_diff('second', p.assigned_at, p.packed_at) AS DECIMAL(18,0))
      * date_diff('second', p.assigned_at, p.packed_at) AS handling_squared,
    date_diff('second', p.shipped_at, p.delivered_at) AS transit
  FROM real_parcels p LEFT JOIN parcel_lines l ON l.shipment_id = p.shipment_id)
SELECT period,
  CASE grouping(carrier, warehouse, region, channel, employee, parcel_size) WHEN 31 THEN 'carrier' WHEN 47 THEN 'warehouse' WHEN 55 THEN 'region' WHEN 59 THEN 'channel' WHEN 61 THEN 'employee' WHEN 60 THEN 'employee*parcel_size' ELSE 'total' END AS cut,
  CASE grouping(carrier, warehouse, region, channel, employee, parcel_size) WHEN 31 THEN carrier WHEN 47 THEN warehouse WHEN 55 THEN region WHEN 59 THEN channel WHEN 61 THEN employee WHEN 60 THEN employee END AS member,
  CASE grouping(carrier, warehouse, region, channel, employee, parcel_size) WHEN 60 THEN parcel_size END AS stratum,
  count(employee) FILTER (WHERE (packed_at >= starts_at AND packed_at < ends_at AND packed_at < CAST(born AS DATE) + INTERVAL '120' DAY)) AS "packed",
  count(*) FILTER (WHERE (packed_at >= starts_at AND packed_at < ends_at AND packed_at < CAST(born AS DATE) + INTERVAL '120' DAY) AND (handling >= 0)) AS "handled",
  sum(handling) FILTER (WHERE (packed_at >= starts_at AND packed_at < ends_at AND packed_at < CAST(born AS DATE) + INTERVAL '120' DAY) AND (handling >= 0)) AS "handling_seconds",
  sum(handling_squared) FILTER (WHERE (packed_at >= starts_at AND packed_at < ends_at AND packed_at < CAST(born AS DATE) + INTERVAL '120' DAY) AND (handling >= 0)) AS "handling_seconds_squared",
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
GROUP BY GROUPING SETS ((period), (period, carrier), (period, warehouse), (period, region), (period, channel), (period, employee), (period, employee, parcel_size))
