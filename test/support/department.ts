// The sample month with the card that a whole shop has: eighteen KPIs scored, nineteen beside them, three off target with
// everything that can be said of them, a full plan. What a mail must hold without leaving anything out.
import { driver, EXPERIMENT, signal } from './analyses.ts';
import type { KpiMonth } from './month.ts';
import { findKpi, type Month } from './snapshot.ts';

/** Id, names, family, and the KPI of the sample month whose figures it has. */
type Row = [string, string, string, string, string];

const SCORED: [...Row, string][] = [
  ['sales', 'Sales', '销售额', 'sales', 'sales', '18'],
  ['order_count', 'Orders', '订单量', 'sales', 'order_count', '4'],
  ['aov', 'Average order value', '客单价', 'sales', 'aov', '4'],
  ['conversion_rate', 'Conversion rate', '转化率', 'web', 'return_exchange_rate_value', '8'],
  ['ship_on_time_rate', 'On-time shipment rate', '按时发货率', 'fulfilment', 'ship_on_time_rate', '7'],
  ['processing_hours_avg', 'Order processing time', '平均订单处理时长', 'fulfilment', 'processing_hours_avg', '6'],
  ['on_time_delivery_rate', 'On-time delivery rate', '准时送达率', 'logistics', 'on_time_delivery_rate', '8'],
  ['delivery_accuracy_rate', 'Delivery accuracy rate', '配送准确率', 'logistics', 'delivery_accuracy_rate', '5'],
  ['ship_cost_pct_sales', 'Logistics cost % of sales', '物流成本占销售额比', 'logistics', 'ship_cost_pct_sales', '5'],
  ['return_rate', 'Return rate', '退货率', 'returns', 'return_rate', '6'],
  [
    'return_exchange_rate_value',
    'Return & exchange rate, value',
    '退换货率（金额）',
    'returns',
    'return_exchange_rate_value',
    '3',
  ],
  ['csat', 'Customer satisfaction', '客户满意度', 'customer', 'ship_on_time_rate', '6'],
  ['review_positive_rate', 'Positive review rate', '好评率', 'customer', 'ship_on_time_rate', '3'],
  ['campaign_roi', 'Campaign return on spend', '活动投入产出比', 'marketing', 'return_rate', '5'],
  ['inventory_turnover', 'Inventory turnover', '库存周转率', 'inventory', 'processing_hours_avg', '5'],
  ['stockout_rate', 'Stockout rate', '缺货率', 'inventory', 'return_exchange_rate_value', '3'],
  ['training_completion_rate', 'Training completion rate', '培训完成率', 'people', 'ship_on_time_rate', '2'],
  ['retention_rate', 'Staff retention rate', '员工保留率', 'people', 'delivery_accuracy_rate', '2'],
];

const SHOWN: Row[] = [
  ['gross_margin_rate', 'Gross margin', '毛利率', 'sales', 'aov'],
  ['net_sales', 'Net sales', '净销售额', 'sales', 'sales'],
  ['units_sold', 'Units sold', '销售件数', 'sales', 'order_count'],
  ['order_cancel_rate', 'Order cancellation rate', '订单取消率', 'sales', 'return_rate'],
  ['sales_attainment', 'Sales against target', '销售达成率', 'sales', 'ship_on_time_rate'],
  ['processing_hours_p50', 'Order processing time, median', '订单处理时长中位数', 'fulfilment', 'processing_hours_avg'],
  [
    'processing_hours_p90',
    'Order processing time, 90th percentile',
    '订单处理时长 P90',
    'fulfilment',
    'processing_hours_avg',
  ],
  ['open_backlog', 'Open orders', '待处理订单', 'fulfilment', 'order_count'],
  ['return_exchange_rate_qty', 'Return & exchange rate, units', '退换货率（件数）', 'returns', 'return_rate'],
  ['nps', 'Net promoter score', '净推荐值 NPS', 'customer', 'return_rate'],
  ['review_avg_rating', 'Average review rating', '评价均分', 'customer', 'processing_hours_avg'],
  ['user_growth_rate', 'Customer growth rate', '用户增长率', 'marketing', 'return_rate'],
  ['ab_lift', 'A/B test lift', 'A/B 测试提升', 'marketing', 'return_rate'],
  ['inventory_age_avg', 'Average inventory age', '平均库龄', 'inventory', 'processing_hours_avg'],
  ['on_hand_value', 'Stock on hand, value', '在库金额', 'inventory', 'sales'],
  ['on_hand_qty', 'Stock on hand, units', '在库数量', 'inventory', 'order_count'],
  ['training_hours_per_employee', 'Training hours per employee', '人均培训时长', 'people', 'processing_hours_avg'],
  ['training_pass_rate', 'Training pass rate', '培训通过率', 'people', 'ship_on_time_rate'],
  ['internal_promotion_rate', 'Internal promotion rate', '内部晋升率', 'people', 'return_rate'],
];

