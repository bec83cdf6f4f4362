-- The plan of what the shop sells: a few percent around what the month became, the last month just reached, and last
-- year plus a sixth for the months that are still to come of the last year.

CREATE TABLE month_sales AS
WITH fates AS (
  SELECT n, min(shipped) AS first_shipped FROM parcels GROUP BY n
), sold AS (
  SELECT o.n, d.m, o.channel, o.owner_id, l.net * o.rate // 10000 AS amount
  FROM orders o
  JOIN lines l ON l.n = o.n
  JOIN days d ON d.day = local_day(o.received)
  LEFT JOIN fates f ON f.n = o.n
  WHERE o.received < as_of() AND NOT is_test AND NOT is_replacement AND d.ago >= 0
    AND (o.cancelled IS NULL OR o.cancelled >= f.first_shipped)
)
SELECT m, CASE WHEN grouping(channel) = 0 THEN 'channel' WHEN grouping(owner_id) = 0 THEN 'employee' ELSE 'company' END
    AS scope_kind,
  coalesce(channel, owner_id, 'all') AS scope_id, CAST(sum(amount) AS BIGINT) AS amount, count(DISTINCT n) AS orders
FROM sold
GROUP BY GROUPING SETS ((m), (m, channel), (m, owner_id))
HAVING grouping(owner_id) = 1 OR owner_id IS NOT NULL;

CREATE TABLE plan AS
WITH expected AS (
  SELECT m, scope_kind, scope_id, amount, orders FROM month_sales
  UNION ALL
  SELECT l.m, scope_kind, scope_id, amount * 7 // 6, orders * 7 // 6
  FROM month_sales s
  JOIN months l ON l.m = s.m + 12 AND l.ago < 0 AND l.year = (SELECT year FROM months WHERE ago = 0)
  WHERE scope_kind <> 'employee'
), wished AS (
  SELECT *, salt(scope_id) % 100000 * 100 + m AS wish,
    CASE scope_kind WHEN 'company' THEN 40 WHEN 'channel' THEN 60 ELSE 100 END AS spread
  FROM expected
)
SELECT m, scope_kind, scope_id, orders * permille // 1000 AS orders, amount * permille // 10000000 AS yuan,
  -- The planned basket is a little off in its own way.
  amount // orders * (985 + roll(wish, 'planned basket', 31)) // 1000000 AS basket_jiao
FROM (
  SELECT *, CASE WHEN m = 26 AND scope_kind = 'company' THEN 972 + roll(wish, 'plan', 11)
    ELSE 1000 - spread + roll(wish, 'plan', 2 * spread) END AS permille
  FROM wished
);

-- What each carrier has signed: a share on time with its own floor and stretch, and yuan an order. What a warehouse may
-- spend on an order holds carriage and handling.
CREATE TABLE contracts(carrier_id, on_time_floor, on_time, on_time_stretch, cost) AS VALUES
  ('SF', 0.92, 0.97, 0.99, 21.5), ('JDL', 0.91, 0.96, 0.985, 15.5), ('YTO', 0.90, 0.95, 0.98, 13.0),
  ('ZTO', 0.90, 0.945, 0.98, 12.5);
CREATE TABLE warehouse_budgets(warehouse_id, cost) AS VALUES ('W-EAST', 15.8), ('W-SOUTH', 14.5), ('W-NORTH', 14.6);

CREATE TABLE targets AS
SELECT m, 'sales' AS kpi_id, scope_kind, scope_id, CAST(NULL AS DECIMAL(38, 10)) AS floor_value,
  CAST(greatest(1, yuan // 100) * 100 AS DECIMAL(38, 10)) AS target_value,
  CAST(NULL AS DECIMAL(38, 10)) AS stretch_value
FROM plan
UNION ALL
SELECT m, 'order_count', scope_kind, scope_id, NULL, greatest(1, orders), NULL FROM plan WHERE scope_kind <> 'employee'
UNION ALL
SELECT m, 'aov', scope_kind, scope_id, NULL, CAST(CAST(basket_jiao AS DECIMAL(15, 0)) * 0.1 AS DECIMAL(38, 10)), NULL
-- Nobody has planned a basket for Douyin; a report must say so.
FROM plan WHERE scope_id <> 'douyin'
UNION ALL
SELECT m, 'on_time_delivery_rate', 'carrier', carrier_id, on_time_floor, on_time, on_time_stretch
FROM (SELECT DISTINCT m FROM plan) CROSS JOIN contracts
UNION ALL
SELECT m, 'ship_cost_per_order', 'carrier', carrier_id, NULL, cost, NULL
FROM (SELECT DISTINCT m FROM plan) CROSS JOIN contracts
UNION ALL
SELECT m, 'ship_cost_per_order', 'warehouse', warehouse_id, NULL, cost, NULL
FROM (SELECT DISTINCT m FROM plan) CROSS JOIN warehouse_budgets;
