-- Campaigns of one channel do not overlap, so that an order has at most one. `pull` is the share of the channel's
-- orders that a running campaign gets, `lift` how many more orders it brings, both in permille.

CREATE TABLE campaign_plan AS
WITH festivals(month_of_year, kind, first, days, pull, lift) AS (VALUES
  (6, 'festival_618', 14, 7, 450, 60), (11, 'festival_1111', 7, 6, 500, 60), (12, 'festival_1212', 9, 4, 350, 40)),
  channels(no, channel, owner_no) AS (VALUES (1, 'tmall', 91), (2, 'jd', 92), (3, 'web', 93), (4, 'douyin', 94))
SELECT m.m, m.ago, c.no, c.channel, c.owner_no, f.kind, m.first_day + f.first AS first_day,
  m.first_day + f.first + f.days - 1 AS last_day, f.pull, f.lift
FROM months m JOIN festivals f USING (month_of_year) CROSS JOIN channels c
WHERE NOT (m.ago = 0 AND c.channel = 'douyin')
UNION ALL
-- One channel a month has a promotion in turn; douyin goes live every other month.
SELECT m.m, m.ago, c.no, c.channel, c.owner_no, 'promotion', m.first_day + 8, m.first_day + 21, 260, 60
FROM months m JOIN channels c ON c.no = 1 + m.m % 3
WHERE m.month_of_year NOT IN (6, 11, 12)
UNION ALL
SELECT m.m, m.ago, c.no, c.channel, 95, 'live_stream', m.first_day + 11, m.first_day + 17, 380, 90
FROM months m JOIN channels c ON c.no = 4
WHERE m.month_of_year NOT IN (6, 11, 12) AND m.m % 2 = 1 AND m.ago > 1
UNION ALL
-- Story: the live stream of the last month sells far better than any before it.
SELECT m.m, m.ago, c.no, c.channel, 95, 'live_stream', m.next_first_day - 18, m.next_first_day - 4, 620, 320
FROM months m JOIN channels c ON c.no = 4
WHERE m.ago = 0;

CREATE TABLE campaign AS
SELECT p.*, 'C-' || month || '-' || channel
    || CASE kind WHEN 'promotion' THEN '-sale' WHEN 'live_stream' THEN '-live' ELSE '' END AS campaign_id
FROM campaign_plan p JOIN months USING (m)
WHERE p.first_day < local_day(as_of()) + 30;
