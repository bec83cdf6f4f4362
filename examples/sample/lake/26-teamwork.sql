-- Projects across departments, and how colleagues of other departments rate working together.

CREATE TABLE project_list AS
WITH drawn AS (
  SELECT m.m * 16 + i AS key, m.month, i, m.first_day + 3 + i * 3 AS due_day, i < 7 AS is_cross,
    spin(['sales', 'fulfilment', 'product', 'service', 'marketing'], m.m * 16 + i, 'lead department') AS lead
  FROM months m CROSS JOIN range(8) r(i)
  WHERE m.ago >= -2
), ended AS (
  SELECT *, roll(key, 'called off', 100) < 4 AS is_cancelled,
    CASE WHEN roll(key, 'in time', 100) < 86 THEN due_day - tail(key, 'days early', 14)
      WHEN roll(key, 'finished', 10) < 8 THEN due_day + 1 + tail(key, 'days late', 40) END AS done_day
  FROM drawn
)
-- What ends on a day is known on the next.
SELECT key, 'J-' || month || '-' || (i + 1) AS project_id, lead, is_cross, due_day,
  CASE WHEN NOT is_cancelled AND done_day < local_day(as_of()) THEN done_day END AS done_day,
  CASE WHEN is_cancelled AND due_day - 9 < local_day(as_of()) THEN due_day - 9 END AS cancelled_day
FROM ended;

CREATE TABLE team AS
SELECT p.project_id, s.employee_id
FROM project_list p
JOIN staff s ON s.hired_day <= p.due_day - 30 AND (s.left_day IS NULL OR s.left_day >= p.due_day)
WHERE roll(p.key * 200 + s.no, 'in the team', 1000)
  < CASE WHEN s.department = p.lead THEN 330 WHEN NOT p.is_cross THEN 0 WHEN s.department = 'administration' THEN 120
      ELSE 210 END;

-- Given in the last days of a month. Nobody but two colleagues rates E018, too few to show; some rate themselves.
CREATE TABLE ratings AS
WITH pairs AS (
  SELECT m.month, m.m, r.no AS ratee, r.employee_id AS ratee_id, g.no AS rater, g.employee_id AS rater_id, g.department,
    (m.m * 200 + r.no) * 200 + g.no AS key
  FROM months m
  JOIN staff r ON r.hired_day <= m.first_day AND (r.left_day IS NULL OR r.left_day >= m.next_first_day)
  JOIN staff g ON g.hired_day <= m.first_day AND (g.left_day IS NULL OR g.left_day >= m.next_first_day)
  WHERE m.ago >= 0
)
SELECT 'G-' || month || '-' || ratee || '-' || rater AS rating_id, month, ratee_id, rater_id, department,
  spin([5, 5, 5, 5, 5, 5, 4, 4, 4, 4, 4, 4, 4, 4, 4, 3, 3, 3, 3, 2], key, 'score')
    - CASE WHEN roll(key, 'not at ease', 100) < fixed_roll(ratee, 'easy to work with', 40) THEN 1 ELSE 0 END AS score
FROM pairs
WHERE roll(key, 'rates', 1000) < CASE WHEN ratee = 18 THEN CASE WHEN rater IN (12, 73) THEN 900 ELSE 0 END
    WHEN ratee = rater THEN 30 ELSE 120 END;
