-- Campaigns of one channel do not overlap, so that an order has at most one. `pull` is the share of the channel's
-- orders that a running campaign gets, `lift` how many more orders it brings, `off` what it takes off the list price,
-- all in permille.

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

-- Small campaigns fill the months between, so that whoever works in marketing has one to answer for each month. They
-- neither bring orders of their own nor take anything off: who buys anyway uses the link.
CREATE TABLE small_campaign_plan AS
SELECT m.m, m.ago, c.no, c.channel, c.owner_no, c.kind, m.first_day + c.first AS first_day,
  m.first_day + c.first + c.days - 1 AS last_day, c.pull, 0 AS lift
FROM months m
CROSS JOIN (VALUES (1, 'tmall', 91, 'member_day', 20, 7, 350), (2, 'jd', 92, 'member_day', 20, 7, 350),
  (3, 'web', 93, 'member_day', 20, 7, 450), (4, 'douyin', 94, 'coupon', 2, 6, 300),
  (4, 'douyin', 95, 'short_video', 22, 6, 350), (1, 'tmall', 96, 'coupon', 1, 5, 200),
  -- Story: the member days of the last month on JD take twelve days and cost far more than they earn.
  (2, 'jd', 92, 'member_day', 14, 12, 400)) c(no, channel, owner_no, kind, first, days, pull)
WHERE CASE WHEN owner_no = 96 THEN m.ago <= 3
  WHEN owner_no = 95 THEN NOT EXISTS (FROM campaign_plan p WHERE p.m = m.m AND p.kind = 'live_stream')
  ELSE m.month_of_year NOT IN (6, 11, 12) AND (c.no = 4 OR c.no <> 1 + m.m % 3)
    AND (c.no <> 2 OR (m.ago = 0) = (c.days = 12)) END;

CREATE TABLE campaign AS
SELECT p.*, 'C-' || month || '-' || channel
    || CASE kind WHEN 'promotion' THEN '-sale' WHEN 'live_stream' THEN '-live' WHEN 'member_day' THEN '-member'
      WHEN 'short_video' THEN '-video' WHEN 'coupon' THEN '-coupon' ELSE '' END AS campaign_id,
  person(owner_no) AS owner_id
FROM (SELECT *, 60 AS off FROM campaign_plan UNION ALL SELECT *, 0 FROM small_campaign_plan) p JOIN months USING (m)
WHERE p.first_day < local_day(as_of()) + 30;

-- Who places a channel's standing advertisements; on Tmall two share them since the second one joined.
CREATE TABLE advertising AS
SELECT day, channel, CASE WHEN channel = 'tmall' AND ago <= 3 THEN [owner_id, 'E096'] ELSE [owner_id] END AS advertisers
FROM days
CROSS JOIN (VALUES ('tmall', 'E091'), ('jd', 'E092'), ('web', 'E093'), ('douyin', 'E094')) a(channel, owner_id);
