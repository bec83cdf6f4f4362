WITH periods (period, first_day, last_day) AS (VALUES
  ('2025-06', '2025-06-01', '2025-06-30'),
  ('2026-05', '2026-05-01', '2026-05-31'),
  ('2026-06', '2026-06-01', '2026-06-30')),
employee_time AS (
  SELECT x.* FROM raw.employee_time x WHERE (dt >= '2025-06-01' AND dt <= '2025-06-30') OR (dt >= '2026-05-01' AND dt <= '2026-06-30')),
employees AS (
  SELECT x.* FROM raw.employees x),
fact AS (
  SELECT t.dt, t.employee_id AS employee, e.role, t.worked_hours
  FROM employee_time t JOIN employees e ON e.employee_id = t.employee_id)
SELECT period,
  CASE grouping(employee) WHEN 0 THEN 'employee' ELSE 'total' END AS cut,
  CASE grouping(employee) WHEN 0 THEN employee END AS member,
  CAST(NULL AS VARCHAR) AS stratum,
  sum(worked_hours) FILTER (WHERE (role = 'warehouse')) AS "warehouse_hours"
FROM fact JOIN periods ON (dt >= first_day AND dt <= last_day)
GROUP BY GROUPING SETS ((period), (period, employee))
