WITH periods (period, starts_at, ends_at) AS (VALUES
  ('2025-06', TIMESTAMP '2025-05-31 16:00:00', TIMESTAMP '2025-06-30 16:00:00'),
  ('2026-05', TIMESTAMP '2026-04-30 16:00:00', TIMESTAMP '2026-05-31 16:00:00'),
  ('2026-06', TIMESTAMP '2026-05-31 16:00:00', TIMESTAMP '2026-06-30 16:00:00')),
listing_audits AS (
  SELECT x.* FROM raw.listing_audits x WHERE (dt >= '2025-01-31' AND dt <= '2025-07-01') OR (dt >= '2025-12-31' AND dt <= '2026-07-01')),
fact AS (
  SELECT dt AS born, audited_at, channel, owner_employee_id AS employee, fields_checked, fields_correct FROM listing_audits)
SELECT period,
  CASE grouping(channel, employee) WHEN 1 THEN 'channel' WHEN 2 THEN 'employee' ELSE 'total' END AS cut,
  CASE grouping(channel, employee) WHEN 1 THEN channel WHEN 2 THEN employee END AS member,
  CAST(NULL AS VARCHAR) AS stratum,
  sum(fields_checked) AS "checked",
  sum(fields_correct) AS "correct"
FROM fact JOIN periods ON (audited_at >= starts_at AND audited_at < ends_at AND audited_at < CAST(born AS DATE) + INTERVAL '120' DAY)
GROUP BY GROUPING SETS ((period), (period, channel), (period, employee))