const MEMBERS = ['apparel', 'footwear', 'home', 'outdoor', 'beauty'];
const ROLES: [string, string, string][] = [
  ['employee_sales', 'Sales staff', '销售'],
  ['employee_warehouse', 'Warehouse staff', '仓储'],
  ['employee_service', 'Customer service', '客服'],
  ['employee_marketing', 'Marketing staff', '市场'],
  ['employee_merchandiser', 'Merchandisers', '商品'],
];

export function wholeDepartment(month: Month): void {
  const like = (row: Row, weight: string): KpiMonth => {
    const [id, en, zh, family, source] = row;
    const found = structuredClone(findKpi(month, source));
    return { ...found, id, family, weight, name: { en, 'zh-CN': zh }, carriers: id === source ? found.carriers : [] };
  };
  month.shown = SHOWN.map((row) => like(row, '0'));
  month.kpis = SCORED.map(([id, en, zh, family, source, weight]) => like([id, en, zh, family, source], weight));
  const effects = ['-0.041', '-0.023', '0.011', '-0.0042', '0.0031'];
  const split = (dimension: string, total: string) =>
    driver(
      'rate_and_mix',
      dimension,
      total,
      100,
      MEMBERS.map((member, at) => ({ part: at % 2 === 0 ? 'rate' : 'mix', member, effect: effects[at] as string })),
    );
  Object.assign(month.analyses.return_rate ?? {}, { drivers: [split('category', '0.001'), split('channel', '0.001')] });
  month.analyses.campaign_roi = {
    signal: signal({ verdict: 'signal', rule: 'outside', current: '0.061', lower: '0.05', upper: '0.06' }),
    drivers: [split('campaign', '0.001')],
  };
  const { yearToDate, annual } = month.analyses.sales ?? {};
  if (yearToDate && annual) {
    const counted = {
      yearToDate: { ...yearToDate, value: '136290', target: '137500', attainment: '0.9912' },
      annual: { ...annual, target: '173500', forecast: '174100', attainment: '1.003458', requiredPerMonth: '18605' },
    };
    Object.assign(month.analyses, { net_sales: { yearToDate, annual }, units_sold: counted, order_count: counted });
  }
  month.analyses.ab_lift = {
    experiments: [EXPERIMENT, { ...EXPERIMENT, experiment: 'free-returns-banner', verdict: 'insufficient_sample' }],
  };
  const [open, overdue] = month.improvements;
  if (open && overdue) {
    month.improvements.push(
      { ...open, kpi: 'campaign_roi' },
      { ...overdue, kpi: 'csat' },
      { ...open, kpi: 'review_positive_rate' },
      { ...open, kpi: 'training_completion_rate', watch: true },
      { ...open, kpi: 'aov', watch: true },
    );
  }
  month.people = ROLES.map(([scorecard, en, zh], index) => ({
    scorecard,
    title: { en, 'zh-CN': zh },
    people: 20,
    withheld: index === 3,
    above: 2,
    inLine: 15,
    below: 2,
    notScored: 1,
  }));
}
