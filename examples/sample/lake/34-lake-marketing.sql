-- Customers, visits, campaigns' costs and experiments as the loader writes them.

CREATE VIEW lake.customers AS
SELECT customer(no) AS customer_id,
  instant(registered) AS registered_at, CASE WHEN NOT is_stub THEN channel END AS acquired_channel,
  CASE WHEN NOT is_stub THEN campaign_id END AS acquired_campaign_id,
  CASE WHEN NOT is_stub THEN credit_id END AS acquired_by_employee_id, utc_date(registered) AS dt
FROM main.customers;

CREATE VIEW lake.web_daily AS
SELECT local_date(day) AS dt, channel, device, CAST(sessions AS BIGINT) AS sessions,
  CAST(engaged_sessions AS BIGINT) AS engaged_sessions, CAST(cart_sessions AS BIGINT) AS add_to_cart_sessions,
  CAST(order_sessions AS BIGINT) AS order_sessions
FROM visits;

CREATE VIEW lake.web_perf_daily AS
SELECT local_date(day) AS dt, channel, device, 'lcp' AS metric, CAST(bucket_ms AS BIGINT) AS bucket_ms, samples
FROM page_loads;

CREATE VIEW lake.campaign_daily AS
SELECT local_date(day) AS dt, campaign_id, money(spend) AS spend_base FROM campaign_costs;

CREATE VIEW lake.campaign_members AS
SELECT campaign_id, customer(no) AS customer_id,
  instant(invited) AS invited_at, instant(participated) AS participated_at, utc_date(invited) AS dt
FROM invitations;

CREATE VIEW lake.ads_daily AS
SELECT local_date(day) AS dt, channel, campaign_id, owner_id AS owner_employee_id, impressions, clicks,
  money(spend) AS spend_base
FROM advertisements;

CREATE VIEW lake.experiment_arms AS
SELECT experiment_id, CAST(NULL AS VARCHAR) AS campaign_id, person(owner_no) AS owner_employee_id,
  instant(started) AS started_at, instant(ended) AS ended_at, arm,
  CAST(0.5 AS DECIMAL(5, 4)) AS planned_share, CAST(planned AS BIGINT) AS planned_units, CAST(units AS BIGINT) AS units,
  CAST(conversions AS BIGINT) AS conversions
FROM experiments;
