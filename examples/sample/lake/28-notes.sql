-- What people have written beside the figures: plans for what is off target, comments on the last month, and what
-- employees answered to their cards of the month before. Dates are told from the last month.

CREATE TABLE plans AS
SELECT plan_id || '-' || o.month AS plan_id, kpi_id, 'company' AS scope_kind, 'all' AS scope_id, action, owner,
  DATE '1970-01-01' + CAST(m.next_first_day + due_in AS INTEGER) AS due_on, progress,
  DATE '1970-01-01' + CAST(m.next_first_day + closed_in AS INTEGER) AS closed_on
FROM (VALUES
  (1, 'PL-1', 'on_time_delivery_rate', '华南四成包裹由圆通改交中通和顺丰，并每周与圆通复盘超时件', 'E003', 60,
    '已与中通签订补充协议，下月起分流', NULL),
  (0, 'PL-2', 'return_rate', 'Photograph the linen group again and put the weight of the cloth on its pages', 'E062',
    45, 'New pictures of P014 to P016 are up', NULL),
  (0, 'PL-3', 'campaign_roi', 'Cap the daily spend of member days at their budget; ask finance before going above',
    'E006', 30, NULL, NULL),
  (6, 'PL-4', 'processing_hours_avg', 'Second shift and one more truck at W-SOUTH', 'Warehouse management', -120,
    'Running since five months ago', -110)
) p(ago, plan_id, kpi_id, action, owner, due_in, progress, closed_in)
JOIN months o USING (ago)
CROSS JOIN (SELECT next_first_day FROM months WHERE ago = 0) m;

-- Written on the first morning, before any report goes out.
CREATE TABLE comments AS
SELECT comment_id || '-' || month AS comment_id, kpi_id, scope_kind, scope_id, month AS period_month, text, author,
  at_local(next_first_day, second) AS written
FROM (VALUES
  ('CM-1', 'on_time_delivery_rate', 'carrier', 'YTO',
    '圆通华南分拨中心搬迁，本月大量包裹滞留广州；已要求对方每日报送积压数，预计下月中旬恢复。', 'E003', 25500),
  ('CM-2', 'return_rate', 'company', 'all',
    'The wave is the new linen batch: the cloth is thinner than the pictures show. Without it returns are as always. '
      || 'The batch is off the front page since the 28th.', 'E004', 27120)
) c(comment_id, kpi_id, scope_kind, scope_id, text, author, second)
JOIN months ON ago = 0;

CREATE TABLE responses AS
SELECT 'RS-' || month || '-' || i AS response_id, card, scope_id, month AS period_month, person, kind, text,
  at_local(next_first_day + day, second) AS written
FROM (VALUES
  (1, 'employee_warehouse', 'E033', 'E033', 'acknowledged', '已阅，无异议。', 5, 32700),
  (2, 'employee_service', 'E074', 'E074', 'feedback',
    'The weekly review of recordings helps most. I would like to go on, and to show two new colleagues how.', 6, 39300),
  (3, 'employee_sales', 'E012', 'E012', 'objection',
    '我的满意度里有一条差评来自同事接待的会话，请核对归属。', 7, 51000),
  (4, 'employee_sales', 'E012', 'E002', 'outcome',
    '已核对：该评价属于同事的会话，已更正归属，评分按新版本重算。', 11, 36600)
) r(i, card, scope_id, person, kind, text, day, second)
JOIN months ON ago = 1;
