WITH periods (period, starts_at, ends_at) AS (VALUES
  ('2025-06', TIMESTAMP '2025-05-31 16:00:00', TIMESTAMP '2025-06-30 16:00:00'),
  ('2026-05', TIMESTAMP '2026-04-30 16:00:00', TIMESTAMP '2026-05-31 16:00:00'),
  ('2026-06', TIMESTAMP '2026-05-31 16:00:00', TIMESTAMP '2026-06-30 16:00:00')),
experiment_arms AS (
  SELECT x.* FROM raw.experiment_arms x),
fact AS (
  SELECT experiment_id AS experiment, arm, planned_share, planned_units, units, conversions, ended_at,
    date_diff('second', TIMESTAMP '1970-01-01 00:00:00', ended_at) AS ended
  FROM experiment_arms)
SELECT period,
  CASE grouping(experiment) WHEN 0 THEN 'experiment' ELSE 'total' END AS cut,
  CASE grouping(experiment) WHEN 0 THEN experiment END AS member,
  CAST(NULL AS VARCHAR) AS stratum,
  sum(units) FILTER (WHERE (arm = 'control')) AS "control_units",
  sum(conversions) FILTER (WHERE (arm = 'control')) AS "control_conversions",
  sum(planned_units) FILTER (WHERE (arm = 'control')) AS "control_planned_units",
  sum(planned_share) FILTER (WHERE (arm = 'control')) AS "control_planned_share",
  sum(units) FILTER (WHERE (arm = 'treatment')) AS "treatment_units",
  sum(conversions) FILTER (WHERE (arm = 'treatment')) AS "treatment_conversions",
  sum(planned_units) FILTER (WHERE (arm = 'treatment')) AS "treatment_planned_units",
  sum(planned_share) FILTER (WHERE (arm = 'treatment')) AS "treatment_planned_share",
  max(ended) AS "ended_second"
FROM fact JOIN periods ON (ended_at >= starts_at AND ended_at < ends_at)
GROUP BY GROUPING SETS ((period, experiment))
