-- What customers write to service: about late parcels, faults, returns, orders, invoices, and before they buy.

CREATE TABLE asked AS
-- `anger` is the percent of complaints; `tn` names a ticket and is the number that its chance is drawn by.
WITH sources AS (
  SELECT p.n * 8 AS tn, p.n, 'delivery' AS category, p.promised + roll(p.n, 'patience', 43200) AS created, 25 AS anger
  FROM parcels p
  WHERE p.part = 1 AND p.shipped IS NOT NULL AND (p.fate <> 'delivered' OR p.closed > p.promised + 43200)
    AND roll(p.n, 'asks where', 100) < 50
  UNION ALL
  SELECT n * 8 + 1, n, 'product', min(reported) - 1800, 45 FROM parcels
  WHERE fault IS NOT NULL AND fate = 'delivered' AND roll(n, 'reports fault', 100) < 85
  GROUP BY n
  UNION ALL
  SELECT 2147483648 + ln, ln // 8, 'return', requested - 600 - roll(ln, 'asks before', 40000),
    CASE WHEN reason = 'not_as_described' THEN 18 ELSE 7 END
  FROM return_lines WHERE kind = 'return' AND roll(ln, 'asks about return', 100) < 45
  UNION ALL
  SELECT n * 8 + 3, n, 'order', created + 900 + tail(n, 'time to ask', 250000), 1 FROM orders
  WHERE NOT is_replacement AND NOT is_test AND roll(n, 'asks about order', 100) < 15
  UNION ALL
  SELECT n * 8 + 4, n, 'invoice', created + 3600 + tail(n, 'time to invoice', 1500000), 1 FROM orders
  WHERE NOT is_replacement AND NOT is_test AND received IS NOT NULL AND roll(n, 'asks for invoice', 100) < 5
  UNION ALL
  SELECT n * 8 + 5, n, 'presale', created - 300 - tail(n, 'time to think', 90000), 0 FROM orders
  WHERE NOT is_replacement AND NOT is_test AND roll(n, 'asks before buying', 100) < 11
)
-- Few write between midnight and seven; the others sleep over it.
SELECT s.* REPLACE (s.created
    + CASE WHEN local_second(s.created) < 25200 AND roll(tn, 'sleeps', 10) < 8 THEN 30600 ELSE 0 END AS created),
  o.channel, CASE WHEN category <> 'presale' THEN o.order_id END AS order_id
FROM sources s JOIN orders o ON o.n = s.n
WHERE s.created < as_of() - 30600 AND s.created >= (SELECT at_local(min(day), 0) FROM days);

-- Who answers on a day; E079 does so now and then, too rarely to be measured by it.
CREATE TABLE service_rota AS
SELECT day, flatten(list(repeat([no], CASE WHEN no = 79 THEN 1 ELSE CAST(fte_percent // 10 AS BIGINT) END) ORDER BY no))
  AS people
FROM attendance WHERE role = 'service' AND absence IS NULL
GROUP BY day;

-- Story: E074 was slow and brusque and has become the best of all within five months. `wait` is in percent of the
-- others', `manner` adds to a customer's mood.
CREATE TABLE coaching(no, since_ago, until_ago, wait, manner) AS VALUES
  (74, 99, 5, 260, 24), (74, 4, 4, 210, 19), (74, 3, 3, 160, 12), (74, 2, 2, 110, 4), (74, 1, 1, 75, -5),
  (74, 0, -9, 55, -12);

CREATE TABLE tickets AS
WITH given AS (
  SELECT a.*, d.open_day, d.ago, local_second(a.created) AS second,
    CASE WHEN roll(tn, 'answered by a machine', 100) >= 4 THEN spin(r.people, tn, 'who answers') END AS no,
    roll(tn, 'complains', 100) < anger AS is_complaint
  FROM asked a JOIN days d ON d.day = local_day(a.created) LEFT JOIN service_rota r ON r.day = d.day
), manned AS (
  SELECT g.*, coalesce(c.wait, 80 + fixed_roll(g.no, 'pace of answers', 41), 100) AS wait,
    coalesce(c.manner, fixed_roll(g.no, 'manner', 9) - 4, 0) AS manner
  FROM given g LEFT JOIN coaching c ON c.no = g.no AND g.ago BETWEEN c.until_ago AND c.since_ago
), answered AS (
  -- Nobody answers before eight; over Chinese New Year everything waits for the reopening.
  SELECT *, CASE WHEN roll(tn, 'forgotten', 1000) >= 12 THEN
      CASE WHEN second < 28800 OR open_day > local_day(created) THEN at_local(open_day, 28800) ELSE created END
        + (60 + roll(tn, 'wait', 600) + tail(tn, 'long wait', 3600)) * wait // 100 END AS responded
  FROM manned
), solved AS (
  SELECT *, CASE WHEN roll(tn, 'never solved', 1000) >= 15 THEN responded + 900 + roll(tn, 'work', 14400)
      + tail(tn, 'long work', CASE WHEN is_complaint THEN 500000 ELSE 170000 END) * (wait + 100) // 200 END AS resolved
  FROM answered
)
SELECT *, CASE WHEN is_complaint AND roll(tn, 'undecided', 100) >= 5
    THEN created + 86400 + tail(tn, 'time to decide', 1000000) END AS decided,
  roll(tn, 'upheld', 100) < 62 AS is_upheld
FROM solved;
