-- The local days of 27 months and two beyond, so that work begun before the as-of instant finds its calendar; months
-- go on for the plan of the year.
-- `ago` counts months back from the last one: the planted stories are told in it and so move with `until`.

CREATE TABLE months AS
SELECT m, 26 - m AS ago, strftime(first, '%Y-%m') AS month, month(first) AS month_of_year, year(first) AS year,
  day_number(first) AS first_day, day_number(CAST(first + INTERVAL 1 MONTH AS DATE)) AS next_first_day
FROM (
  SELECT m, CAST(CAST(getvariable('until') || '-01' AS DATE) + to_months(CAST(m - 26 AS INTEGER)) AS DATE) AS first
  FROM range(0, 39) r(m)
);

CREATE TABLE new_years(first) AS VALUES
  (DATE '2018-02-16'), (DATE '2019-02-05'), (DATE '2020-01-25'), (DATE '2021-02-12'), (DATE '2022-02-01'),
  (DATE '2023-01-22'), (DATE '2024-02-10'), (DATE '2025-01-29'), (DATE '2026-02-17'), (DATE '2027-02-06'),
  (DATE '2028-01-26'), (DATE '2029-02-13'), (DATE '2030-02-03'), (DATE '2031-01-23'), (DATE '2032-02-11'),
  (DATE '2033-01-31'), (DATE '2034-02-19'), (DATE '2035-02-08');

-- Percent of an ordinary day.
CREATE TABLE peaks(month_day, percent) AS VALUES
  ('03-08', 135), ('05-20', 120), ('06-01', 140), ('06-16', 140), ('06-17', 160), ('06-18', 320), ('06-19', 120),
  ('08-18', 125), ('09-09', 120), ('11-01', 140), ('11-09', 130), ('11-10', 190), ('11-11', 470), ('11-12', 130),
  ('12-11', 125), ('12-12', 220);

-- `feast` is the day counted from Chinese New Year; warehouses and offices are closed from the eve to the third day.
CREATE TABLE days AS
SELECT m.m, m.ago, m.month, m.month_of_year, d.day, DATE '1970-01-01' + CAST(d.day AS INTEGER) AS date,
  (d.day + 3) % 7 AS weekday, coalesce(p.percent, 100) AS peak, d.day - day_number(y.first) AS feast,
  coalesce(d.day - day_number(y.first) BETWEEN -1 AND 2, false) AS is_closed,
  CASE WHEN d.day - day_number(y.first) BETWEEN -1 AND 2 THEN day_number(y.first) + 3 ELSE d.day END AS open_day
FROM months m
JOIN range(15000, 25000) d(day) ON d.day >= m.first_day AND d.day < m.next_first_day
LEFT JOIN peaks p ON p.month_day = strftime(DATE '1970-01-01' + CAST(d.day AS INTEGER), '%m-%d')
LEFT JOIN new_years y ON d.day - day_number(y.first) BETWEEN -30 AND 15
WHERE m.m <= 28;

-- CNY for one USD, in ten-thousandths: a slow walk around 7.12.
CREATE TABLE rates AS
SELECT day, 71200 + CAST(sum(step) OVER (ORDER BY day ROWS 89 PRECEDING) AS BIGINT) AS usd
FROM (SELECT day, roll(day, 'exchange rate', 241) - 120 AS step FROM days);
