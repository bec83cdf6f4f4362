// What is said of a KPI beyond its value: the year so far, where it is heading, what moved it, and whether that is more
// than noise. All optional, since snapshots before 1.1 have none of it and backfilled months only a part.
import * as z from 'zod';
import { comparison, decimal, periodId, quantity } from './quantity-shape.ts';

export const yearToDate = z
  .object({
    period: periodId,
    value: quantity,
    numerator: quantity,
    denominator: quantity,
    sample: quantity,
    target: quantity.describe('Sum of the monthly targets so far, where the KPI adds up and each month has one.'),
    attainment: quantity,
    yearAgo: comparison.nullable(),
  })
  .describe("The fiscal year so far, computed by the KPI's own formula and never rolled up from months.");

export const annual = z
  .object({
    target: quantity.describe('Sum of twelve monthly targets; null where one is missing.'),
    forecast: quantity,
    attainment: quantity.describe('forecast / target.'),
    requiredPerMonth: quantity.describe('What each month that is left must bring to reach the target.'),
    monthsLeft: z.int().min(0).max(11),
    basis: z.enum(['last_year', 'run_rate']).nullable().describe('last_year: the rest of last year times growth.'),
    growth: quantity.describe('Year to date / last year to date, clamped to the parameters.'),
  })
  .describe('Forecast of a KPI that adds up to its annual target.');

export const signal = z
  .object({
    verdict: z.enum(['signal', 'noise', 'short_history']),
    rule: z.enum(['outside', 'run', 'changed']).nullable(),
    charted: z.enum(['value', 'per_day', 'year_change']),
    current: quantity,
    mean: quantity,
    lower: quantity,
    upper: quantity,
    rangeLimit: quantity.describe('How far two successive months usually lie apart at most.'),
    points: z.int().describe('Months in the baseline; the current one is not among them.'),
    history: z
      .array(z.object({ period: periodId, value: quantity }))
      .optional()
      .describe('What the limits were computed from, as charted; null is a month without a settled value. Since 1.4.'),
  })
  .describe('XmR chart (docs/arithmetic.md): is a change more than the usual noise? A question, not a score.');

/** What a part of a change is called, by the method that found it. */
export const DRIVER_PARTS = [
  'volume',
  'mix',
  'price',
  'new',
  'discontinued',
  'orders',
  'value',
  'visits',
  'orders_per_visit',
  'rate',
] as const;

export const kpiDriver = z
  .object({
    method: z.enum(['price_volume_mix', 'orders_and_value', 'visits_orders_and_value', 'rate_and_mix']),
    dimension: z.string().nullable().describe('By whose members it is split, with rate_and_mix and price_volume_mix.'),
    against: periodId,
    total: decimal,
    printedTotal: decimal.describe('In the KPI’s own digits; percentage points for a percent KPI.'),
    parts: z.array(
      z.object({
        part: z
          .enum([...DRIVER_PARTS, 'others', 'adjustments'])
          .describe('adjustments: what the closed period before would be by now, beyond what was closed.'),
        member: z.string().nullable().optional().describe('Null: rows that belong to no member. Absent: no member.'),
        others: z.int().optional().describe('How many parts the sum of all others holds.'),
        effect: decimal,
        printed: decimal.describe('Printed parts add to the printed total.'),
      }),
    ),
  })
  .describe('What moved the KPI: exact parts of its change that add up.');

/** In the order in which they are tried. */
export const EXPERIMENT_VERDICTS = [
  'running',
  'srm',
  'insufficient_sample',
  'significant_increase',
  'significant_decrease',
  'inconclusive',
] as const;

const arm = z.object({ units: decimal, conversions: decimal });

export const experiment = z
  .object({
    experiment: z.string(),
    control: arm,
    treatment: arm,
    lift: quantity.describe('(treatment rate - control rate) / control rate.'),
    difference: quantity,
    z: quantity,
    p: quantity.describe('Two-sided.'),
    adjustedP: quantity.describe("By Holm's method over the experiments of the period that reach the test."),
    low: quantity.describe('Newcombe interval of the difference of rates.'),
    high: quantity,
    verdict: z.enum(EXPERIMENT_VERDICTS),
    requiredUnits: quantity.describe('Units an arm needs to show this difference.'),
    overstated: z.boolean().describe('Fewer units were planned than that: the size of the effect is likely too large.'),
  })
  .describe('An A/B test. z, p and the interval are rounded floats; they decide no score.');

export type YearToDate = z.infer<typeof yearToDate>;
export type Annual = z.infer<typeof annual>;
export type Signal = z.infer<typeof signal>;
export type KpiDriver = z.infer<typeof kpiDriver>;
export type Experiment = z.infer<typeof experiment>;
