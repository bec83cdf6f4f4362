-- Stock looked at closer: what has lain how long at each month's end, and what the counters find.

-- First in, first out: what is left came by the newest deliveries. What lay there in the beginning has its own age.
CREATE TABLE lots AS
WITH arrivals AS (
  SELECT place, no, cycle, arrived,
    CASE WHEN cycle = 0 THEN day - 10 - fixed_roll(no * 4 + place, 'age at first', 60) ELSE day END AS day
  FROM deliveries WHERE arrived > 0
), laid AS (
  SELECT s.day, s.place, s.warehouse_id, s.product_id, s.category, s.owner_id, s.cost, s.on_hand, a.day AS received_day,
    a.arrived, coalesce(sum(a.arrived) OVER (PARTITION BY s.day, s.place, s.no ORDER BY a.cycle DESC
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS newer
  FROM stock s
  JOIN months m ON m.next_first_day = s.day + 1
  JOIN arrivals a ON a.place = s.place AND a.no = s.no AND a.day <= s.day
  WHERE s.on_hand > 0
)
SELECT day, warehouse_id, product_id, category, owner_id, received_day, cost,
  CAST(least(arrived, on_hand - newer) AS BIGINT) AS quantity
FROM laid WHERE on_hand > newer;

-- Story: the north counts less and less right over the last four months. Permille of counts that differ; so many of a
-- month do, whichever they are, because chance alone would hide the story in so few counts.
CREATE TABLE counting(place, ago, wrong) AS VALUES
  (3, 3, 38), (3, 2, 55), (3, 1, 76), (3, 0, 100), (3, -1, 100);

-- Six days a month each warehouse counts a quarter of its shelves. For two counts in three a storekeeper answers, for
-- the third the merchandiser of the product; neither counts what they answer for.
CREATE TABLE counts AS
WITH counters AS (
  SELECT day, desk AS warehouse_id, list(no ORDER BY no) AS people
  FROM attendance WHERE role = 'warehouse' AND absence IS NULL GROUP BY day, desk
), due AS (
  SELECT s.*, s.day * 512 + s.place * 128 + s.no AS key, c.people,
    coalesce(w.wrong, 12 + roll(d.m * 4 + s.place, 'miscounted', 20)) AS wrong
  FROM stock s
  JOIN days d ON d.day = s.day
  JOIN months m ON m.m = d.m
  JOIN counters c ON c.day = s.day AND c.warehouse_id = s.warehouse_id
  LEFT JOIN counting w ON w.place = s.place AND w.ago = d.ago
  WHERE s.day - m.first_day IN (3, 8, 13, 18, 23, 27) AND NOT d.is_closed AND s.is_listed
    AND (s.no + (s.day - m.first_day) + m.m) % 4 = 0
), manned AS (
  SELECT *, 1 + roll(key, 'storekeeper', len(people)) AS keeper,
    1000 * row_number() OVER (month ORDER BY roll(key, 'count', 1000000000), key) <= wrong * count(*) OVER month
      AS is_wrong,
    1 + tail(key, 'pieces off', 6) AS pieces, roll(key, 'too few', 3) > 0 AS is_short
  FROM due WINDOW month AS (PARTITION BY m, place)
)
SELECT 'N' || lpad(CAST(key % 100000000 AS VARCHAR), 8, '0') AS count_id, warehouse_id, product_id, category, cost,
  CASE WHEN roll(key, 'who answers', 3) = 0 THEN owner_id
    ELSE person(people[keeper]) END AS owner_id,
  CASE WHEN len(people) > 1 THEN person(people[1 + keeper % len(people)]) END AS counter_id,
  at_local(day, 34200 + roll(key, 'time of count', 27000)) AS counted, on_hand AS system_qty,
  CASE WHEN NOT is_wrong THEN on_hand WHEN is_short AND on_hand >= pieces THEN on_hand - pieces
    ELSE on_hand + pieces END AS counted_qty
FROM manned;
