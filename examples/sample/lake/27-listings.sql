-- Product pages: when they were due on a channel and when they went up, and what audits find on them.

CREATE TABLE pages AS
WITH drawn AS (
  SELECT m.m, m.month, p.no, p.product_id, p.owner_id, (m.m * 128 + p.no) * 4 + c.no AS key, c.channel,
    m.first_day + 2 + roll((m.m * 128 + p.no) * 4 + c.no, 'due on', 26) AS due_day
  FROM months m
  JOIN products p ON m.m BETWEEN p.first_m AND p.last_m
  CROSS JOIN (VALUES (0, 'tmall'), (1, 'jd'), (2, 'web'), (3, 'douyin')) c(no, channel)
  WHERE m.ago >= -1 AND roll((m.m * 128 + p.no) * 4 + c.no, 'relisted', 1000)
    -- Pages that are new or made anew; a new product goes up everywhere. Owners of few products renew more.
    < CASE WHEN p.first_m = m.m AND m.m > 0 THEN 1000
        ELSE 1500 // (SELECT count(*) FROM products q WHERE q.owner_id = p.owner_id) END
), dated AS (
  SELECT *, at_local(due_day + 1, 0) - 1 AS due,
    at_local(due_day - 12, 36000) + roll(key, 'requested', 25000) AS requested,
    roll(key, 'in time', 1000) < 880 + fixed_roll(salt(owner_id), 'prompt', 90) AS is_in_time
  FROM drawn
)
SELECT key, 'I-' || month || '-' || product_id || '-' || channel AS listing_id, m, product_id, channel, owner_id, due,
  requested, known(CASE
    WHEN is_in_time THEN due - 14400 - roll(key, 'days before', 6) * 86400 - roll(key, 'hour', 28800)
    WHEN roll(key, 'never', 10) > 0 THEN due + 36001 + tail(key, 'late', 900000) END) AS published
FROM dated WHERE requested < as_of();

-- Two mornings a month auditors look at five pages of each merchandiser that went up in the last half year.
CREATE TABLE audits AS
WITH mornings AS (
  SELECT m.m, m.ago, m.month, a.i, at_local(m.first_day + 9 + 14 * a.i, 34200) AS begins
  FROM months m CROSS JOIN range(2) a(i)
), candidates AS (
  SELECT b.*, p.listing_id, p.channel, p.owner_id, p.key * 64 + b.m * 2 + b.i AS key,
    row_number() OVER (PARTITION BY b.m, b.i, p.owner_id
      ORDER BY roll(p.key * 64 + b.m * 2 + b.i, 'audited', 1000000000), p.listing_id) AS place
  FROM mornings b JOIN pages p ON p.published < b.begins AND p.m >= b.m - 6
), counted AS (
  SELECT *, begins + place * 1200 AS audited, 20 + roll(key, 'fields', 9) AS fields,
    tail(key, 'wrong fields', 5) + CASE WHEN roll(key, 'careless', 100) < 8 + fixed_roll(salt(owner_id), 'careless', 16)
      THEN 1 ELSE 0 END AS wrong
  FROM candidates WHERE place <= 5
)
SELECT 'A-' || month || '-' || (i + 1) || '-' || substr(listing_id, 3) AS audit_id, listing_id, channel, owner_id,
  audited, fields, fields - wrong AS correct
FROM counted WHERE audited < as_of();
