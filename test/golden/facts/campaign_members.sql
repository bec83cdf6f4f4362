WITH periods (period, starts_at, ends_at) AS (VALUES
  ('2025-06', TIMESTAMP '2025-05-31 16:00:00', TIMESTAMP '2025-06-30 16:00:00'),
  ('2026-05', TIMESTAMP '2026-04-30 16:00:00', TIMESTAMP '2026-05-31 16:00:00'),
  ('2026-06', TIMESTAMP '2026-05-31 16:00:00', TIMESTAMP '2026-06-30 16:00:00')),
campaign_members AS (
  SELECT x.* FROM raw.campaign_members x WHERE (dt >= '2025-01-31' AND dt <= '2025-07-01') OR (dt >= '2025-12-31' AND dt <= '2026-07-01')),
campaigns AS (
  SELECT x.* FROM raw.campaigns x),
fact AS (
  SELECT m.dt AS born, m.campaign_id AS campaign, c.owner_employee_id AS campaign_owner, m.invited_at, m.participated_at
  FROM campaign_members m LEFT JOIN campaigns c ON c.campaign_id = m.campaign_id)
SELECT period,
  CASE grouping(campaign, campaign_owner) WHEN 1 THEN 'campaign' WHEN 2 THEN 'campaign_owner' ELSE 'total' END AS cut,
  CASE grouping(campaign, campaign_owner) WHEN 1 THEN campaign WHEN 2 THEN campaign_owner END AS member,
  CAST(NULL AS VARCHAR) AS stratum,
  count(*) AS "invited",
  count(participated_at) AS "participated"
FROM fact JOIN periods ON (invited_at >= starts_at AND invited_at < ends_at AND invited_at < CAST(born AS DATE) + INTERVAL '120' DAY)
GROUP BY GROUPING SETS ((period), (period, campaign), (period, campaign_owner))
