-- What campaigns cost by day, and the advertisements that ran. A campaign's return is drawn and its cost follows from
-- what it earned, so that spending fits the sales at any size of the shop.

CREATE TABLE campaign_costs AS
WITH earned AS (
  SELECT o.campaign_id, sum(l.net * o.rate // 10000 - l.quantity * l.cost) AS margin
  FROM orders o JOIN lines l ON l.n = o.n
  WHERE o.campaign_id IS NOT NULL AND o.received IS NOT NULL AND o.cancelled IS NULL AND NOT o.is_test
  GROUP BY o.campaign_id
), judged AS (
  SELECT c.campaign_id, c.first_day, c.last_day, greatest(CAST(coalesce(margin, 0) AS BIGINT), 3000000) AS margin,
    c.m * 512 + c.no * 64 + c.owner_no % 10 AS key,
    -- Percent: most earn half of their cost on top, some lose. Story: one of the last month loses most of it.
    CASE WHEN c.channel = 'jd' AND c.ago = 0 THEN -62 WHEN c.kind = 'live_stream' AND c.ago = 0 THEN 60
      ELSE -40 + roll(c.m * 512 + c.no * 64 + c.owner_no % 10, 'return on spending', 96)
        + roll(c.m * 512 + c.no * 64 + c.owner_no % 10, 'more return', 96) END AS roi
  FROM campaign c LEFT JOIN earned e USING (campaign_id)
)
SELECT d.day, campaign_id,
  margin * 100 // (100 + roi) // (last_day + 1 - first_day)
    * (80 + roll(key * 32 + d.day - first_day, 'day', 41)) // 100 AS spend
FROM judged JOIN days d ON d.day BETWEEN first_day AND last_day
WHERE at_local(d.day + 1, 0) <= as_of();

CREATE TABLE advertisements AS
WITH placed AS (
  -- Standing ones, and those of a running campaign.
  SELECT a.day, a.channel, CAST(NULL AS VARCHAR) AS campaign_id, unnest(advertisers) AS owner_id,
    60 // len(advertisers) AS weight
  FROM advertising a
  UNION ALL
  SELECT d.day, channel, campaign_id, owner_id, 25 FROM campaign JOIN days d ON d.day BETWEEN first_day AND last_day
), shown AS (
  SELECT p.*, CAST(v.sessions * weight // 10 AS BIGINT) AS impressions,
    p.day * 128 + CAST(substr(owner_id, 2) AS BIGINT) + CASE WHEN campaign_id IS NULL THEN 0 ELSE 20 END AS key,
    -- Clicks per ten thousand: people differ, channels too, and campaigns catch more eyes.
    85 + CASE channel WHEN 'douyin' THEN 55 WHEN 'web' THEN 10 WHEN 'jd' THEN 25 ELSE 30 END
      + fixed_roll(CAST(substr(owner_id, 2) AS BIGINT), 'wording', 30)
      + CASE WHEN campaign_id IS NULL THEN 0 ELSE 25 END AS rate
  FROM placed p
  JOIN (SELECT day, channel, sum(sessions) AS sessions FROM visits GROUP BY day, channel) v USING (day, channel)
), clicked AS (
  SELECT *, impressions * (rate + roll(key, 'clicks', 25) - 12) // 10000 AS clicks FROM shown
)
SELECT day, channel, campaign_id, owner_id, impressions, clicks, clicks * (6500 + roll(key, 'price of a click', 4000))
  AS spend
FROM clicked;
