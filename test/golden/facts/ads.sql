WITH periods (period, first_day, last_day) AS (VALUES
  ('2025-06', '2025-06-01', '2025-06-30'),
  ('2026-05', '2026-05-01', '2026-05-31'),
  ('2026-06', '2026-06-01', '2026-06-30')),
ads_daily AS (
  SELECT x.* FROM raw.ads_daily x WHERE (dt >= '2025-06-01' AND dt <= '2025-06-30') OR (dt >= '2026-05-01' AND dt <= '2026-06-30')),
fact AS (
  SELECT dt, channel, campaign_id AS campaign, owner_employee_id AS employee, impressions, clicks FROM ads_daily)
SELECT period,
  CASE grouping(channel, campaign, employee) WHEN 3 THEN 'channel' WHEN 5 THEN 'campaign' WHEN 6 THEN 'employee' ELSE 'total' END AS cut,
  CASE grouping(channel, campaign, employee) WHEN 3 THEN channel WHEN 5 THEN campaign WHEN 6 THEN employee END AS member,
  CAST(NULL AS VARCHAR) AS stratum,
  sum(impressions) AS "impressions",
  sum(clicks) AS "clicks"
FROM fact JOIN periods ON (dt >= first_day AND dt <= last_day)
GROUP BY GROUPING SETS ((period), (period, channel), (period, campaign), (period, employee))
