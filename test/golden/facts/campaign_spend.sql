WITH periods (period, first_day, last_day) AS (VALUES
  ('2025-06', '2025-06-01', '2025-06-30'),
  ('2026-05', '2026-05-01', '2026-05-31'),
  ('2026-06', '2026-06-01', '2026-06-30')),
campaign_daily AS (
  SELECT x.* FROM raw.campaign_daily x WHERE (dt >= '2025-06-01' AND dt <= '2025-06-30') OR (dt >= '2026-05-01' AND dt <= '2026-06-30')),
campaigns AS (
  SELECT x.* FROM raw.campaigns x),
fact AS (
  SELECT d.dt, d.campaign_id AS campaign, c.channel AS campaign_channel, c.owner_employee_id AS campaign_owner,
    d.spend_base AS spend
  FROM campaign_daily d LEFT JOIN campaigns c ON c.campaign_id = d.campaign_id)
SELECT period,
  CASE grouping(campaign, campaign_channel, campaign_owner) WHEN 3 THEN 'campaign' WHEN 5 THEN 'campaign_channel' WHEN 6 THEN 'campaign_owner' ELSE 'total' END AS cut,
  CASE grouping(campaign, campaign_channel, campaign_owner) WHEN 3 THEN campaign WHEN 5 THEN campaign_channel WHEN 6 THEN campaign_owner END AS member,
  CAST(NULL AS VARCHAR) AS stratum,
  sum(spend) AS "spend"
FROM fact JOIN periods ON (dt >= first_day AND dt <= last_day)
GROUP BY GROUPING SETS ((period), (period, campaign), (period, campaign_channel), (period, campaign_owner))
