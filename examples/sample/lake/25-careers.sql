-- Promotions, transfers and training. Three courses a month for everybody who is there when they are assigned.

-- Told back from the last month, so that the last year always has some.
CREATE TABLE career_steps(ago, no, kind) AS VALUES
  (25, 5, 'promotion'), (22, 33, 'promotion'), (19, 72, 'promotion'), (16, 92, 'promotion'), (15, 46, 'transfer'),
  (13, 63, 'promotion'), (10, 15, 'promotion'), (8, 44, 'promotion'), (7, 8, 'transfer'), (5, 75, 'promotion'),
  (3, 91, 'promotion'), (2, 35, 'transfer'), (1, 64, 'promotion');

CREATE TABLE courses(course, name, hours_percent, due_day, permille_done, has_exam) AS VALUES
  (1, 'rules', 50, 14, 955, false), (2, 'goods', 100, 21, 930, true), (3, 'skills', 125, 26, 910, true);

CREATE TABLE lessons AS
WITH assigned AS (
  SELECT s.no, s.employee_id, s.department, c.*, m.month, m.ago, at_local(m.first_day, 32400) AS assigned,
    at_local(m.first_day + due_day, 0) - 1 AS due, (m.m * 200 + s.no) * 4 + c.course AS key
  FROM staff s
  JOIN months m ON s.hired_day <= m.first_day
  CROSS JOIN courses c
  WHERE (s.left_day IS NULL OR s.left_day >= m.first_day + due_day) AND at_local(m.first_day, 32400) < as_of()
    -- On leave: withdrawn.
    AND NOT (s.no = 36 AND m.ago = 0)
), taken AS (
  SELECT *, CASE WHEN roll(key, 'in time', 1000) < permille_done - 20 + fixed_roll(no, 'diligence', 41)
      THEN due - 28800 - roll(key, 'days before', 11) * 86400 - roll(key, 'hour', 28800)
    WHEN roll(key, 'at all', 10) < 7 THEN due + 36001 + roll(key, 'days late', 12) * 86400 + roll(key, 'hour', 28800)
    END AS completed
  FROM assigned
)
SELECT 'L-' || month || '-' || no || '-' || course AS record_id, employee_id,
  department || '-' || name AS course_id, assigned, due, known(completed) AS completed, hours_percent,
  CASE WHEN has_exam AND completed < as_of() THEN roll(key, 'exam', 100) < 84 + fixed_roll(no, 'exam', 13) END AS passed
FROM taken;
