-- Who worked on which local day. A packer's hours are those booked at the packing benches, planned from the day's load;
-- inbound and stock work is booked out, as parcels_per_hour demands.

CREATE TABLE attendance AS
WITH employed AS (
  SELECT s.*, d.day, d.date, d.ago, d.weekday, d.is_closed, d.day - m.first_day AS day_of_month,
    d.m * 200 + s.no AS month_key, s.no * 30000 + d.day AS day_key
  FROM staff s
  JOIN days d ON d.day >= s.hired_day AND (s.left_day IS NULL OR d.day <= s.left_day)
  JOIN months m ON m.m = d.m
), rostered AS (
  -- Two days off in seven: warehouses, service and sellers take turns, offices have the weekend.
  SELECT *, is_closed OR CASE WHEN role IN ('warehouse', 'service', 'sales')
      THEN (weekday + no * 3 + day // 7) % 7 < 2 ELSE weekday > 4 END AS is_off,
    CASE
      -- One packer is away for most of the last month, too long to be scored on it.
      WHEN no = 36 AND ago = 0 AND day_of_month >= 6 THEN 'parental_leave'
      WHEN roll(month_key, 'on holiday', 100) < 22
        AND day_of_month - roll(month_key, 'holiday begins', 24) BETWEEN 0 AND 4 THEN 'annual_leave'
      WHEN roll(day_key, 'sick', 1000) < 14 THEN 'sick_leave' END AS absence
  FROM employed
)
SELECT * FROM rostered WHERE NOT is_off;

-- In quarter hours: of 100 parcels 37 go through the east, 34 through the south, 29 through the north; 6.5 an hour.
CREATE TABLE bench_plan AS
SELECT day, desk, greatest(2, least(40, 1 + orders_wanted() * permille * share * 8 // (823 * 100000 * 13 * packers)))
    AS quarters
FROM (SELECT day, desk, count(*) AS packers FROM attendance WHERE role = 'warehouse' AND absence IS NULL GROUP BY ALL)
JOIN (VALUES ('W-EAST', 37), ('W-SOUTH', 34), ('W-NORTH', 29)) w(desk, share) USING (desk)
JOIN loads USING (day);

CREATE TABLE hours AS
SELECT CAST(a.date AS VARCHAR) AS dt, a.employee_id, absence,
  CASE WHEN absence IS NOT NULL THEN 0
    WHEN role = 'warehouse' THEN b.quarters + roll(day_key, 'quarter more', 2)
    ELSE fte_percent * 32 // 100 + roll(day_key, 'overtime', 4) - 1 END AS quarters
FROM attendance a LEFT JOIN bench_plan b ON b.day = a.day AND b.desk = a.desk
WHERE at_local(a.day + 1, 0) <= as_of();

CREATE TABLE rota AS
SELECT day, desk AS warehouse_id, flatten(list(repeat([no], draw_weight) ORDER BY no)) AS packers
FROM attendance WHERE role = 'warehouse' AND absence IS NULL
GROUP BY day, desk;
