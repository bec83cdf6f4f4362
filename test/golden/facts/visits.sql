WITH periods (period, first_day, last_day) AS (VALUES
  ('2025-06', '2025-06-01', '2025-06-30'),
  ('2026-05', '2026-05-01', '2026-05-31'),
  ('2026-06', '2026-06-01', '2026-06-30')),
web_daily AS (
  SELECT x.* FROM raw.web_daily x WHERE (dt >= '2025-06-01' AND dt <= '2025-06-30') OR (dt >= '2026-05-01' AND dt <= '2026-06-30')),
fact AS (
  SELECT dt, channel, device, sessions, engaged_sessions, add_to_cart_sessions, order_sessions FROM web_daily)
SELECT period,
  CASE grouping(channel, device) WHEN 1 THEN 'channel' WHEN 2 THEN 'device' ELSE 'total' END AS cut,
  CASE grouping(channel, device) WHEN 1 THEN channel WHEN 2 THEN device END AS member,
  CAST(NULL AS VARCHAR) AS stratum,
  sum(sessions) AS "sessions",
  sum(engaged_sessions) AS "engaged",
  sum(add_to_cart_sessions) AS "add_to_cart",
  sum(order_sessions) AS "ordering"
FROM fact JOIN periods ON (dt >= first_day AND dt <= last_day)
GROUP BY GROUPING SETS ((period), (period, channel), (period, device))
