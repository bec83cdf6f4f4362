-- What was bought: goods first, then services of the order. Amounts are in ten-thousandths of the order's currency.

CREATE TABLE goods_lines AS
WITH picked AS (
  SELECT o.n, o.order_id, o.m, o.peak, o.is_abroad, o.off, line_no, o.n * 8 + line_no AS ln,
    spin(repeat(['apparel'], 32) || repeat(['home'], 18) || repeat(['electronics'], 9) || repeat(['beauty'], 17)
      || repeat(['sports'], 11) || repeat(['food'], 13), o.n * 8 + line_no, 'category') AS category
  FROM orders o, unnest(range(1, o.pieces + 1)) l(line_no)
  WHERE NOT o.is_replacement AND o.has_goods
), priced AS (
  SELECT k.* EXCLUDE (off), spin(s.slots, ln, 'product') AS no,
    spin([1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3], ln, 'quantity') AS quantity,
    -- Permille off the list price: a coupon, more in a campaign and at the peaks.
    spin([0, 0, 0, 0, 0, 50, 50, 80, 100, 150], n, 'coupon') + k.off + CASE WHEN peak >= 190 THEN 70 ELSE 0 END AS off
  FROM picked k JOIN shelves s ON s.m = k.m AND s.category = k.category
)
SELECT n, order_id, ln, line_no, product_id, d.category, owner_id, is_linen, quantity, cost,
  (CASE WHEN is_abroad THEN p.price_cents * 10 // 68 ELSE p.price_cents END) * quantity * (1000 - off) // 10 AS net,
  (CASE WHEN is_abroad THEN p.price_cents * 10 // 68 ELSE p.price_cents END) * quantity * 100 AS gross
FROM priced d JOIN prices p ON p.no = d.no AND p.m = d.m JOIN products t ON t.no = d.no;

-- Gift wrap is free for a third of those who take it; warranties and installation go with large goods.
CREATE TABLE service_lines AS
WITH firsts AS (
  SELECT o.n, o.order_id, o.pieces, o.is_abroad, g.category, g.gross, NOT has_goods AS alone,
    -- Some sellers sell more of them than others.
    coalesce(60 + 20 * (CAST(substr(o.owner_id, 2) AS BIGINT) % 4), 90) AS talent
  FROM orders o LEFT JOIN goods_lines g ON g.n = o.n AND g.line_no = 1
  WHERE NOT o.is_replacement
), taken AS (
  SELECT *, 1 AS service, CASE WHEN roll(n, 'free wrap', 3) = 0 THEN 0 ELSE 120000 END AS yuan FROM firsts
  WHERE NOT alone AND roll(n, 'gift wrap', 1000) < talent
  UNION ALL
  SELECT *, 2, 1580000 FROM firsts
  WHERE category IN ('home', 'electronics') AND NOT is_abroad AND roll(n, 'installation', 1000) < talent
  UNION ALL
  SELECT *, 3, CASE WHEN alone THEN 490000 ELSE 190000 + gross // 100 * 5 END FROM firsts
  WHERE alone OR category = 'electronics' AND roll(n, 'warranty', 1000) < talent * 3
)
SELECT t.n, order_id, (CASE WHEN alone THEN 0 ELSE pieces END)
    + row_number() OVER (PARTITION BY t.n ORDER BY service) AS line_no, v.product_id, v.owner_id, v.cost,
  CASE WHEN is_abroad THEN yuan // 7 ELSE yuan END AS net
FROM taken t JOIN services v ON v.product_id = 'V0' || CAST(service AS VARCHAR);

CREATE TABLE lines AS
SELECT n, order_id, ln, line_no, product_id, category, owner_id, is_linen, quantity, cost, net, gross, false AS is_vas
FROM goods_lines
UNION ALL
SELECT n, order_id, n * 8 + line_no, line_no, product_id, 'service', owner_id, false, 1, cost, net, net, true
FROM service_lines
UNION ALL
SELECT o.n, o.order_id, o.n * 8 + 1, 1, product_id, category, g.owner_id, is_linen, 1, cost, 0, 0, false
FROM orders o JOIN goods_lines g ON g.n = o.origin AND g.line_no = 1;
