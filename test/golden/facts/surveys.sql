WITH periods (period, starts_at, ends_at) AS (VALUES
  ('2025-06', TIMESTAMP '2025-05-31 16:00:00', TIMESTAMP '2025-06-30 16:00:00'),
  ('2026-05', TIMESTAMP '2026-04-30 16:00:00', TIMESTAMP '2026-05-31 16:00:00'),
  ('2026-06', TIMESTAMP '2026-05-31 16:00:00', TIMESTAMP '2026-06-30 16:00:00')),
surveys AS (
  SELECT x.* FROM raw.surveys x WHERE (dt >= '2025-01-31' AND dt <= '2025-07-01') OR (dt >= '2025-12-31' AND dt <= '2026-07-01')),
fact AS (
  SELECT dt AS born, kind, channel, employee_id AS employee, sent_at, responded_at, score FROM surveys)
SELECT period,
  CASE grouping(channel, employee) WHEN 1 THEN 'channel' WHEN 2 THEN 'employee' ELSE 'total' END AS cut,
  CASE grouping(channel, employee) WHEN 1 THEN channel WHEN 2 THEN employee END AS member,
  CAST(NULL AS VARCHAR) AS stratum,
  count(*) FILTER (WHERE (sent_at >= starts_at AND sent_at < ends_at AND sent_at < CAST(born AS DATE) + INTERVAL '120' DAY) AND (kind = 'csat')) AS "csat_sent",
  count(*) FILTER (WHERE (sent_at >= starts_at AND sent_at < ends_at AND sent_at < CAST(born AS DATE) + INTERVAL '120' DAY) AND (kind = 'nps')) AS "nps_sent",
  count(score) FILTER (WHERE (responded_at >= starts_at AND responded_at < ends_at AND responded_at < CAST(born AS DATE) + INTERVAL '120' DAY) AND (kind = 'csat')) AS "csat",
  count(*) FILTER (WHERE (responded_at >= starts_at AND responded_at < ends_at AND responded_at < CAST(born AS DATE) + INTERVAL '120' DAY) AND (kind = 'csat' AND score >= 4)) AS "csat_top2",
  count(score) FILTER (WHERE (responded_at >= starts_at AND responded_at < ends_at AND responded_at < CAST(born AS DATE) + INTERVAL '120' DAY) AND (kind = 'nps')) AS "nps",
  count(*) FILTER (WHERE (responded_at >= starts_at AND responded_at < ends_at AND responded_at < CAST(born AS DATE) + INTERVAL '120' DAY) AND (kind = 'nps' AND score >= 9)) AS "promoters",
  count(*) FILTER (WHERE (responded_at >= starts_at AND responded_at < ends_at AND responded_at < CAST(born AS DATE) + INTERVAL '120' DAY) AND (kind = 'nps' AND score <= 6)) AS "detractors"
FROM fact JOIN periods ON (sent_at >= starts_at AND sent_at < ends_at AND sent_at < CAST(born AS DATE) + INTERVAL '120' DAY) OR (responded_at >= starts_at AND responded_at < ends_at AND responded_at < CAST(born AS DATE) + INTERVAL '120' DAY)
GROUP BY GROUPING SETS ((period), (period, channel), (period, employee))
