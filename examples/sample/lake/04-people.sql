-- Everyone who ever worked here: teams of consecutive numbers, then who joined or left inside the window. The same for
-- every seed, so that targets and recipients can name people.

CREATE TABLE teams(first_no, headcount, role, department, lead_no, desk) AS VALUES
  (1, 1, 'other', 'management', NULL, NULL),
  (2, 1, 'other', 'sales', 1, NULL), (3, 1, 'other', 'fulfilment', 1, NULL), (4, 1, 'other', 'product', 1, NULL),
  (5, 1, 'other', 'service', 1, NULL), (6, 1, 'other', 'marketing', 1, NULL),
  (7, 4, 'other', 'administration', 1, NULL),
  (11, 4, 'sales', 'sales', 2, 'tmall'), (15, 3, 'sales', 'sales', 2, 'jd'),
  (18, 2, 'sales', 'sales', 2, 'web'), (20, 3, 'sales', 'sales', 2, 'douyin'),
  (31, 11, 'warehouse', 'fulfilment', 3, 'W-EAST'), (42, 9, 'warehouse', 'fulfilment', 3, 'W-SOUTH'),
  (51, 7, 'warehouse', 'fulfilment', 3, 'W-NORTH'),
  (61, 6, 'merchandiser', 'product', 4, NULL),
  (71, 12, 'service', 'service', 5, NULL),
  (91, 6, 'marketing', 'marketing', 6, NULL);

-- Months back from the last one; people join on the first day of the month and leave on its 20th.
CREATE TABLE moves(no, joined_ago, left_ago) AS VALUES
  (13, 8, NULL), (14, NULL, 9), (22, 15, NULL),
  (40, NULL, 17), (41, 20, NULL), (49, 1, NULL), (50, NULL, 11), (56, 10, NULL), (57, NULL, 3),
  (81, 2, NULL), (82, NULL, 6), (96, 4, NULL), (10, 13, NULL);

-- `pace` is the time a packer needs against the average, in percent; `draw_weight` how many parcels come their way.
CREATE TABLE staff AS
SELECT no, person(no) AS employee_id, role, department, desk,
  person(lead_no) AS lead_id,
  coalesce(h.first_day, (SELECT min(first_day) FROM months) - 40 - fixed_roll(no, 'days served', 1900)) AS hired_day,
  l.first_day + 19 AS left_day,
  CASE fixed_roll(no, 'working time', 12) WHEN 0 THEN 50 WHEN 1 THEN 80 ELSE 100 END AS fte_percent,
  82 + fixed_roll(no, 'packing pace', 19) + fixed_roll(no, 'packing pace too', 19) AS pace,
  8 + fixed_roll(no, 'parcels drawn', 5) AS draw_weight
FROM teams
JOIN range(1, 200) n(no) ON no >= first_no AND no < first_no + headcount
LEFT JOIN moves USING (no)
LEFT JOIN months h ON h.ago = joined_ago
LEFT JOIN months l ON l.ago = left_ago;
