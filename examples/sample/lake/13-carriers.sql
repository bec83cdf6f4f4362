-- Who carries a parcel, what it is promised, what it costs, and how likely it is late.

-- Promised days, how many parcels in a thousand are late, and cents for the first item, on an ordinary route.
CREATE TABLE carriers(no, carrier_id, promise_days, late, cents) AS VALUES
  (0, 'SF', 2, 23, 1180), (1, 'JDL', 2, 33, 960), (2, 'YTO', 3, 43, 680), (3, 'ZTO', 3, 48, 700);
CREATE TABLE routes(no, region, more_days, late_percent, cents_percent) AS VALUES
  (0, 'CN-E', 0, 90, 95), (1, 'CN-S', 0, 95, 100), (2, 'CN-N', 0, 100, 100), (3, 'CN-C', 1, 105, 105),
  (4, 'CN-W', 2, 135, 140), (5, 'US', 7, 150, 720);

-- Story: YTO decays in the south, where it is strongest, over the last three months.
CREATE TABLE decay(carrier_id, region, ago, more_late) AS VALUES
  ('YTO', 'CN-S', 2, 25), ('YTO', 'CN-S', 1, 70), ('YTO', 'CN-S', 0, 320), ('YTO', 'CN-S', -1, 320);

-- Every carrier has better and worse months on a route; peaks and Chinese New Year are worse for all.
CREATE TABLE delays AS
SELECT c.carrier_id, r.region, d.day, promise_days + more_days AS promise, cents * cents_percent // 100 AS cents,
  late * late_percent * (80 + roll(d.m * 64 + c.no * 8 + r.no, 'month on a route', 41)) // 10000
    * (CASE WHEN peak > 150 OR feast BETWEEN -5 AND 6 THEN 180 ELSE 100 END) // 100 + coalesce(more_late, 0) AS late,
  at_local(m.next_first_day + 4, 36000) AS invoiced
FROM days d
JOIN months m ON m.m = d.m
CROSS JOIN carriers c
CROSS JOIN routes r
LEFT JOIN decay e ON e.carrier_id = c.carrier_id AND e.region = r.region AND e.ago = d.ago;

CREATE TABLE sent AS
SELECT p.*, min(shipped) OVER (PARTITION BY n) AS first_shipped,
  spin(CASE WHEN region = 'US' THEN ['SF', 'SF', 'YTO']
    WHEN channel = 'jd' THEN repeat(['JDL'], 62) || repeat(['SF'], 14) || repeat(['YTO'], 14) || repeat(['ZTO'], 10)
    WHEN region = 'CN-S' THEN repeat(['YTO'], 46) || repeat(['SF'], 20) || repeat(['ZTO'], 20) || repeat(['JDL'], 14)
    ELSE repeat(['YTO'], 33) || repeat(['SF'], 22) || repeat(['ZTO'], 30) || repeat(['JDL'], 15) END,
    pn, 'carrier') AS carrier_id
FROM packing p;
