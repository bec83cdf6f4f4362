WITH periods (period, starts_at, ends_at) AS (VALUES
  ('2025-06', TIMESTAMP '2025-05-31 16:00:00', TIMESTAMP '2025-06-30 16:00:00'),
  ('2026-05', TIMESTAMP '2026-04-30 16:00:00', TIMESTAMP '2026-05-31 16:00:00'),
  ('2026-06', TIMESTAMP '2026-05-31 16:00:00', TIMESTAMP '2026-06-30 16:00:00')),
service_tickets AS (
  SELECT * FROM (SELECT x.*, row_number() OVER (PARTITION BY ticket_id ORDER BY row_version DESC) AS newest
    FROM raw.service_tickets x WHERE (dt >= '2025-01-31' AND dt <= '2025-07-01') OR (dt >= '2025-12-31' AND dt <= '2026-07-01')) v
  WHERE newest = 1),
fact AS (
  SELECT dt AS born, created_at, channel, category, employee_id AS employee, is_complaint, complaint_upheld,
    date_diff('second', created_at, first_response_at) AS response,
    date_diff('second', created_at, resolved_at) AS resolution
  FROM service_tickets)
SELECT period,
  CASE grouping(channel, employee, category) WHEN 3 THEN 'channel' WHEN 5 THEN 'employee' WHEN 4 THEN 'employee*category' ELSE 'total' END AS cut,
  CASE grouping(channel, employee, category) WHEN 3 THEN channel WHEN 5 THEN employee WHEN 4 THEN employee END AS member,
  CASE grouping(channel, employee, category) WHEN 4 THEN category END AS stratum,
  count(*) AS "tickets",
  count(employee) AS "handled",
  count(*) FILTER (WHERE (is_complaint AND coalesce(complaint_upheld, true))) AS "complaints",
  count(employee) FILTER (WHERE (is_complaint AND coalesce(complaint_upheld, false))) AS "upheld",
  json_format(CAST(histogram(response - response % 60) FILTER (WHERE (response >= 0) AND response IS NOT NULL) AS JSON)) AS "response",
  count(*) FILTER (WHERE (response < 0)) AS "response_negative",
  json_format(CAST(histogram(resolution - resolution % 3600) FILTER (WHERE (resolution >= 0) AND resolution IS NOT NULL) AS JSON)) AS "resolution",
  count(*) FILTER (WHERE (resolution < 0)) AS "resolution_negative"
FROM fact JOIN periods ON (created_at >= starts_at AND created_at < ends_at AND created_at < CAST(born AS DATE) + INTERVAL '120' DAY)
GROUP BY GROUPING SETS ((period), (period, channel), (period, employee), (period, employee, category))
