-- Staging counts in whole numbers: instants in seconds since 1970 UTC, local days in days since 1970, money in
-- ten-thousandths. Only the lake's own views turn them into timestamps and decimals, so no float can come near money.

CREATE MACRO instant(seconds) AS make_timestamp(seconds * 1000000);
CREATE MACRO money(ten_thousandths) AS CAST(CAST(ten_thousandths AS DECIMAL(14, 0)) * 0.0001 AS DECIMAL(18, 4));
CREATE MACRO utc_date(seconds) AS CAST(DATE '1970-01-01' + CAST(seconds // 86400 AS INTEGER) AS VARCHAR);
CREATE MACRO local_date(day) AS CAST(DATE '1970-01-01' + CAST(day AS INTEGER) AS VARCHAR);
CREATE MACRO day_number(date) AS CAST(date - DATE '1970-01-01' AS BIGINT);

-- The cast keeps products in BIGINT: a bare variable counts as a literal and takes the other side's narrower type.
CREATE MACRO orders_wanted() AS CAST(getvariable('orders') AS BIGINT);

-- The reporting zone is UTC+8 all year.
CREATE MACRO local_day(seconds) AS (seconds + 28800) // 86400;
CREATE MACRO local_second(seconds) AS (seconds + 28800) % 86400;
CREATE MACRO at_local(day, second) AS day * 86400 - 28800 + second;

-- Nothing is known that happens from the as-of instant on: 08:00 local of the second day after the last month.
CREATE MACRO as_of() AS
  at_local(day_number(CAST(CAST(getvariable('until') || '-01' AS DATE) + INTERVAL 1 MONTH AS DATE)), 115200);
CREATE MACRO known(seconds) AS CASE WHEN seconds < as_of() THEN seconds END;

-- Ids as the lake shows them; those of customers tell nothing of who they are, nor how many.
CREATE MACRO person(no) AS 'E' || lpad(CAST(no AS VARCHAR), 3, '0');
CREATE MACRO customer(no) AS 'K' || format('{:08x}', mix(xor(no, salt(getvariable('seed') || ' customers'))));
