-- What customers were charged beside the goods, and the books: the accounts of net sales, exchange differences, freight
-- and marketing by month, debits minus credits. They are summed from what the lake says by now, as the shop's accountants
-- would have it, so that known reasons explain them; one wrong posting of the last month is planted (the README says which).

-- Abroad a parcel costs twelve dollars and the state takes 8 % of the goods; at home small orders of the web shop pay
-- eight yuan.
CREATE VIEW lake.order_charges AS
WITH goods AS (
  SELECT o.order_id, o.created, o.channel, o.is_abroad, CAST(sum(l.net) AS BIGINT) AS net
  FROM main.orders o JOIN lines l ON l.n = o.n
  WHERE NOT o.is_replacement
  GROUP BY ALL
)
SELECT order_id, 'shipping' AS kind, money(CASE WHEN is_abroad THEN 120000 ELSE 80000 END) AS amount,
  utc_date(created) AS dt
FROM goods WHERE is_abroad OR (channel = 'web' AND net < 990000)
UNION ALL
SELECT order_id, 'tax', money(net * 8 // 100), utc_date(created) FROM goods WHERE is_abroad;

CREATE TABLE booked_months AS
SELECT m.m, m.month, m.ago, instant(at_local(m.first_day, 0)) AS starts_at,
  instant(at_local(m.next_first_day, 0)) AS ends_at, CAST(r.usd AS DECIMAL(10, 0)) * 0.0001 AS usd
FROM months m JOIN rates r ON r.day = m.first_day
WHERE m.ago >= 0;

CREATE TABLE booked_orders AS
SELECT o.order_id, o.currency, o.fx_to_base, o.received_at, o.is_replacement, o.cancelled_at, CAST(o.dt AS DATE) AS born
FROM lake.orders o
WHERE NOT o.is_test
QUALIFY row_number() OVER (PARTITION BY o.order_id ORDER BY o.row_version DESC) = 1;

CREATE TABLE booked_parcels AS
SELECT s.shipment_id, s.order_id, s.shipped_at, s.ship_cost_base + s.handling_cost_base AS cost
FROM lake.shipments s
QUALIFY row_number() OVER (PARTITION BY s.shipment_id ORDER BY s.row_version DESC) = 1;

CREATE TABLE booked_sales AS
WITH sent AS (
  SELECT l.order_id, min(p.shipped_at) AS first_at
  FROM lake.shipment_lines l JOIN booked_parcels p ON p.shipment_id = l.shipment_id
  WHERE p.shipped_at IS NOT NULL
  GROUP BY l.order_id
)
SELECT o.order_id, o.currency, o.fx_to_base, o.received_at
FROM booked_orders o LEFT JOIN sent s ON s.order_id = o.order_id
WHERE o.received_at IS NOT NULL AND NOT o.is_replacement
  AND (o.cancelled_at IS NULL OR (s.first_at IS NOT NULL AND s.first_at <= o.cancelled_at));

CREATE TABLE booked_returns AS
SELECT r.kind, r.requested_at, r.completed_at, r.status, o.born, r.goods_amount * o.fx_to_base AS goods,
  r.refund_amount * o.fx_to_base AS refund
FROM (
  SELECT * FROM lake.returns
  QUALIFY row_number() OVER (PARTITION BY return_id ORDER BY row_version DESC) = 1
) r JOIN booked_orders o ON o.order_id = r.order_id
WHERE r.status NOT IN ('rejected', 'withdrawn');

-- Goods at the rate of the month's first day, what customers were charged beside them, less refunds and what is still to
-- be refunded beyond what was so a month ago.
CREATE TABLE booked AS
WITH net AS (
  SELECT order_id, sum(net_amount) AS net FROM (
    SELECT * FROM lake.order_lines
    QUALIFY row_number() OVER (PARTITION BY order_id, line_no ORDER BY row_version DESC) = 1
  ) GROUP BY order_id
), sales AS (
  SELECT m.m, sum(n.net * s.fx_to_base) AS amount,
    coalesce(sum(n.net * (m.usd - s.fx_to_base)) FILTER (WHERE s.currency = 'USD'), 0) AS exchange
  FROM booked_months m
  JOIN booked_sales s ON s.received_at >= m.starts_at AND s.received_at < m.ends_at
  JOIN net n ON n.order_id = s.order_id
  GROUP BY m.m
), charged AS (
  SELECT m.m, sum(c.amount * s.fx_to_base) AS amount
  FROM booked_months m
  JOIN booked_sales s ON s.received_at >= m.starts_at AND s.received_at < m.ends_at
  JOIN lake.order_charges c ON c.order_id = s.order_id
  GROUP BY m.m
), refunds AS (
  SELECT m.m, sum(r.refund) AS amount
  FROM booked_months m JOIN booked_returns r ON r.completed_at >= m.starts_at AND r.completed_at < m.ends_at
  WHERE r.status = 'completed'
  GROUP BY m.m
), owed AS (
  SELECT m.m, coalesce(sum(r.goods) FILTER (WHERE r.requested_at < m.ends_at
        AND (r.completed_at IS NULL OR r.completed_at >= m.ends_at)), 0)
    - coalesce(sum(r.goods) FILTER (WHERE r.requested_at < m.starts_at
        AND (r.completed_at IS NULL OR r.completed_at >= m.starts_at)), 0) AS more
  FROM booked_months m
  JOIN booked_returns r ON r.kind = 'return' AND r.requested_at < m.ends_at
    AND r.born >= CAST(m.ends_at AS DATE) - INTERVAL 120 DAY
  GROUP BY m.m
)
SELECT m.m, m.month, m.ago, coalesce(s.exchange, 0) AS exchange,
  coalesce(s.amount, 0) + coalesce(s.exchange, 0) + coalesce(c.amount, 0) - coalesce(r.amount, 0) - coalesce(o.more, 0)
    AS sales
FROM booked_months m
LEFT JOIN sales s ON s.m = m.m
LEFT JOIN charged c ON c.m = m.m
LEFT JOIN refunds r ON r.m = m.m
LEFT JOIN owed o ON o.m = m.m;

-- The bill of the campaign that loses money is booked twice.
CREATE VIEW lake.ledger AS
WITH freight AS (
  SELECT m.m, sum(p.cost) AS amount
  FROM booked_months m
  JOIN booked_parcels p ON p.shipped_at >= m.starts_at AND p.shipped_at < m.ends_at
  JOIN booked_orders o ON o.order_id = p.order_id
  GROUP BY m.m
), marketing AS (
  SELECT m.m, sum(CASE WHEN m.ago = 0 AND c.campaign_id LIKE '%-jd-member' THEN 2 ELSE 1 END * c.spend_base) AS amount
  FROM booked_months m JOIN lake.campaign_daily c ON substr(c.dt, 1, 7) = m.month
  GROUP BY m.m
), postings AS (
  SELECT '6001' AS account, month, -sales AS amount FROM booked
  UNION ALL
  SELECT '6061', month, exchange FROM booked
  UNION ALL
  SELECT '660101', m.month, coalesce(k.amount, 0) FROM booked_months m LEFT JOIN marketing k ON k.m = m.m
  UNION ALL
  SELECT '660102', m.month, coalesce(f.amount, 0) FROM booked_months m LEFT JOIN freight f ON f.m = m.m
)
SELECT account, month AS period_month, CAST(amount AS DECIMAL(18, 4)) AS amount, 'CNY' AS currency FROM postings;
