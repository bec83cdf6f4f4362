-- How many orders each channel gets on each local day: growth, season, weekday, peak, festival, campaign and noise,
-- multiplied. Orders are dealt out along the running total, so their number is exact and days keep their shape.

-- Share of the first year and growth a year, both in percent.
CREATE TABLE channels(channel, share, growth) AS VALUES
  ('tmall', 42, 10), ('jd', 27, 12), ('web', 12, 14), ('douyin', 19, 28);

CREATE TABLE seasons(month_of_year, percent) AS VALUES
  (1, 98), (2, 88), (3, 96), (4, 95), (5, 100), (6, 103), (7, 95), (8, 96), (9, 100), (10, 104), (11, 109), (12, 107);

CREATE TABLE cells AS
WITH grown AS (
  -- Compound from year to year, linear within one, in ten-thousandths.
  SELECT m.m, c.channel, share * 100 * (1200 + growth * (m.m % 12)) // 12
      * (CASE m.m // 12 WHEN 0 THEN 10000 WHEN 1 THEN (100 + growth) * 100 ELSE (100 + growth) * (100 + growth) END)
      // 10000 * (980 + roll(m.m * 10 + share % 10, 'month and channel', 41)) // 1000 AS base
  FROM months m CROSS JOIN channels c
), weighted AS (
  SELECT d.*, g.channel, base * s.percent * d.peak
      * [97, 96, 95, 96, 99, 108, 109][1 + weekday]
      * (CASE WHEN feast BETWEEN -26 AND -11 THEN 112 WHEN feast BETWEEN -4 AND 3 THEN 42
          WHEN feast BETWEEN -10 AND 8 THEN 74 ELSE 100 END) // 1000000
      * (930 + roll(d.day, 'day', 141)) * (1000 + coalesce(lift, 0)) // 1000000 AS weight
  FROM days d
  JOIN grown g USING (m)
  JOIN seasons s USING (month_of_year)
  LEFT JOIN campaign k ON k.channel = g.channel AND d.day BETWEEN k.first_day AND k.last_day
  WHERE d.day <= local_day(as_of())
)
SELECT *, CAST(sum(weight) OVER (ORDER BY day, channel ROWS UNBOUNDED PRECEDING) AS BIGINT) - weight AS dealt_before
FROM weighted;

-- Relative to the mean day, in permille: what warehouses and their rota expect.
CREATE TABLE loads AS
SELECT day, CAST(sum(weight) * 1000 // (SELECT sum(weight) // count(DISTINCT day) FROM cells) AS BIGINT) AS permille
FROM cells GROUP BY day;

CREATE TABLE dealt AS
WITH total AS (SELECT CAST(sum(weight) AS BIGINT) AS weights FROM cells)
SELECT n, c.day, c.m, c.ago, c.channel, c.peak
FROM (SELECT n, (n * weights + weights // 2) // orders_wanted() AS place
      FROM range(orders_wanted()) r(n) CROSS JOIN total) p
ASOF JOIN cells c ON p.place >= c.dealt_before;

SET VARIABLE hours = (
  SELECT flatten(list(repeat([hour], weight) ORDER BY hour))
  FROM (SELECT unnest(range(24)) AS hour,
      unnest([18, 10, 6, 4, 3, 4, 8, 16, 28, 48, 62, 58, 50, 52, 60, 58, 54, 50, 48, 56, 72, 84, 76, 45]) AS weight)
);
