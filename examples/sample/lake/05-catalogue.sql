-- Six categories, 120 products and three services; the same for every seed. Prices have a long tail.

CREATE TABLE categories(category, first_no, products, floor_yuan, span_yuan, cost_percent) AS VALUES
  ('apparel', 1, 30, 39, 270, 52), ('home', 31, 20, 22, 290, 58), ('electronics', 51, 20, 59, 900, 72),
  ('beauty', 71, 20, 29, 240, 48), ('sports', 91, 15, 35, 310, 57), ('food', 106, 15, 15, 110, 66);

-- Two merchandisers share apparel, one has both beauty and food. P014–P019 are the linen group: best sellers, and the
-- ones whose new batch is sent back (15-returns.sql). Some products are launched or dropped on the way.
CREATE TABLE products AS
SELECT no, 'P' || lpad(CAST(no AS VARCHAR), 3, '0') AS product_id, category, cost_percent,
  CASE WHEN no <= 12 THEN 'E061' WHEN no <= 30 THEN 'E062' WHEN no <= 50 THEN 'E063' WHEN no <= 70 THEN 'E064'
    WHEN no BETWEEN 91 AND 105 THEN 'E066' ELSE 'E065' END AS owner_id,
  no BETWEEN 14 AND 19 AS is_linen,
  CASE WHEN no BETWEEN 14 AND 19 THEN 7900 + 1500 * (no - 14)
    ELSE floor_yuan * 100 - 10 + (span_yuan * fixed_roll(no, 'price', 1000) * fixed_roll(no, 'price', 1000)
      * fixed_roll(no, 'price', 1000) // 1000000000) * 100 END AS price_cents,
  CASE WHEN no BETWEEN 14 AND 19 THEN 110 ELSE 20 + fixed_roll(no, 'popularity', 80) END AS popularity,
  CASE WHEN no % 9 = 4 AND no NOT BETWEEN 14 AND 19 THEN 5 + fixed_roll(no, 'launch', 18) ELSE 0 END AS first_m,
  CASE WHEN no % 13 = 7 AND no NOT BETWEEN 14 AND 19 THEN 8 + fixed_roll(no, 'drop', 16) ELSE 99 END AS last_m
FROM categories JOIN range(1, 121) n(no) ON no >= first_no AND no < first_no + products;

-- List prices go up by two percent each January, to the next ten cents; costs follow.
CREATE TABLE prices AS
SELECT p.no, m.m, (price_cents * (100 + 2 * (m.year - (SELECT min(year) FROM months))) // 1000) * 10 AS price_cents,
  price_cents * cost_percent * (100 + 2 * (m.year - (SELECT min(year) FROM months))) // 100 AS cost
FROM products p CROSS JOIN months m;

CREATE TABLE shelves AS
SELECT m, category, flatten(list(repeat([no], popularity) ORDER BY no)) AS slots
FROM products JOIN months ON m BETWEEN first_m AND last_m
GROUP BY m, category;

CREATE TABLE services(product_id, owner_id, name, cost) AS VALUES
  ('V01', 'E065', 'gift wrap', 40000), ('V02', 'E063', 'installation', 900000), ('V03', 'E064', 'warranty', 150000);
