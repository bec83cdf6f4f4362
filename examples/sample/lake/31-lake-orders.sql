-- The order tables as the loader writes them. `row_version` counts what had become known of a row; most superseded
-- versions are gone by compaction, those kept know less than the newest one and must never be summed beside it.

CREATE SCHEMA lake;

CREATE VIEW lake.orders AS
WITH seen AS (
  SELECT *, known(cancelled) AS cancelled_by_now, CASE WHEN is_abroad THEN 'USD' ELSE 'CNY' END AS currency,
    -- An order paid within the hour is first loaded as paid.
    received - created > 3600 AND received < as_of() AS was_paid_later, known(received) AS received_by_now
  FROM main.orders
), versioned AS (
  SELECT *, 1 + CAST(coalesce(was_paid_later, false) AS BIGINT) + CAST(cancelled_by_now IS NOT NULL AS BIGINT)
    + CAST(first_region IS NOT NULL AS BIGINT) AS newest
  FROM seen
), states AS (
  SELECT *, newest AS row_version FROM versioned
  UNION ALL
  SELECT * REPLACE (
      coalesce(first_region, region) AS region, CAST(NULL AS BIGINT) AS cancelled_by_now,
      CASE WHEN was_paid_later THEN NULL ELSE received_by_now END AS received_by_now),
    1 AS row_version
  FROM versioned WHERE newest > 1 AND roll(n, 'first version kept', 10) < 4
)
SELECT order_id,
  customer(customer_no) AS customer_id,
  channel, region, currency, CAST(CAST(rate AS DECIMAL(10, 0)) * 0.0001 AS DECIMAL(18, 8)) AS fx_to_base,
  instant(created) AS created_at, instant(received_by_now) AS received_at, instant(cancelled_by_now) AS cancelled_at,
  CASE WHEN received_by_now IS NOT NULL THEN instant(ship_by) END AS ship_by,
  owner_id AS owner_employee_id, campaign_id, is_test, is_replacement, row_version, utc_date(created) AS dt
FROM states;

-- Some coupons are credited after the order: the first version of the line says the list price.
CREATE VIEW lake.order_lines AS
WITH credited AS (
  SELECT l.*, o.created, roll(ln, 'credited later', 1000) < 40 AND gross > net AS is_credited
  FROM lines l JOIN main.orders o ON o.n = l.n
), states AS (
  SELECT *, net AS net_then, 1 + CAST(is_credited AS BIGINT) AS row_version FROM credited
  UNION ALL
  SELECT *, gross, 1 FROM credited WHERE is_credited AND roll(ln, 'first version kept', 10) < 4
)
SELECT order_id, CAST(line_no AS INTEGER) AS line_no, product_id, category, owner_id AS product_owner_id,
  CAST(quantity AS BIGINT) AS quantity, money(net_then) AS net_amount, money(gross - net_then) AS discount_amount,
  money(cost) AS unit_cost_base, is_vas, NOT is_vas AS requires_shipping, CAST(row_version AS BIGINT) AS row_version,
  utc_date(created) AS dt
FROM states;
