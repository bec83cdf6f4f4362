// The cards as the guide weighs them, in its order. A shop may weigh otherwise; the templates may not drift by accident.
import { expect, test } from 'vitest';
import { mustLoad } from '../support/shop.ts';

const WEIGHTS: Record<string, string> = {
  department:
    'sales 18, order_count 4, aov 4, conversion_rate 8, ship_on_time_rate 7, processing_hours_avg 6, on_time_delivery_rate 8, delivery_accuracy_rate 5, ship_cost_pct_sales 5, return_rate 6, return_exchange_rate_value 3, csat 6, review_positive_rate 3, campaign_roi 5, inventory_turnover 5, stockout_rate 3, training_completion_rate 2, retention_rate 2',
  employee_sales:
    'sales_attainment 45, sales_growth_yoy 10, vas_share 10, csat 10, project_on_time_rate 10, aov 5, coordination_rating 5, training_completion_rate 5',
  employee_warehouse:
    'handling_minutes_avg 25, parcels_per_hour 25, delivery_accuracy_rate 20, inventory_accuracy 15, training_completion_rate 5, project_on_time_rate 5, coordination_rating 5',
  employee_service:
    'csat 30, first_response_minutes_p50 20, resolution_hours_p50 15, employee_complaint_rate 15, coordination_rating 10, training_pass_rate 5, project_on_time_rate 5',
  employee_marketing:
    'new_users 20, campaign_roi 20, campaign_participation_rate 15, ad_ctr 15, campaign_sales 10, project_on_time_rate 10, coordination_rating 5, training_completion_rate 5',
  employee_merchandiser:
    'listing_accuracy_rate 20, listing_on_time_rate 15, return_rate_cohort 15, inventory_turnover 15, quality_return_rate 10, inventory_accuracy 10, project_on_time_rate 5, coordination_rating 5, training_completion_rate 5',
  carrier: 'on_time_delivery_rate 40, delivery_accuracy_rate 30, delivery_days_avg 15, ship_cost_per_order 15',
  warehouse:
    'handling_minutes_avg 25, inventory_accuracy 20, delivery_accuracy_rate 15, stockout_rate 10, inventory_turnover 10, ship_cost_per_order 10, aged_inventory_share 10',
  channel:
    'sales 25, conversion_rate 20, aov 10, return_rate 10, order_count 5, bounce_rate 5, add_to_cart_rate 5, page_load_p75 5, review_positive_rate 5, csat 5, complaint_rate 5',
  campaign: 'campaign_sales 30, campaign_roi 30, campaign_participation_rate 15, new_users 15, ad_ctr 10',
};

const { scorecards } = mustLoad();

test.each(Object.entries(WEIGHTS))('the card %s has the KPIs, weights and order of the guide', (id, weights) => {
  expect(scorecards[id]?.lines.map(({ kpi, weight }) => `${kpi} ${weight}`).join(', ')).toBe(weights);
});

test('there is no other card', () => {
  expect(Object.keys(scorecards).sort()).toEqual(Object.keys(WEIGHTS).sort());
});
