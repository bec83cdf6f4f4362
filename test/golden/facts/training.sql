WITH periods (period, starts_at, ends_at) AS (VALUES
  ('2025-06', TIMESTAMP '2025-05-31 16:00:00', TIMESTAMP '2025-06-30 16:00:00'),
  ('2026-05', TIMESTAMP '2026-04-30 16:00:00', TIMESTAMP '2026-05-31 16:00:00'),
  ('2026-06', TIMESTAMP '2026-05-31 16:00:00', TIMESTAMP '2026-06-30 16:00:00')),
training AS (
  SELECT x.* FROM raw.training x),
employees AS (
  SELECT x.* FROM raw.employees x),
fact AS (
  SELECT t.employee_id AS employee, e.department, t.due_at, t.completed_at, t.hours, t.passed
  FROM training t JOIN employees e ON e.employee_id = t.employee_id)
SELECT period,
  CASE grouping(department, employee) WHEN 1 THEN 'department' WHEN 2 THEN 'employee' ELSE 'total' END AS cut,
  CASE grouping(department, employee) WHEN 1 THEN department WHEN 2 THEN employee END AS member,
  CAST(NULL AS VARCHAR) AS stratum,
  count(*) FILTER (WHERE (due_at >= starts_at AND due_at < ends_at)) AS "due",
  count(*) FILTER (WHERE (due_at >= starts_at AND due_at < ends_at) AND (completed_at <= due_at)) AS "in_time",
  count(*) FILTER (WHERE (completed_at >= starts_at AND completed_at < ends_at)) AS "completed",
  sum(hours) FILTER (WHERE (completed_at >= starts_at AND completed_at < ends_at)) AS "hours",
  count(passed) FILTER (WHERE (completed_at >= starts_at AND completed_at < ends_at)) AS "assessed",
  count(*) FILTER (WHERE (completed_at >= starts_at AND completed_at < ends_at) AND (passed)) AS "passed"
FROM fact JOIN periods ON (due_at >= starts_at AND due_at < ends_at) OR (completed_at >= starts_at AND completed_at < ends_at)
GROUP BY GROUPING SETS ((period), (period, department), (period, employee))
