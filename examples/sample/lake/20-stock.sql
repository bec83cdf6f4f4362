-- What lies in each warehouse at the end of each local day: it falls by what the parcels took and rises every four
-- weeks by a delivery up to a level that follows the last eight weeks. Stock-outs come by themselves: from lean levels,
-- from demand that outruns the buyer, and from suppliers who skip a delivery.

CREATE TABLE picked AS
WITH moves AS (
  SELECT p.warehouse_id, l.product_id, b.quantity, local_day(p.released) AS asked,
    CASE WHEN p.shipped < as_of() THEN local_day(p.shipped) END AS gone
  FROM parcel_lines b JOIN parcels p ON p.pn = b.pn JOIN lines l ON l.ln = b.ln
  WHERE NOT p.is_stopped
)
SELECT day, warehouse_id, product_id, CAST(sum(gone) AS BIGINT) AS gone, CAST(sum(asked) AS BIGINT) AS asked
FROM (
  SELECT gone AS day, warehouse_id, product_id, quantity AS gone, 0 AS asked FROM moves WHERE gone IS NOT NULL
  UNION ALL
  SELECT asked, warehouse_id, product_id, 0, quantity FROM moves
)
GROUP BY day, warehouse_id, product_id;

-- `cycle` counts a product's deliveries; those of different products come on different days.
CREATE TABLE shelf_days AS
SELECT d.day, d.m, w.place, w.warehouse_id, p.no, p.product_id,
  (d.day - s.first_day + fixed_roll(p.no, 'delivery day', 28)) // 28 AS cycle,
  coalesce(k.gone, 0) AS gone,
  CAST(sum(coalesce(k.asked, 0) - coalesce(k.gone, 0))
    OVER (PARTITION BY w.place, p.no ORDER BY d.day) AS BIGINT) AS reserved
FROM days d
CROSS JOIN (VALUES (1, 'W-EAST'), (2, 'W-SOUTH'), (3, 'W-NORTH')) w(place, warehouse_id)
CROSS JOIN products p
CROSS JOIN (SELECT min(day) AS first_day FROM days) s
LEFT JOIN picked k ON k.day = d.day AND k.warehouse_id = w.warehouse_id AND k.product_id = p.product_id
WHERE at_local(d.day + 1, 0) <= as_of();

CREATE TABLE supply AS
WITH used AS (
  SELECT place, warehouse_id, no, cycle, min(day) AS day, min(m) AS m, CAST(sum(gone) AS BIGINT) AS used
  FROM shelf_days GROUP BY place, warehouse_id, no, cycle
), before AS (
  SELECT u.*, p.first_m, p.last_m, fixed_roll(u.no, 'how lean', 100) AS lean,
    lag(used) OVER earlier AS used_1, lag(used, 2) OVER earlier AS used_2
  FROM used u JOIN products p USING (no)
  WINDOW earlier AS (PARTITION BY place, no ORDER BY cycle)
)
SELECT place, warehouse_id, no, cycle, day, used, m > last_m AS is_dropped,
  CASE WHEN m < first_m OR m > last_m OR (cycle > 1 AND m > first_m AND roll(no * 64 + cycle, 'supplier', 1000) < 130)
    THEN 0
    -- The first deliveries of a product are a guess, a good one here.
    ELSE (CASE WHEN cycle < 2 OR m <= first_m + 1 THEN greatest(used, coalesce(used_1, 0))
        ELSE (used_1 + used_2 + 1) // 2 END)
      * (CASE WHEN lean < 40 THEN 135 + lean WHEN lean < 84 THEN 190 + 2 * (lean - 40) ELSE 380 + 8 * (lean - 84) END)
      // 100 + 1 + orders_wanted() // 50000 END AS wanted
FROM before;

CREATE TABLE deliveries AS
WITH RECURSIVE chain AS (
  SELECT place, warehouse_id, no, cycle, day, used, wanted AS opening, wanted AS arrived FROM supply WHERE cycle = 0
  UNION ALL
  -- What is no longer listed is sold off by and by.
  SELECT s.place, s.warehouse_id, s.no, s.cycle, s.day, s.used,
    CASE WHEN s.is_dropped THEN greatest(0, c.opening - c.used) * 6 // 10
      ELSE greatest(s.wanted, c.opening - c.used, 0) END,
    greatest(0, s.wanted - greatest(0, c.opening - c.used))
  FROM chain c JOIN supply s ON s.place = c.place AND s.no = c.no AND s.cycle = c.cycle + 1
)
SELECT * FROM chain;

CREATE TABLE stock AS
WITH taken AS (
  SELECT *, CAST(sum(gone) OVER (PARTITION BY place, no, cycle ORDER BY day) AS BIGINT) AS used_so_far FROM shelf_days
)
SELECT t.day, t.m, t.place, t.warehouse_id, t.no, t.product_id, t.reserved, c.cost, p.category, p.owner_id,
  t.m <= p.last_m AS is_listed, greatest(0, d.opening - t.used_so_far) AS on_hand
FROM taken t
JOIN deliveries d USING (place, no, cycle)
JOIN products p ON p.no = t.no
JOIN prices c ON c.no = t.no AND c.m = t.m
WHERE t.m >= p.first_m AND (t.m <= p.last_m OR d.opening > t.used_so_far);
