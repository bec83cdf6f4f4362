-- Questions after a ticket (csat of who answered it), after a purchase (csat of who sold it) and about the shop (nps).
-- They go out on Mondays and Thursdays at ten; a third is answered.

CREATE TABLE questions AS
WITH events AS (
  SELECT 'T' AS source, 'csat' AS kind, tn AS key, order_id, no, channel, resolved AS done, manner
      + CASE WHEN is_complaint THEN 18 ELSE 0 END
      + CASE WHEN responded - created > 3600 THEN 9 ELSE 0 END AS trouble, 350 AS answers
  FROM tickets WHERE no IS NOT NULL AND resolved IS NOT NULL
  UNION ALL
  SELECT 'O', 'csat', n, order_id, CAST(substr(owner_id, 2) AS BIGINT), channel, j.delivered,
    fixed_roll(CAST(substr(owner_id, 2) AS BIGINT), 'manner', 13) - 6 + CASE WHEN is_late THEN 20 ELSE 0 END
      + CASE WHEN is_faulty THEN 35 ELSE 0 END, 310
  FROM journeys j JOIN orders o USING (n)
  WHERE owner_id IS NOT NULL AND delivered IS NOT NULL AND roll(n, 'asked about seller', 100) < 24
  UNION ALL
  SELECT 'S', 'nps', n, order_id, NULL, channel, j.delivered,
    CASE WHEN is_late THEN 24 ELSE 0 END + CASE WHEN is_faulty THEN 40 ELSE 0 END, 270
  FROM journeys j JOIN orders o USING (n)
  WHERE NOT is_replacement AND NOT is_test AND delivered IS NOT NULL AND roll(n, 'asked about shop', 100) < 22
), sent AS (
  SELECT *, at_local(local_day(done) + 1 + [0, 2, 1, 0, 3, 2, 1][1 + (local_day(done) + 4) % 7], 36000) AS sent,
    roll(key, source || ' mood', 100) + trouble AS mood
  FROM events
), returned AS (
  SELECT *, CASE WHEN roll(key, source || ' answers', 1000) < answers
    THEN known(sent + 600 + tail(key, source || ' time to answer', 500000)) END AS responded
  FROM sent WHERE sent < as_of()
)
SELECT source || CAST(key AS VARCHAR) AS response_id, kind, order_id, no, channel, sent, responded,
  CASE WHEN responded IS NULL THEN NULL WHEN kind = 'csat' THEN stars(mood, 56, 86, 94, 98)
    WHEN mood < 28 THEN 10 WHEN mood < 48 THEN 9 WHEN mood < 66 THEN 8 WHEN mood < 80 THEN 7
    ELSE greatest(0, 6 - (mood - 80) // 4) END AS score
FROM returned;
