-- Goods sent back: how many, why, and how it ended. Requests come 2 to 40 days after delivery, most of them early.

CREATE TABLE return_habits(category, permille, reasons) AS VALUES
  ('apparel', 98, ['size', 'size', 'size', 'changed_mind', 'changed_mind', 'not_as_described', 'quality']),
  ('home', 46, ['changed_mind', 'changed_mind', 'quality', 'damaged', 'not_as_described']),
  ('electronics', 54, ['changed_mind', 'quality', 'quality', 'not_as_described']),
  ('beauty', 30, ['changed_mind', 'quality', 'not_as_described', 'damaged']),
  ('sports', 60, ['size', 'changed_mind', 'changed_mind', 'quality']),
  ('food', 12, ['quality', 'damaged', 'changed_mind']);

-- Story: the linen batch sold since the middle of the third last month does not look like its pictures.
SET VARIABLE batch_since = (SELECT at_local(first_day - 14, 0) FROM months WHERE ago = 1);

CREATE TABLE claims AS
WITH sold AS (
  SELECT b.ln, b.line_no, b.order_id, o.received, l.category, l.quantity, l.net, p.delivered, p.closed, p.fate, p.fault,
    is_linen AND o.received >= getvariable('batch_since') AS is_bad_batch, roll(b.ln, 'sent back', 1000) AS chance
  FROM parcel_lines b
  JOIN parcels p ON p.pn = b.pn
  JOIN lines l ON l.ln = b.ln
  JOIN orders o ON o.n = b.n
  WHERE p.shipped IS NOT NULL AND NOT o.is_replacement
), judged AS (
  SELECT s.*, CASE WHEN fate <> 'delivered' THEN 'refund_only'
      WHEN fault IN ('wrong_item', 'damaged') AND chance < 600 THEN 'return'
      WHEN chance < permille + CASE WHEN is_bad_batch THEN 230 ELSE 0 END THEN 'return'
      WHEN chance >= 995 THEN 'refund_only' END AS claim,
    CASE WHEN fate <> 'delivered' THEN 'not_delivered' WHEN fault IN ('wrong_item', 'damaged') THEN fault
      WHEN is_bad_batch AND chance >= permille // 2 THEN 'not_as_described'
      WHEN chance >= 995 THEN 'quality'
      WHEN roll(ln, 'no reason given', 25) > 0 THEN spin(reasons, ln, 'reason') END AS reason
  FROM sold s JOIN return_habits USING (category)
), requested AS (
  SELECT *, closed + 172800 + tail(ln, 'days to return', 38) * 86400 + roll(ln, 'hour of request', 86400) AS requested,
    CASE WHEN claim = 'refund_only' THEN 0 WHEN roll(ln, 'all of it', 10) < 6 THEN quantity
      ELSE 1 + roll(ln, 'some of it', quantity) END AS back
  FROM judged WHERE claim IS NOT NULL
)
SELECT 'R' || substr(order_id, 2) || '-' || line_no AS return_id, order_id, line_no, 'return' AS kind, reason,
  requested, back, ln, net * back // quantity AS goods,
  CASE WHEN fate <> 'delivered' THEN net WHEN back = 0 THEN net * (10 + roll(ln, 'part refunded', 31)) // 100
    ELSE net * back // quantity END AS refund,
  CASE WHEN claim = 'refund_only' OR roll(ln, 'how it ended', 100) < 92 THEN 'completed'
    WHEN roll(ln, 'how it ended', 100) < 96 THEN 'rejected' ELSE 'withdrawn' END AS ending
FROM requested
UNION ALL
-- An exchange is asked for shortly before its replacement goes out; a parcel that had not come by then was sent anew.
SELECT 'R' || substr(a.order_id, 2) || '-X', a.order_id, 1, 'exchange',
  CASE WHEN l.category IN ('apparel', 'sports') AND roll(l.ln, 'why exchanged', 10) < 7 THEN 'size'
    ELSE 'quality' END,
  r.created - 14400 - roll(l.ln, 'hour of exchange', 86400), 1, l.ln, l.net // l.quantity, 0, 'completed'
FROM orders r
JOIN lines l ON l.n = r.origin AND l.line_no = 1
JOIN orders a ON a.n = r.origin
JOIN parcels p ON p.n = r.origin AND p.part = 1 AND p.delivered < r.created - 108000
WHERE r.is_replacement;

CREATE TABLE return_lines AS
SELECT *, requested + 14400 + roll(ln, 'hours to decide', 44) * 3600 AS decided,
  requested + 259200 + roll(ln, 'days to complete', 7) * 86400 + roll(ln, 'hour of refund', 30000) AS completed
FROM claims WHERE requested < as_of();
