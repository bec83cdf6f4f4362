WITH periods (period, first_date, last_date) AS (VALUES
  ('2025-06', DATE '2025-06-01', DATE '2025-06-30'),
  ('2026-05', DATE '2026-05-01', DATE '2026-05-31'),
  ('2026-06', DATE '2026-06-01', DATE '2026-06-30')),
projects AS (
  SELECT x.* FROM raw.projects x),
project_members AS (
  SELECT x.* FROM raw.project_members x),
fact AS (
  SELECT p.project_id AS project, p.lead_department AS department, m.employee_id AS employee, p.due_on, p.completed_on
  FROM projects p LEFT JOIN project_members m ON m.project_id = p.project_id
  WHERE p.is_cross_department AND (p.cancelled_on IS NULL OR p.cancelled_on > p.due_on))
SELECT period,
  CASE grouping(department, employee) WHEN 1 THEN 'department' WHEN 2 THEN 'employee' ELSE 'total' END AS cut,
  CASE grouping(department, employee) WHEN 1 THEN department WHEN 2 THEN employee END AS member,
  CAST(NULL AS VARCHAR) AS stratum,
  count(DISTINCT project) AS "due",
  count(DISTINCT project) FILTER (WHERE (completed_on <= due_on)) AS "in_time"
FROM fact JOIN periods ON (due_on >= first_date AND due_on <= last_date)
GROUP BY GROUPING SETS ((period), (period, department), (period, employee))
