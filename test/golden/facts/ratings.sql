WITH periods (period, first_month, last_month) AS (VALUES
  ('2025-06', '2025-06', '2025-06'),
  ('2026-05', '2026-05', '2026-05'),
  ('2026-06', '2026-06', '2026-06')),
coordination_ratings AS (
  SELECT x.* FROM raw.coordination_ratings x),
employees AS (
  SELECT x.* FROM raw.employees x),
fact AS (
  SELECT r.period_month, r.ratee_employee_id AS employee, e.department, r.rater_id, r.score,
    CAST(r.score AS DECIMAL(18,0)) * r.score AS score_squared
  FROM coordination_ratings r JOIN employees e ON e.employee_id = r.ratee_employee_id
  WHERE r.rater_id <> r.ratee_employee_id)
SELECT period,
  CASE grouping(department, employee) WHEN 1 THEN 'department' WHEN 2 THEN 'employee' ELSE 'total' END AS cut,
  CASE grouping(department, employee) WHEN 1 THEN department WHEN 2 THEN employee END AS member,
  CAST(NULL AS VARCHAR) AS stratum,
  count(*) AS "ratings",
  sum(score) AS "score",
  sum(score_squared) AS "score_squared",
  count(DISTINCT rater_id) AS "raters"
FROM fact JOIN periods ON (period_month >= first_month AND period_month <= last_month)
GROUP BY GROUPING SETS ((period), (period, department), (period, employee))
