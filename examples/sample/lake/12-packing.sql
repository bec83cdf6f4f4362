-- From the payment to the carrier's acceptance scan: parcels wait for the warehouse, are packed in its shifts and leave
-- with the next truck.

-- Story: five months ago the south went from one short shift and a long queue to two shifts and one truck more.
CREATE TABLE shifts(warehouse_id, since_ago, until_ago, opens, closes, queue_hours, trucks) AS VALUES
  ('W-EAST', 99, -9, 7, 23, 24, [45000, 66600, 82800]), ('W-NORTH', 99, -9, 8, 20, 27, [45000, 66600, 77400]),
  ('W-SOUTH', 99, 6, 9, 18, 40, [45000, 68400]), ('W-SOUTH', 5, -9, 7, 23, 22, [45000, 66600, 82800]);

CREATE TABLE packing AS
WITH parted AS (
  SELECT n, order_id, channel, region, is_abroad, received, cancelled, pieces, part, n * 4 + part AS pn,
    -- One order in eight with several goods lines goes in two parcels, from two warehouses.
    pieces > 1 AND roll(n, 'split', 8) = 0 AS is_split,
    spin(CASE WHEN region IN ('CN-E', 'US') THEN repeat(['W-EAST'], 8) || ['W-SOUTH', 'W-NORTH']
      WHEN region = 'CN-S' THEN repeat(['W-SOUTH'], 8) || ['W-EAST']
      WHEN region = 'CN-N' THEN repeat(['W-NORTH'], 8) || ['W-EAST']
      ELSE ['W-EAST', 'W-NORTH', 'W-NORTH', 'W-SOUTH', 'W-SOUTH'] END, n, 'warehouse') AS nearest
  FROM orders, (VALUES (1), (2)) p(part)
  WHERE received IS NOT NULL AND has_goods
), queued AS (
  SELECT p.* EXCLUDE (nearest), received + 240 + roll(pn, 'release', 1800) AS released,
    CASE WHEN part = 1 THEN nearest WHEN nearest = 'W-EAST' THEN 'W-SOUTH' ELSE 'W-EAST' END AS warehouse_id,
    CASE WHEN is_split THEN (pieces + 2 - part) // 2 ELSE pieces END AS lines,
    roll(pn, 'queue', 1000) AS patience, d.ago, d.peak,
    -- Goods out of stock hold three parcels in a hundred for a day to six.
    CASE WHEN roll(pn, 'out of stock', 1000) < 30 THEN 86400 + tail(pn, 'restocked', 432000) ELSE 0 END AS held
  FROM parted p JOIN days d ON d.day = local_day(received)
  WHERE part = 1 OR is_split
), reached AS (
  SELECT q.*, s.opens, s.closes, s.trucks,
    released + held + 1800 + s.queue_hours * 3600 * patience // 1000
      + (CASE WHEN peak > 150 THEN (peak - 100) * 216 * patience // 1000 ELSE 0 END) AS turn
  FROM queued q
  JOIN shifts s ON s.warehouse_id = q.warehouse_id AND q.ago BETWEEN s.until_ago AND s.since_ago
), staffed AS (
  -- A turn that comes outside the shift waits for the next opening, over Chinese New Year for the reopening.
  SELECT r.*, CASE WHEN d.is_closed OR local_second(turn) < opens * 3600 THEN at_local(d.open_day, opens * 3600)
        + roll(pn, 'after opening', 5400)
      WHEN local_second(turn) >= closes * 3600 THEN at_local(e.open_day, opens * 3600) + roll(pn, 'after opening', 5400)
      ELSE turn END AS assigned
  FROM reached r JOIN days d ON d.day = local_day(turn) JOIN days e ON e.day = local_day(turn) + 1
), packed AS (
  SELECT s.*, f.employee_id AS packer_id,
    s.assigned + (150 + 55 * lines + tail(pn, 'packing', 900)) * coalesce(f.pace, 100) // 100 AS packed
  FROM (SELECT s.*, spin(r.packers, pn, 'packer') AS packer_no
        FROM staffed s LEFT JOIN rota r ON r.day = local_day(assigned) AND r.warehouse_id = s.warehouse_id) s
  LEFT JOIN staff f ON f.no = s.packer_no
)
SELECT * EXCLUDE (opens, closes, trucks, turn, patience, held, peak),
  at_local(local_day(packed), coalesce(
    list_min(list_filter(trucks, lambda truck: truck >= local_second(packed))), 86400 + trucks[1]))
    + roll(pn, 'loading', 1500) AS shipped
FROM packed;
