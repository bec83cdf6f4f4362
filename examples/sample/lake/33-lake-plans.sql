-- Campaigns, people, hours and targets as the loader writes them.

-- A fifth of the sales that the campaign was expected to touch, at 275 yuan an order.
CREATE VIEW lake.campaigns AS
SELECT campaign_id, channel, kind, instant(at_local(first_day, 0)) AS start_at,
  instant(at_local(last_day + 1, 0) - 1) AS end_at,
  money(greatest(5, orders_wanted() * share * pull * (last_day + 1 - first_day) * 275 // 41150000000) * 1000000)
    AS budget_base,
  owner_id AS owner_employee_id
FROM campaign JOIN channels USING (channel);

CREATE VIEW lake.employees AS
SELECT employee_id, role, department, lead_id AS manager_employee_id,
  DATE '1970-01-01' + CAST(hired_day AS INTEGER) AS hired_on, DATE '1970-01-01' + CAST(left_day AS INTEGER) AS left_on,
  CAST(CAST(fte_percent AS DECIMAL(3, 0)) * 0.01 AS DECIMAL(4, 2)) AS fte
FROM staff;

CREATE VIEW lake.employee_time AS
SELECT dt, employee_id, CAST(CAST(quarters AS DECIMAL(5, 0)) * 0.25 AS DECIMAL(8, 2)) AS worked_hours, absence
FROM hours;

CREATE VIEW lake.targets AS
SELECT kpi_id, scope_kind, scope_id, month AS period_month, floor_value, target_value, stretch_value,
  CAST(NULL AS DECIMAL(38, 10)) AS band_lo, CAST(NULL AS DECIMAL(38, 10)) AS band_hi, CAST(1 AS BIGINT) AS version,
  -- The plan of a year is set on 20 December before it, what a person or a campaign is to reach twelve
  -- days before the month.
  CASE WHEN scope_kind IN ('employee', 'campaign') THEN instant(at_local(first_day - 12, 36000))
    ELSE make_timestamp(year - 1, 12, 20, 2, 0, 0.0) END AS created_at, CAST(NULL AS VARCHAR) AS reason
FROM main.targets JOIN months USING (m);
