-- What became of each parcel after the acceptance scan, and what the carrier asked for it.

CREATE TABLE parcels AS
WITH carried AS (
  SELECT s.*, local_day(shipped) AS ship_day, promise, late, invoiced,
    cents + 140 * (lines - 1) + roll(pn, 'weight', 220) AS cents, roll(pn, 'outcome', 10000) AS outcome,
    -- Cancelled too late to stop the parcel: the customer refuses it at the door.
    coalesce(cancelled >= first_shipped, false) AS is_refused, coalesce(cancelled < first_shipped, false) AS is_stopped
  FROM sent s
  JOIN delays d ON d.day = local_day(shipped) AND d.carrier_id = s.carrier_id AND d.region = s.region
), judged AS (
  SELECT *, CASE WHEN is_refused OR outcome < 22 THEN 'returned_to_sender' WHEN outcome < 33 THEN 'lost'
      ELSE 'delivered' END AS fate,
    CASE WHEN outcome < 6 THEN 'wrong_address' WHEN outcome < 22 OR is_refused THEN NULL WHEN outcome < 33 THEN 'lost'
      WHEN outcome < 46 THEN 'wrong_item' WHEN outcome < 56 THEN 'missing_item' WHEN outcome < 68 THEN 'damaged'
      WHEN outcome < 73 THEN 'wrong_address' END AS fault,
    -- A promise is for a whole local day; most parcels come on it or a day or two before.
    CASE WHEN roll(pn, 'late', 1000) < late THEN promise + 1 + tail(pn, 'days late', 5)
      ELSE greatest(1, promise - spin([0, 0, 0, 0, 1, 1, 1, 1, 2, 2], pn, 'days early')) END AS days
  FROM carried
), closed AS (
  SELECT *, at_local(ship_day + promise + 1, 0) - 1 AS promised,
    CASE fate WHEN 'delivered' THEN at_local(ship_day + days, 32400 + roll(pn, 'hour', 39600))
      WHEN 'lost' THEN at_local(ship_day + promise + 7 + roll(pn, 'days searched', 6), 36000 + roll(pn, 'hour', 28800))
      ELSE at_local(ship_day + promise + 6 + roll(pn, 'days back', 7), 36000 + roll(pn, 'hour', 28800)) END AS closed
  FROM judged
)
SELECT n, pn, part, order_id, carrier_id, warehouse_id, packer_id, released, is_split, is_stopped, cancelled,
  fate, fault, promised, CASE WHEN is_stopped THEN NULL ELSE closed END AS closed,
  -- A parcel stopped by a cancellation keeps what was done until then.
  CASE WHEN is_stopped AND assigned >= cancelled THEN NULL ELSE assigned END AS assigned,
  CASE WHEN is_stopped AND packed >= cancelled THEN NULL ELSE packed END AS packed,
  CASE WHEN is_stopped THEN NULL ELSE shipped END AS shipped,
  CASE WHEN fate = 'delivered' AND NOT is_stopped THEN closed END AS delivered,
  -- A damaged or wrong parcel is reported some days after it came.
  CASE WHEN NOT is_stopped THEN closed
    + CASE WHEN fate = 'delivered' THEN 3600 + roll(pn, 'hours to report', 216) * 3600 ELSE 0 END END AS reported,
  cents * 100 AS tariff, 22000 + 6000 * lines AS handling,
  -- The invoice of the 5th of the next month corrects one parcel in seven.
  CASE WHEN roll(pn, 'invoice differs', 7) = 0 THEN invoiced END AS invoiced,
  cents * 100 + (roll(pn, 'invoice', 400) - 150) * 100 AS invoice,
  'S' || substr(order_id, 2) || CASE part WHEN 1 THEN 'A' ELSE 'B' END AS shipment_id
FROM closed
WHERE released < as_of() AND (cancelled IS NULL OR released < cancelled);

CREATE TABLE parcel_lines AS
SELECT p.n, p.pn, l.ln, shipment_id, p.order_id, l.line_no, l.quantity, l.cost, p.released
FROM parcels p JOIN lines l ON l.n = p.n
WHERE NOT l.is_vas AND (NOT p.is_split OR l.line_no % 2 = p.part % 2);
