WITH periods (period, first_day, last_day, first_date, last_date, eve_date, year_ago_date) AS (VALUES
  ('2025-06', '2025-06-01', '2025-06-30', DATE '2025-06-01', DATE '2025-06-30', DATE '2025-05-31', DATE '2024-06-30'),
  ('2026-05', '2026-05-01', '2026-05-31', DATE '2026-05-01', DATE '2026-05-31', DATE '2026-04-30', DATE '2025-05-31'),
  ('2026-06', '2026-06-01', '2026-06-30', DATE '2026-06-01', DATE '2026-06-30', DATE '2026-05-31', DATE '2025-06-30')),
employees AS (
  SELECT x.* FROM raw.employees x),
employee_time AS (
  SELECT x.* FROM raw.employee_time x WHERE (dt >= '2025-06-01' AND dt <= '2025-06-30') OR (dt >= '2026-05-01' AND dt <= '2026-06-30')),
staff_rows AS (
  SELECT employee_id, department, role, manager_employee_id, hired_on, left_on, CAST(NULL AS VARCHAR) AS leave_day
  FROM employees
  UNION ALL
  SELECT e.employee_id, e.department, e.role, e.manager_employee_id, e.hired_on, e.left_on, t.dt AS leave_day
  FROM employee_time t JOIN employees e ON e.employee_id = t.employee_id
  WHERE t.absence IS NOT NULL AND CAST(t.dt AS DATE) >= e.hired_on
    AND (e.left_on IS NULL OR CAST(t.dt AS DATE) <= e.left_on)),
fact AS (
  SELECT employee_id AS employee, department, department AS department_name, role, manager_employee_id, hired_on, left_on,
    leave_day, date_diff('day', DATE '1970-01-01', hired_on) AS first_number,
    date_diff('day', DATE '1970-01-01', left_on) AS last_number
  FROM staff_rows)
SELECT period,
  CASE grouping(department, employee) WHEN 1 THEN 'department' WHEN 2 THEN 'employee' ELSE 'total' END AS cut,
  CASE grouping(department, employee) WHEN 1 THEN department WHEN 2 THEN employee END AS member,
  CAST(NULL AS VARCHAR) AS stratum,
  count(*) FILTER (WHERE (leave_day IS NULL AND hired_on <= eve_date AND (left_on IS NULL OR left_on >= eve_date))) AS "opening",
  count(*) FILTER (WHERE (leave_day IS NULL AND hired_on <= last_date AND (left_on IS NULL OR left_on >= last_date))) AS "closing",
  count(*) FILTER (WHERE (leave_day IS NULL AND hired_on <= year_ago_date AND (left_on IS NULL OR left_on >= year_ago_date))) AS "year_ago",
  count(*) FILTER (WHERE (leave_day IS NULL AND hired_on <= year_ago_date AND (left_on IS NULL OR left_on >= last_date))) AS "stayed",
  max(role) FILTER (WHERE (leave_day IS NULL AND hired_on <= last_date AND (left_on IS NULL OR left_on >= first_date))) AS "role",
  max(department_name) FILTER (WHERE (leave_day IS NULL AND hired_on <= last_date AND (left_on IS NULL OR left_on >= first_date))) AS "department_name",
  max(manager_employee_id) FILTER (WHERE (leave_day IS NULL AND hired_on <= last_date AND (left_on IS NULL OR left_on >= first_date))) AS "manager",
  max(first_number) FILTER (WHERE (leave_day IS NULL AND hired_on <= last_date AND (left_on IS NULL OR left_on >= first_date))) AS "hired_day",
  max(last_number) FILTER (WHERE (leave_day IS NULL AND hired_on <= last_date AND (left_on IS NULL OR left_on >= first_date))) AS "left_day",
  sum(date_diff('day', CASE WHEN hired_on > first_date THEN hired_on ELSE first_date END, CASE WHEN left_on < last_date THEN left_on ELSE last_date END) + 1) FILTER (WHERE (leave_day IS NULL AND hired_on <= last_date AND (left_on IS NULL OR left_on >= first_date))) AS "employed_days",
  sum(date_diff('day', hired_on, last_date)) FILTER (WHERE (leave_day IS NULL AND hired_on <= last_date AND (left_on IS NULL OR left_on >= first_date))) AS "tenure_days",
  count(*) FILTER (WHERE (leave_day >= first_day AND leave_day <= last_day)) AS "leave_days"
FROM fact JOIN periods ON (leave_day IS NULL AND hired_on <= eve_date AND (left_on IS NULL OR left_on >= eve_date)) OR (leave_day IS NULL AND hired_on <= last_date AND (left_on IS NULL OR left_on >= last_date)) OR (leave_day IS NULL AND hired_on <= year_ago_date AND (left_on IS NULL OR left_on >= year_ago_date)) OR (leave_day IS NULL AND hired_on <= year_ago_date AND (left_on IS NULL OR left_on >= last_date)) OR (leave_day IS NULL AND hired_on <= last_date AND (left_on IS NULL OR left_on >= first_date)) OR (leave_day >= first_day AND leave_day <= last_day)
GROUP BY GROUPING SETS ((period), (period, department), (period, employee))
