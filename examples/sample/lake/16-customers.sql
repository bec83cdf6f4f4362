-- Who has registered, and what brought them: everyone who ever ordered, people who have not ordered yet, and those who
-- came before the 27 months, so that growth has a base from the first month on.

CREATE TABLE comers AS
WITH firsts AS (
  -- The channel rides in the low digits of the instant, so that a tie cannot be broken in two ways.
  SELECT customer_no AS no, min(created * 4 + list_position(['tmall', 'jd', 'web', 'douyin'], channel) - 1) AS first
  FROM orders WHERE customer_no IS NOT NULL GROUP BY customer_no
), buyers AS (
  SELECT no, first // 4 AS ordered, ['tmall', 'jd', 'web', 'douyin'][1 + first % 4] AS channel
  FROM firsts
), lookers AS (
  SELECT r.i, (i * (SELECT CAST(sum(weight) AS BIGINT) FROM cells)) // (orders_wanted() // 4 + 1) AS place
  FROM range(orders_wanted() // 4) r(i)
)
SELECT no, channel,
  -- Most register to order; of those who buy in the first year many have been customers for long.
  ordered - CASE WHEN roll(no, 'known for long', 100) < 70 - 5 * d.m THEN 86400 * (30 + roll(no, 'days known', 1100))
    WHEN roll(no, 'registers to order', 10) < 8 THEN 120 + roll(no, 'seconds known', 3600)
    ELSE 3600 + tail(no, 'time known', 2000000) END AS registered
FROM buyers JOIN days d ON d.day = local_day(ordered)
UNION ALL
SELECT 2 * orders_wanted() + i, channel,
  at_local(day, 3600 * spin(getvariable('hours'), i, 'hour of registration') + roll(i, 'second of registration', 3600))
FROM lookers l ASOF JOIN cells c ON l.place >= c.dealt_before
UNION ALL
SELECT 3 * orders_wanted() + i, spin(['tmall', 'tmall', 'tmall', 'jd', 'jd', 'web', 'douyin'], i, 'channel long ago'),
  at_local((SELECT min(day) FROM days) - 1 - roll(i, 'days before', 1100), 32400 + roll(i, 'second before', 43200))
FROM range(orders_wanted() // 5) r(i);

-- A campaign that runs gets its share of who registers; of the others nearly half came by an advertisement.
CREATE TABLE customers AS
WITH seen AS (
  SELECT c.*, local_day(registered) AS day FROM comers c WHERE registered < as_of()
), met AS (
  SELECT s.*, CASE WHEN s.day <= k.last_day AND roll(no, 'came by campaign', 1000) < k.pull THEN k.campaign_id END
      AS campaign_id, k.owner_id
  FROM seen s
  ASOF LEFT JOIN (SELECT channel, first_day, last_day, pull, campaign_id, owner_id FROM campaign) k
    ON k.channel = s.channel AND s.day >= k.first_day
)
SELECT no, registered, campaign_id, day, channel,
  CASE WHEN campaign_id IS NOT NULL THEN owner_id
    WHEN day >= (SELECT min(day) FROM days) AND roll(no, 'came by advertisement', 100) < 45
      THEN spin(advertisers, no, 'advertiser') END AS credit_id,
  -- Of who asked to be forgotten, a stub keeps the base stable.
  roll(no, 'forgotten', 100) < 2 AS is_stub
FROM met LEFT JOIN advertising USING (day, channel);
