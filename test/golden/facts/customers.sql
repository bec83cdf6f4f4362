WITH periods (period, starts_at, ends_at) AS (VALUES
  ('2025-06', TIMESTAMP '2025-05-31 16:00:00', TIMESTAMP '2025-06-30 16:00:00'),
  ('2026-05', TIMESTAMP '2026-04-30 16:00:00', TIMESTAMP '2026-05-31 16:00:00'),
  ('2026-06', TIMESTAMP '2026-05-31 16:00:00', TIMESTAMP '2026-06-30 16:00:00')),
customers AS (
  SELECT x.* FROM raw.customers x),
fact AS (
  SELECT registered_at, acquired_channel AS channel, acquired_campaign_id AS campaign, acquired_by_employee_id AS employee
  FROM customers)
SELECT period,
  CASE grouping(channel, campaign, employee) WHEN 3 THEN 'channel' WHEN 5 THEN 'campaign' WHEN 6 THEN 'employee' ELSE 'total' END AS cut,
  CASE grouping(channel, campaign, employee) WHEN 3 THEN channel WHEN 5 THEN campaign WHEN 6 THEN employee END AS member,
  CAST(NULL AS VARCHAR) AS stratum,
  count(*) FILTER (WHERE (registered_at >= starts_at AND registered_at < ends_at)) AS "new",
  count(*) FILTER (WHERE (registered_at < starts_at)) AS "base"
FROM fact JOIN periods ON (registered_at >= starts_at AND registered_at < ends_at) OR (registered_at < starts_at)
GROUP BY GROUPING SETS ((period), (period, channel), (period, campaign), (period, employee))
