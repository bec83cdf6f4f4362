WITH periods (period, last_date, year_ago_date) AS (VALUES
  ('2025-06', DATE '2025-06-30', DATE '2024-06-30'),
  ('2026-05', DATE '2026-05-31', DATE '2025-05-31'),
  ('2026-06', DATE '2026-06-30', DATE '2025-06-30')),
employee_events AS (
  SELECT x.* FROM raw.employee_events x),
employees AS (
  SELECT x.* FROM raw.employees x),
fact AS (
  SELECT v.employee_id, v.effective_on, e.department
  FROM employee_events v JOIN employees e ON e.employee_id = v.employee_id
  WHERE v.kind = 'promotion')
SELECT period,
  CASE grouping(department) WHEN 0 THEN 'department' ELSE 'total' END AS cut,
  CASE grouping(department) WHEN 0 THEN department END AS member,
  CAST(NULL AS VARCHAR) AS stratum,
  count(DISTINCT employee_id) AS "promoted"
FROM fact JOIN periods ON (effective_on > year_ago_date AND effective_on <= last_date)
GROUP BY GROUPING SETS ((period), (period, department))
