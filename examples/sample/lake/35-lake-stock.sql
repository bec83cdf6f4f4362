-- Stock as the warehouse system writes it, with a handful of rows that it got wrong: less than nothing on hand.

CREATE VIEW lake.inventory_daily AS
SELECT local_date(day) AS dt, warehouse_id, product_id, category, owner_id AS owner_employee_id,
  CAST(CASE WHEN roll(day * 512 + place * 128 + no, 'booked twice', 50000) = 0 THEN -1 - on_hand // 4 ELSE on_hand END
    AS BIGINT) AS on_hand_qty,
  reserved AS reserved_qty, money(cost) AS unit_cost_base, is_listed
FROM stock;

CREATE VIEW lake.inventory_lots AS
SELECT local_date(day) AS dt, warehouse_id, product_id, category, owner_id AS owner_employee_id,
  DATE '1970-01-01' + CAST(received_day AS INTEGER) AS received_on, quantity, money(cost) AS unit_cost_base
FROM lots;

CREATE VIEW lake.inventory_counts AS
SELECT count_id, warehouse_id, product_id, category, owner_id AS owner_employee_id,
  counter_id AS counted_by_employee_id, instant(counted) AS counted_at, CAST(system_qty AS BIGINT) AS system_qty,
  CAST(counted_qty AS BIGINT) AS counted_qty, money(cost) AS unit_cost_base, utc_date(counted) AS dt
FROM counts WHERE counted < as_of();
