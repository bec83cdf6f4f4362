WITH periods (period, first_day, last_day) AS (VALUES
  ('2025-06', '2025-06-01', '2025-06-30'),
  ('2026-05', '2026-05-01', '2026-05-31'),
  ('2026-06', '2026-06-01', '2026-06-30')),
web_perf_daily AS (
  SELECT x.* FROM raw.web_perf_daily x WHERE (dt >= '2025-06-01' AND dt <= '2025-06-30') OR (dt >= '2026-05-01' AND dt <= '2026-06-30')),
fact AS (
  SELECT dt, channel, device, bucket_ms - bucket_ms % 100 AS bucket, samples FROM web_perf_daily WHERE metric = 'lcp'),
scoped AS (
  SELECT period,
    CASE grouping(channel, device) WHEN 1 THEN 'channel' WHEN 2 THEN 'device' ELSE 'total' END AS cut,
    CASE grouping(channel, device) WHEN 1 THEN channel WHEN 2 THEN device END AS member,
    CAST(NULL AS VARCHAR) AS stratum,
    per_key_1 AS bucket,
    sum(samples) AS samples
  FROM (SELECT f.*, f.bucket AS per_key_1 FROM fact f) keyed JOIN periods ON (dt >= first_day AND dt <= last_day)
  GROUP BY GROUPING SETS ((period, per_key_1), (period, channel, per_key_1), (period, device, per_key_1)))
SELECT period, cut, member, stratum,
  sum(samples) AS "samples",
  json_format(CAST(map_agg(bucket - bucket % 100, samples) AS JSON)) AS "lcp"
FROM scoped
GROUP BY period, cut, member, stratum
