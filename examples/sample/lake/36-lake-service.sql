-- Reviews, surveys and tickets as the loader writes them. Versions of a ticket: 1 created, 2 answered, 3 solved, and
-- one more once a complaint is decided.

CREATE VIEW lake.reviews AS
SELECT review_id, order_id, product_id, category, channel, instant(created) AS created_at,
  CAST(rating AS INTEGER) AS rating, is_valid, utc_date(created) AS dt
FROM review_lines;

CREATE VIEW lake.surveys AS
SELECT response_id, kind, order_id, person(no) AS employee_id, channel,
  instant(sent) AS sent_at, instant(responded) AS responded_at, CAST(score AS INTEGER) AS score, utc_date(sent) AS dt
FROM questions;

CREATE VIEW lake.service_tickets AS
WITH seen AS (
  SELECT tn, order_id, channel, category, no, created, is_complaint, known(responded) AS responded_by_now,
    known(resolved) AS resolved_by_now, CASE WHEN decided < as_of() THEN is_upheld END AS upheld_by_now
  FROM tickets
), versioned AS (
  SELECT *, 1 + CAST(responded_by_now IS NOT NULL AS BIGINT) + CAST(resolved_by_now IS NOT NULL AS BIGINT)
      + CAST(upheld_by_now IS NOT NULL AS BIGINT) AS newest, roll(tn, 'version kept', 100) AS kept
  FROM seen
), states AS (
  SELECT *, newest AS row_version FROM versioned
  UNION ALL
  SELECT * REPLACE (NULL AS responded_by_now, NULL AS resolved_by_now, NULL AS upheld_by_now), 1
  FROM versioned WHERE newest > 1 AND kept < 5
  UNION ALL
  SELECT * REPLACE (NULL AS resolved_by_now, NULL AS upheld_by_now), 2
  FROM versioned WHERE newest > 2 AND kept BETWEEN 5 AND 9
)
SELECT 'T' || lpad(CAST(tn AS VARCHAR), 10, '0') AS ticket_id, order_id, channel, category,
  person(no) AS employee_id, instant(created) AS created_at,
  instant(responded_by_now) AS first_response_at, instant(resolved_by_now) AS resolved_at, is_complaint,
  upheld_by_now AS complaint_upheld, CAST(row_version AS BIGINT) AS row_version, utc_date(created) AS dt
FROM states;
