WITH periods (period, starts_at, ends_at) AS (VALUES
  ('2025-06', TIMESTAMP '2025-05-31 16:00:00', TIMESTAMP '2025-06-30 16:00:00'),
  ('2026-05', TIMESTAMP '2026-04-30 16:00:00', TIMESTAMP '2026-05-31 16:00:00'),
  ('2026-06', TIMESTAMP '2026-05-31 16:00:00', TIMESTAMP '2026-06-30 16:00:00')),
listings AS (
  SELECT x.* FROM raw.listings x),
fact AS (
  SELECT channel, owner_employee_id AS employee, due_at, published_at FROM listings)
SELECT period,
  CASE grouping(channel, employee) WHEN 1 THEN 'channel' WHEN 2 THEN 'employee' ELSE 'total' END AS cut,
  CASE grouping(channel, employee) WHEN 1 THEN channel WHEN 2 THEN employee END AS member,
  CAST(NULL AS VARCHAR) AS stratum,
  count(*) AS "due",
  count(*) FILTER (WHERE (published_at <= due_at)) AS "in_time"
FROM fact JOIN periods ON (due_at >= starts_at AND due_at < ends_at)
GROUP BY GROUPING SETS ((period), (period, channel), (period, employee))
