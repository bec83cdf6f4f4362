-- What customers say of what they bought. Late and faulty parcels, and the linen batch, show in the stars.

-- What an order went through, from its parcels.
CREATE TABLE journeys AS
SELECT n, max(delivered) AS delivered, bool_or(fate <> 'delivered' OR closed > promised) AS is_late,
  bool_or(fault IS NOT NULL) AS is_faulty
FROM parcels WHERE shipped IS NOT NULL
GROUP BY n;

-- A mood from 0, delighted, to 99, furious; trouble adds to it.
CREATE MACRO stars(mood, fives, fours, threes, twos) AS
  CASE WHEN mood < fives THEN 5 WHEN mood < fours THEN 4 WHEN mood < threes THEN 3 WHEN mood < twos THEN 2 ELSE 1 END;

CREATE TABLE review_lines AS
WITH written AS (
  SELECT b.ln, b.line_no, o.order_id, o.channel, l.product_id, l.category,
    p.delivered + 7200 + tail(b.ln, 'time to review', 1700000) AS created,
    roll(b.ln, 'stars', 100) + fixed_roll(salt(l.product_id), 'liked', 7) - 3
      + CASE WHEN p.closed > p.promised THEN 22 ELSE 0 END + CASE WHEN p.fault IS NULL THEN 0 ELSE 45 END
      + CASE WHEN l.is_linen AND o.received >= getvariable('batch_since') THEN 25 ELSE 0 END AS mood
  FROM parcel_lines b
  JOIN parcels p ON p.pn = b.pn
  JOIN lines l ON l.ln = b.ln
  JOIN orders o ON o.n = b.n
  WHERE p.delivered IS NOT NULL AND NOT o.is_replacement AND NOT o.is_test AND roll(b.ln, 'reviewed', 100) < 15
)
SELECT 'V' || substr(order_id, 2) || '-' || line_no AS review_id,
  -- Some platforms do not tell which order a review is about.
  CASE WHEN roll(ln, 'unnamed', 100) >= 3 THEN order_id END AS order_id,
  product_id, category, channel, created, stars(mood, 73, 91, 96, 98) AS rating,
  -- Removed by the platform: bought praise, or abuse.
  roll(ln, 'removed', 1000) >= 15 AS is_valid
FROM written WHERE created < as_of();
