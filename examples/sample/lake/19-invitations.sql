-- Whom a campaign invites the day before it begins, and who takes part. Experiments of the marketers are here too: a
-- fixed list, told back from the last month, so that each verdict is always to be seen.

CREATE TABLE invitations AS
WITH queue AS (
  SELECT no, channel, registered, row_number() OVER (PARTITION BY channel ORDER BY registered, no) AS place
  FROM customers WHERE NOT is_stub
), mailings AS (
  SELECT campaign_id, k.channel, at_local(first_day - 1, 36000) AS invited,
    k.m * 512 + k.no * 64 + k.owner_no % 10 AS key,
    -- Of a thousand who are invited, so many come.
    70 + roll(k.m * 512 + k.no * 64 + k.owner_no % 10, 'appeal', 110)
      + CASE WHEN kind LIKE 'festival%' OR kind = 'live_stream' THEN 60 ELSE 0 END AS appeal,
    least(5000, greatest(150, orders_wanted()
      * CASE WHEN kind = 'promotion' OR kind LIKE 'festival%' THEN 600 ELSE 350 END // 100000)) AS wanted
  FROM campaign k
), listed AS (
  SELECT m.*, q.place AS known
  FROM mailings m ASOF JOIN queue q ON q.channel = m.channel AND m.invited > q.registered
  WHERE m.invited < as_of()
), drawn AS (
  -- Drawn twice is invited once.
  SELECT DISTINCT campaign_id, channel, invited, appeal, key,
    1 + roll(key * 8192 + i, 'invited', 1048576) * known // 1048576 AS place
  FROM listed, unnest(range(wanted)) r(i)
)
SELECT campaign_id, q.no, invited,
  CASE WHEN roll(xor(q.no, key * 8192), 'takes part', 1000) < appeal
    THEN known(invited + 3600 + tail(xor(q.no, key * 8192), 'time to take part', 500000)) END AS participated
FROM drawn d JOIN queue q USING (channel, place);

-- Units of both arms and conversions per ten thousand; `short` is how much of the planned size was reached, in percent,
-- `tilt` how many percent the treatment lost on the way.
CREATE TABLE trials(ago, no, owner_no, begins, days, planned, short, tilt, control, treatment) AS VALUES
  (0, 1, 93, 2, 21, 7000, 102, 0, 245, 318), (0, 2, 91, 5, 14, 6000, 11, 0, 262, 290),
  (0, 3, 94, 3, 18, 6000, 104, 9, 228, 241), (0, 4, 92, 16, 40, 8000, 45, 0, 300, 306),
  (1, 1, 92, 4, 20, 6500, 103, 0, 295, 303), (2, 1, 93, 3, 20, 6500, 101, 0, 250, 198),
  (3, 1, 91, 6, 18, 6000, 105, 0, 271, 281), (5, 1, 94, 2, 21, 7000, 100, 0, 221, 277),
  (7, 1, 92, 5, 16, 5500, 102, 0, 301, 296), (9, 1, 95, 3, 20, 6000, 101, 0, 232, 240),
  (11, 1, 93, 4, 19, 6000, 104, 0, 239, 254), (14, 1, 91, 5, 21, 6500, 100, 0, 268, 341),
  (17, 1, 92, 3, 18, 6000, 103, 0, 288, 279), (20, 1, 93, 6, 17, 5500, 102, 0, 247, 259);

CREATE TABLE experiments AS
WITH dated AS (
  SELECT t.*, month, at_local(first_day + begins, 0) AS started, at_local(first_day + begins + days, 0) - 1 AS ended,
    m.m * 8 + t.no AS key
  FROM trials t JOIN months m USING (ago)
), armed AS (
  SELECT d.*, arm, planned * short // 100 * CASE arm WHEN 'treatment' THEN 100 - tilt ELSE 100 END // 100
      + roll(key * 2 + i, 'units', 41) AS units, CASE arm WHEN 'treatment' THEN treatment ELSE control END AS rate, i
  FROM dated d CROSS JOIN (VALUES (0, 'control'), (1, 'treatment')) a(i, arm)
)
SELECT 'X-' || month || '-' || no AS experiment_id, owner_no, started, known(ended) AS ended, arm, planned, units,
  units * rate // 10000 + roll(key * 2 + i, 'conversions', 7) - 3 AS conversions
FROM armed;
