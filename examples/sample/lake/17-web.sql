-- Visits and page speed by day, channel and device. Sessions follow the expected orders, those with an order are the
-- orders themselves, so that both tables tell of the same shop.

-- Percent of the channel's orders; orders per ten thousand sessions; bounced and filled carts in permille; the load
-- time that three quarters stay below.
CREATE TABLE screens(no, channel, device, order_share, conversion, bounced, carted, load_ms) AS VALUES
  (0, 'tmall', 'mobile', 88, 290, 372, 104, 2050), (1, 'tmall', 'desktop', 12, 262, 401, 92, 1620),
  (2, 'jd', 'mobile', 81, 318, 361, 110, 2140), (3, 'jd', 'desktop', 19, 296, 389, 98, 1680),
  (4, 'web', 'mobile', 62, 236, 418, 84, 2200), (5, 'web', 'desktop', 38, 284, 377, 91, 1760),
  (6, 'douyin', 'mobile', 97, 228, 446, 79, 1930), (7, 'douyin', 'desktop', 3, 166, 471, 61, 1820);

-- Story: pages of the web shop get slower on phones over the last two months, and fewer visitors stay and buy.
CREATE TABLE slower_pages(channel, device, ago, load_from, load_to, more_bounced, conversion_percent) AS VALUES
  ('web', 'mobile', 1, 2200, 3300, 60, 86), ('web', 'mobile', 0, 3600, 3600, 140, 69),
  ('web', 'mobile', -1, 3600, 3600, 140, 69);

CREATE TABLE visits AS
WITH bought AS (
  SELECT o.day, s.no, count(*) AS orders
  FROM orders o
  JOIN screens s ON s.channel = o.channel
    AND (s.device = 'mobile') = (roll(o.n, 'device', 100) < CASE o.channel WHEN 'tmall' THEN 88 WHEN 'jd' THEN 81
      WHEN 'web' THEN 62 ELSE 97 END)
  WHERE o.received IS NOT NULL AND NOT o.is_test AND NOT o.is_replacement
  GROUP BY o.day, s.no
), expected AS (
  SELECT c.day, c.m, c.ago, s.*, more_bounced, d.day - m.first_day AS day_of_month, load_from, load_to,
    conversion * coalesce(conversion_percent, 100) * (970 + roll(c.m * 8 + s.no, 'conversion of a month', 61)) // 100000
      AS chance,
    c.day * 8 + s.no AS key,
    -- Thousandths of an order.
    c.weight * orders_wanted() * 970 // (SELECT CAST(sum(weight) AS BIGINT) FROM cells) AS orders_due
  FROM cells c
  JOIN screens s USING (channel)
  JOIN days d ON d.day = c.day
  JOIN months m ON m.m = c.m
  LEFT JOIN slower_pages w ON w.channel = s.channel AND w.device = s.device AND w.ago = c.ago
  WHERE at_local(c.day + 1, 0) <= as_of()
), counted AS (
  SELECT e.*, coalesce(b.orders, 0) AS order_sessions,
    greatest(orders_due * order_share * (950 + roll(key, 'sessions', 101)) // (chance * 10000),
      8 * coalesce(b.orders, 0) + 1) AS sessions
  FROM expected e LEFT JOIN bought b USING (day, no)
), carts AS (
  SELECT *, greatest(order_sessions, sessions * (carted - coalesce(more_bounced, 0) // 8
    + roll(key, 'carts', 13) - 6) // 1000) AS cart_sessions
  FROM counted
)
SELECT day, m, ago, no, key, channel, device, sessions, cart_sessions, order_sessions,
  greatest(cart_sessions, sessions * (1000 - bounced - coalesce(more_bounced, 0)
    + roll(key, 'bounced', 31) - 15) // 1000) AS engaged_sessions,
  coalesce(load_from + (load_to - load_from) * day_of_month // 30, load_ms) * (970 + roll(key, 'speed of a day', 61))
    // 1000 AS load_ms
FROM carts;

-- Load times spread around the day's like those of any shop: twenty equal parts, in percent of what three quarters stay
-- below. Every third session is measured.
CREATE TABLE page_loads AS
WITH parts AS (
  SELECT unnest([42, 48, 53, 57, 61, 65, 69, 73, 77, 81, 85, 89, 92, 95, 98, 104, 116, 131, 155, 210]) AS percent
)
SELECT day, channel, device, load_ms * percent // 10000 * 100 AS bucket_ms,
  CAST(sum((sessions + roll(key * 256 + percent, 'measured', 60)) // 60) AS BIGINT) AS samples
FROM visits CROSS JOIN parts
GROUP BY day, channel, device, bucket_ms
HAVING sum((sessions + roll(key * 256 + percent, 'measured', 60)) // 60) > 0;
