-- Orders as customers place them, the whole future included; the lake's views hide what is not known yet.
-- `n` is the number that chance is drawn by.

CREATE TABLE placed AS
WITH timed AS (
  SELECT *, at_local(day, 3600 * spin(getvariable('hours'), n, 'hour') + roll(n, 'second', 3600)) AS created,
    -- A customer is the number of their first order, so that nobody returns before they came.
    CASE WHEN channel = 'web' AND roll(n, 'guest', 100) < 6 THEN NULL
      WHEN roll(n, 'comes back', 100) < 46 THEN n * roll(n, 'which customer', 1000000) // 1000000
      ELSE n END AS customer_no,
    channel = 'web' AND roll(n, 'abroad', 100) < 14 AS is_abroad,
    spin(repeat(['CN-E'], 33) || repeat(['CN-S'], 26) || repeat(['CN-N'], 18) || repeat(['CN-C'], 14)
      || repeat(['CN-W'], 9), n, 'region') AS home,
    CASE WHEN roll(n, 'pays at once', 100) < 78 THEN 15 + roll(n, 'seconds to pay', 200)
      ELSE 300 + tail(n, 'time to pay', 54000) END AS pay_seconds
  FROM dealt
)
SELECT t.n, t.channel, created, customer_no, is_abroad,
  roll(t.n, 'test order', 1000) < 3 AS is_test, roll(t.n, 'services only', 1000) >= 4 AS has_goods,
  1 + spin([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 3], t.n, 'pieces') AS pieces,
  CASE WHEN is_abroad THEN 'US' ELSE home END AS region,
  -- An address that the customer corrects later: the first version of the order says another region.
  CASE WHEN NOT is_abroad AND roll(t.n, 'address corrected', 100) < 2 THEN 'CN-E' END AS first_region,
  CASE WHEN roll(t.n, 'pays', 1000) >= 30 THEN created + pay_seconds END AS received,
  CASE WHEN roll(t.n, 'pays', 1000) < 30 THEN created + 86400
    WHEN roll(t.n, 'cancels', 1000) < 27 THEN created + pay_seconds + 600 + tail(t.n, 'time to cancel', 86400)
    END AS cancelled,
  CASE WHEN t.day <= c.last_day AND roll(t.n, 'campaign', 1000) < c.pull THEN c.campaign_id END AS campaign_id,
  CASE WHEN t.day <= c.last_day AND roll(t.n, 'campaign', 1000) < c.pull THEN c.off ELSE 0 END AS off
FROM timed t
ASOF LEFT JOIN (SELECT channel, first_day, last_day, pull, off, campaign_id FROM campaign) c
  ON c.channel = t.channel AND t.day >= c.first_day;

-- Some days later one order in a hundred has its first line sent once more, against an exchange or a lost parcel.
CREATE TABLE replacements AS
SELECT n + orders_wanted() AS n, n AS origin, channel, customer_no, is_abroad, region,
  at_local(local_day(received) + 6 + roll(n, 'days to exchange', 11), 32400 + roll(n, 'second', 28800)) AS created
FROM placed
WHERE received IS NOT NULL AND cancelled IS NULL AND has_goods AND NOT is_test AND roll(n, 'exchanged', 1000) < 9;
