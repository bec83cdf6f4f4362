WITH periods (period, starts_at, ends_at) AS (VALUES
  ('2025-06', TIMESTAMP '2025-05-31 16:00:00', TIMESTAMP '2025-06-30 16:00:00'),
  ('2026-05', TIMESTAMP '2026-04-30 16:00:00', TIMESTAMP '2026-05-31 16:00:00'),
  ('2026-06', TIMESTAMP '2026-05-31 16:00:00', TIMESTAMP '2026-06-30 16:00:00')),
orders AS (
  SELECT * FROM (SELECT x.*, row_number() OVER (PARTITION BY order_id ORDER BY row_version DESC) AS newest
    FROM raw.orders x WHERE (dt >= '2025-01-31' AND dt <= '2025-07-01') OR (dt >= '2025-12-31' AND dt <= '2026-07-01')) v
  WHERE newest = 1),
real_orders AS (
  SELECT * FROM orders WHERE NOT is_test),
shipment_lines AS (
  SELECT x.* FROM raw.shipment_lines x WHERE (dt >= '2025-01-31' AND dt <= '2026-07-06')),
shipments AS (
  SELECT * FROM (SELECT x.*, row_number() OVER (PARTITION BY shipment_id ORDER BY row_version DESC) AS newest
    FROM raw.shipments x WHERE (dt >= '2025-01-31' AND dt <= '2026-07-06')) v
  WHERE newest = 1),
order_shipments AS (
  SELECT l.order_id, CAST(sum(l.quantity) AS BIGINT) AS quantity, min(s.shipped_at) AS first_at, max(s.shipped_at) AS last_at
  FROM shipment_lines l JOIN shipments s ON s.shipment_id = l.shipment_id
  WHERE s.shipped_at IS NOT NULL
  GROUP BY l.order_id),
sale_orders AS (
  SELECT o.*
  FROM real_orders o LEFT JOIN order_shipments s ON s.order_id = o.order_id
  WHERE o.received_at IS NOT NULL AND NOT o.is_replacement
    AND (o.cancelled_at IS NULL OR (s.first_at IS NOT NULL AND s.first_at <= o.cancelled_at))),
order_lines AS (
  SELECT * FROM (SELECT x.*, row_number() OVER (PARTITION BY order_id, line_no ORDER BY row_version DESC) AS newest
    FROM raw.order_lines x WHERE (dt >= '2025-01-31' AND dt <= '2025-07-01') OR (dt >= '2025-12-31' AND dt <= '2026-07-01')) v
  WHERE newest = 1),
campaigns AS (
  SELECT x.* FROM raw.campaigns x),
returns AS (
  SELECT * FROM (SELECT x.*, row_number() OVER (PARTITION BY return_id ORDER BY row_version DESC) AS newest
    FROM raw.returns x WHERE (dt >= '2025-01-31' AND dt <= '2026-07-06')) v
  WHERE newest = 1),
fact AS (
  SELECT o.dt AS born, o.received_at, o.channel, o.region, o.owner_employee_id AS employee, o.campaign_id AS campaign,
    c.channel AS campaign_channel, c.owner_employee_id AS campaign_owner,
    l.category, l.product_id AS product, l.product_owner_id AS product_owner, l.is_vas, l.quantity,
    CAST(l.net_amount AS DECIMAL(20,4)) * o.fx_to_base AS amount,
    CAST(l.quantity AS DECIMAL(20,0)) * l.unit_cost_base AS cost,
    row_number() OVER (PARTITION BY l.order_id ORDER BY l.line_no) AS line_rank,
    r.returned
  FROM sale_orders o
  JOIN order_lines l ON l.order_id = o.order_id
  LEFT JOIN campaigns c ON c.campaign_id = o.campaign_id
  LEFT JOIN (
    SELECT r.order_id, r.line_no, CAST(sum(r.quantity) AS BIGINT) AS returned
    FROM returns r JOIN real_orders x ON x.order_id = r.order_id
    WHERE r.kind = 'return' AND r.status NOT IN ('rejected', 'withdrawn')
      AND r.requested_at < x.received_at + INTERVAL '45' DAY
    GROUP BY r.order_id, r.line_no
  ) r ON r.order_id = l.order_id AND r.line_no = l.line_no)
SELECT period,
  CASE grouping(channel, region, employee, campaign, campaign_channel, campaign_owner, category, product, product_owner) WHEN 255 THEN 'channel' WHEN 383 THEN 'region' WHEN 447 THEN 'employee' WHEN 479 THEN 'campaign' WHEN 495 THEN 'campaign_channel' WHEN 503 THEN 'campaign_owner' WHEN 507 THEN 'category' WHEN 509 THEN 'product' WHEN 510 THEN 'product_owner' WHEN 506 THEN 'product_owner*category' ELSE 'total' END AS cut,
  CASE grouping(channel, region, employee, campaign, campaign_channel, campaign_owner, category, product, product_owner) WHEN 255 THEN channel WHEN 383 THEN region WHEN 447 THEN employee WHEN 479 THEN campaign WHEN 495 THEN campaign_channel WHEN 503 THEN campaign_owner WHEN 507 THEN category WHEN 509 THEN product WHEN 510 THEN product_owner WHEN 506 THEN product_owner END AS member,
  CASE grouping(channel, region, employee, campaign, campaign_channel, campaign_owner, category, product, product_owner) WHEN 506 THEN category END AS stratum,
  sum(amount) AS "amount",
  count(*) AS "lines",
  sum(quantity) AS "quantity",
  count(*) FILTER (WHERE (line_rank = 1)) AS "orders",
  sum(quantity) FILTER (WHERE (NOT is_vas)) AS "units",
  sum(amount) FILTER (WHERE (is_vas)) AS "vas_amount",
  sum(cost) AS "cost",
  sum(amount) FILTER (WHERE (cost IS NOT NULL)) AS "costed_amount",
  count(*) FILTER (WHERE (cost IS NULL)) AS "uncosted_lines",
  count(campaign) FILTER (WHERE (line_rank = 1)) AS "campaign_orders",
  sum(amount) FILTER (WHERE (campaign IS NOT NULL)) AS "campaign_amount",
  sum(cost) FILTER (WHERE (campaign IS NOT NULL)) AS "campaign_cost",
  sum(amount) FILTER (WHERE (campaign IS NOT NULL AND cost IS NOT NULL)) AS "campaign_costed_amount",
  count(campaign) FILTER (WHERE (cost IS NULL)) AS "campaign_uncosted_lines",
  sum(returned) FILTER (WHERE (NOT is_vas)) AS "returned_units"
FROM fact JOIN periods ON (received_at >= starts_at AND received_at < ends_at AND received_at < CAST(born AS DATE) + INTERVAL '120' DAY)
GROUP BY GROUPING SETS ((period), (period, channel), (period, region), (period, employee), (period, campaign), (period, campaign_channel), (period, campaign_owner), (period, category), (period, product), (period, product_owner), (period, product_owner, category))
