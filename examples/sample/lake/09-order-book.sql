-- Orders and replacements numbered by creation, each with its calendar, rate, deadline and owner.

-- Sellers serve a channel while they are employed; one order in ten belongs to nobody.
CREATE TABLE desks AS
SELECT d.day, s.desk AS channel, flatten(list(repeat([s.employee_id], s.draw_weight) ORDER BY s.no)) AS sellers
FROM days d JOIN staff s ON s.role = 'sales' AND s.hired_day <= d.day AND (s.left_day IS NULL OR s.left_day >= d.day)
GROUP BY d.day, s.desk;

CREATE TABLE orders AS
WITH book AS (
  SELECT n, CAST(NULL AS BIGINT) AS origin, channel, created, customer_no, is_abroad, is_test, has_goods, pieces,
    region, first_region, received, cancelled, campaign_id, off, false AS is_replacement
  FROM placed
  UNION ALL
  SELECT n, origin, channel, created, customer_no, is_abroad, false, true, 1, region, NULL, created, NULL, NULL, 0, true
  FROM replacements
)
SELECT b.*, 'O' || lpad(CAST(row_number() OVER (ORDER BY created, n) AS VARCHAR), 8, '0') AS order_id,
  d.day, d.m, d.ago, d.peak, CASE WHEN is_abroad THEN r.usd ELSE 10000 END AS rate,
  -- Two days to ship; three at the peaks; over Chinese New Year two days from the reopening.
  CASE WHEN received IS NULL THEN NULL
    WHEN d.feast BETWEEN -3 AND 2 THEN at_local(d.day - d.feast + 3, 43200) + 172800
    WHEN d.peak >= 190 THEN received + 259200 ELSE received + 172800 END AS ship_by,
  CASE WHEN NOT is_replacement AND roll(n, 'owned', 10) < 9 THEN spin(k.sellers, n, 'owner') END AS owner_id
FROM book b
JOIN days d ON d.day = local_day(created)
JOIN rates r ON r.day = d.day
LEFT JOIN desks k ON k.day = d.day AND k.channel = b.channel
WHERE created < as_of();
