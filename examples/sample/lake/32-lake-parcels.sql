-- Parcels and returns as the loader writes them: versions 1 created, 2 shipped, 3 closed, and one more each for a fault
-- report and for a differing invoice. What happens from the as-of instant on is null.

CREATE VIEW lake.shipments AS
WITH seen AS (
  SELECT *, known(shipped) AS shipped_by_now, known(closed) AS closed_by_now,
    CASE WHEN reported < as_of() THEN fault END AS fault_by_now,
    CASE WHEN invoiced < as_of() AND shipped IS NOT NULL THEN invoice ELSE tariff END AS cost_by_now
  FROM parcels
), versioned AS (
  SELECT *, 1 + CAST(shipped_by_now IS NOT NULL AS BIGINT) + CAST(closed_by_now IS NOT NULL AS BIGINT)
      + CAST(fate = 'delivered' AND fault_by_now IS NOT NULL AS BIGINT)
      + CAST(cost_by_now <> tariff AS BIGINT) AS newest,
    roll(pn, 'version kept', 100) AS kept
  FROM seen
), states AS (
  SELECT *, newest AS row_version FROM versioned
  UNION ALL
  SELECT * REPLACE (NULL AS assigned, NULL AS packed, NULL AS packer_id, NULL AS shipped_by_now, NULL AS closed_by_now,
    NULL AS fault_by_now, tariff AS cost_by_now), 1
  FROM versioned WHERE newest > 1 AND kept < 6
  UNION ALL
  SELECT * REPLACE (NULL AS closed_by_now, NULL AS fault_by_now, tariff AS cost_by_now), 2
  FROM versioned WHERE newest > 2 AND kept BETWEEN 6 AND 12
)
SELECT shipment_id, order_id, warehouse_id, carrier_id,
  CASE WHEN packed < as_of() THEN packer_id END AS packed_by_employee_id,
  instant(released) AS created_at, instant(known(assigned)) AS assigned_at, instant(known(packed)) AS packed_at,
  instant(shipped_by_now) AS shipped_at, CASE WHEN shipped_by_now IS NOT NULL THEN instant(promised) END AS promised_at,
  CASE WHEN fate = 'delivered' THEN instant(closed_by_now) END AS delivered_at, instant(closed_by_now) AS closed_at,
  CASE WHEN closed_by_now IS NOT NULL THEN fate WHEN shipped_by_now IS NOT NULL THEN 'in_transit'
    ELSE 'created' END AS status,
  fault_by_now AS fault_code,
  money(CASE WHEN shipped_by_now IS NULL THEN 0 ELSE cost_by_now END) AS ship_cost_base,
  money(CASE WHEN known(packed) IS NULL THEN 0 ELSE handling END) AS handling_cost_base,
  CAST(row_version AS BIGINT) AS row_version, utc_date(released) AS dt
FROM states;

CREATE VIEW lake.shipment_lines AS
SELECT shipment_id, order_id, CAST(line_no AS INTEGER) AS line_no, CAST(quantity AS BIGINT) AS quantity,
  money(cost) AS unit_cost_base, utc_date(released) AS dt
FROM parcel_lines;

CREATE VIEW lake.returns AS
WITH seen AS (
  SELECT *, decided < as_of() AS is_decided, ending = 'completed' AND completed < as_of() AS is_completed
  FROM return_lines
), states AS (
  SELECT *, CAST(1 + CAST(is_decided AS BIGINT) + CAST(is_completed AS BIGINT) AS BIGINT) AS row_version FROM seen
  UNION ALL
  SELECT * REPLACE (false AS is_decided, false AS is_completed), 1 FROM seen
  WHERE is_decided AND roll(ln, 'version kept', 10) = 0
)
SELECT return_id, order_id, CAST(line_no AS INTEGER) AS line_no, kind,
  CASE WHEN is_completed THEN 'completed' WHEN NOT is_decided THEN 'requested' WHEN ending = 'completed' THEN 'approved'
    ELSE ending END AS status,
  reason AS reason_code, instant(requested) AS requested_at,
  CASE WHEN is_completed THEN instant(completed) END AS completed_at,
  CAST(back AS BIGINT) AS quantity, money(goods) AS goods_amount,
  money(CASE WHEN is_completed THEN refund ELSE 0 END) AS refund_amount, row_version, utc_date(requested) AS dt
FROM states;
