-- Careers, teamwork, product pages and notes as the loader writes them.

CREATE VIEW lake.employee_events AS
SELECT 'EV-' || lpad(CAST(no AS VARCHAR), 3, '0') || '-' || month AS event_id, employee_id, kind,
  DATE '1970-01-01' + CAST(first_day AS INTEGER) AS effective_on
FROM career_steps JOIN months USING (ago) JOIN staff USING (no);

CREATE VIEW lake.training AS
SELECT record_id, employee_id, course_id, instant(assigned) AS assigned_at, instant(due) AS due_at,
  instant(completed) AS completed_at, CAST(CAST(hours_percent AS DECIMAL(5, 0)) * 0.01 AS DECIMAL(8, 2)) AS hours,
  passed, utc_date(assigned) AS dt
FROM lessons;

CREATE VIEW lake.projects AS
SELECT project_id, lead AS lead_department, is_cross AS is_cross_department,
  DATE '1970-01-01' + CAST(due_day AS INTEGER) AS due_on, DATE '1970-01-01' + CAST(done_day AS INTEGER) AS completed_on,
  DATE '1970-01-01' + CAST(cancelled_day AS INTEGER) AS cancelled_on
FROM project_list;

CREATE VIEW lake.project_members AS SELECT project_id, employee_id FROM team;

CREATE VIEW lake.coordination_ratings AS
SELECT rating_id, month AS period_month, ratee_id AS ratee_employee_id, rater_id, department AS rater_department,
  CAST(score AS INTEGER) AS score
FROM ratings;

CREATE VIEW lake.listings AS
SELECT listing_id, product_id, channel, owner_id AS owner_employee_id, instant(requested) AS requested_at,
  instant(due) AS due_at, instant(published) AS published_at, utc_date(requested) AS dt
FROM pages;

CREATE VIEW lake.listing_audits AS
SELECT audit_id, listing_id, channel, owner_id AS owner_employee_id, instant(audited) AS audited_at,
  CAST(fields AS BIGINT) AS fields_checked, CAST(correct AS BIGINT) AS fields_correct, utc_date(audited) AS dt
FROM audits;

CREATE VIEW lake.plans AS FROM main.plans;
CREATE VIEW lake.comments AS SELECT * EXCLUDE (written), instant(written) AS written_at FROM main.comments;
CREATE VIEW lake.responses AS SELECT * EXCLUDE (written), instant(written) AS written_at FROM main.responses;
