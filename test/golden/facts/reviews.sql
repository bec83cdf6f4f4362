WITH periods (period, starts_at, ends_at) AS (VALUES
  ('2025-06', TIMESTAMP '2025-05-31 16:00:00', TIMESTAMP '2025-06-30 16:00:00'),
  ('2026-05', TIMESTAMP '2026-04-30 16:00:00', TIMESTAMP '2026-05-31 16:00:00'),
  ('2026-06', TIMESTAMP '2026-05-31 16:00:00', TIMESTAMP '2026-06-30 16:00:00')),
reviews AS (
  SELECT x.* FROM raw.reviews x WHERE (dt >= '2025-01-31' AND dt <= '2025-07-01') OR (dt >= '2025-12-31' AND dt <= '2026-07-01')),
fact AS (
  SELECT dt AS born, created_at, channel, product_id AS product, category, rating FROM reviews WHERE is_valid)
SELECT period,
  CASE grouping(channel, product, category) WHEN 3 THEN 'channel' WHEN 5 THEN 'product' WHEN 6 THEN 'category' ELSE 'total' END AS cut,
  CASE grouping(channel, product, category) WHEN 3 THEN channel WHEN 5 THEN product WHEN 6 THEN category END AS member,
  CAST(NULL AS VARCHAR) AS stratum,
  count(*) AS "valid",
  sum(rating) AS "rating",
  count(*) FILTER (WHERE (rating >= 4)) AS "positive"
FROM fact JOIN periods ON (created_at >= starts_at AND created_at < ends_at AND created_at < CAST(born AS DATE) + INTERVAL '120' DAY)
GROUP BY GROUPING SETS ((period), (period, channel), (period, product), (period, category))
