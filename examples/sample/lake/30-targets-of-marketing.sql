-- What marketing is to bring: new users and sales by campaigns, for the shop, for each campaign and for who answers for
-- it. Like the other plans they lie around what the month became.

CREATE TABLE brought AS
WITH campaign_orders AS (
  SELECT c.m, c.campaign_id, c.owner_id, CAST(sum(l.net * o.rate // 10000) AS BIGINT) AS amount
  FROM orders o
  JOIN lines l ON l.n = o.n
  JOIN campaign c ON c.campaign_id = o.campaign_id
  WHERE o.received < as_of() AND o.cancelled IS NULL AND NOT is_test
  GROUP BY c.m, c.campaign_id, c.owner_id
)
SELECT 'campaign_sales' AS kpi_id, m, campaign_id, owner_id,
  CASE WHEN grouping(campaign_id) = 0 THEN 'campaign' WHEN grouping(owner_id) = 0 THEN 'employee' ELSE 'company' END
    AS scope_kind, CAST(sum(amount) AS BIGINT) // 1000000 * 100 AS brought, 100 AS step
FROM campaign_orders
GROUP BY GROUPING SETS ((m), (m, owner_id), (m, campaign_id))
UNION ALL
SELECT 'new_users', d.m, campaign_id, credit_id,
  CASE WHEN grouping(campaign_id) = 0 THEN 'campaign' WHEN grouping(credit_id) = 0 THEN 'employee' ELSE 'company' END,
  count(*), 1
FROM customers c JOIN days d ON d.day = c.day
GROUP BY GROUPING SETS ((d.m), (d.m, credit_id), (d.m, campaign_id));

INSERT INTO targets
WITH expected AS (
  SELECT kpi_id, m, scope_kind, coalesce(campaign_id, owner_id, 'all') AS scope_id, brought, step
  FROM brought
  WHERE m <= 26 AND (scope_kind <> 'campaign' OR campaign_id IS NOT NULL)
    AND (scope_kind <> 'employee' OR owner_id IS NOT NULL)
  UNION ALL
  SELECT kpi_id, l.m, scope_kind, 'all', brought * 7 // 6, step
  FROM brought b
  JOIN months l ON l.m = b.m + 12 AND l.ago < 0 AND l.year = (SELECT year FROM months WHERE ago = 0)
  WHERE scope_kind = 'company'
)
SELECT m, kpi_id, scope_kind, scope_id, NULL,
  greatest(1, brought * (900 + roll(salt(kpi_id || scope_id) % 100000 * 100 + m, 'plan of marketing', 180)) // 1000
    // step) * step, NULL
FROM expected;

-- Two million orders stay below 8 GB only if what the lake's views do not read is gone before they are copied.
DROP TABLE dealt; DROP TABLE placed; DROP TABLE replacements; DROP TABLE goods_lines; DROP TABLE service_lines;
DROP TABLE packing; DROP TABLE sent; DROP TABLE claims; DROP TABLE attendance; DROP TABLE desks; DROP TABLE comers;
DROP TABLE picked; DROP TABLE shelf_days; DROP TABLE supply; DROP TABLE deliveries; DROP TABLE journeys;
DROP TABLE asked;
