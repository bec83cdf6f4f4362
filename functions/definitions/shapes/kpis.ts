// templates/kpis/<family>.yaml: what a KPI is called and how it is computed from measures.
import * as z from 'zod';
import { BETTER, UNITS } from '../../snapshot/shape.ts';
import { ROLLUPS } from '../definitions.ts';
import { exactNumber, expressionText, nameByLocale, snakeId } from './names.ts';

const formula = {
  value: expressionText.optional(),
  numerator: expressionText.optional(),
  denominator: expressionText.optional(),
  percentile: exactNumber.optional().describe('Between 0 and 1.'),
  of: expressionText.optional().describe('The histogram of a percentile.'),
  sample: expressionText.optional().describe('n: the number of observations.'),
  censored: expressionText.optional().describe('Observations without an outcome yet.'),
  excluded: expressionText.optional().describe('Rows rejected as wrong; too many block the KPI.'),
  squares: expressionText.optional().describe('Sum of squares of a mean, for its spread between people.'),
  asked: expressionText.optional().describe('How many were asked: where few of them answered, it is said.'),
  withheld_by: expressionText.optional().describe('People behind the value, with withheld_below.'),
};

const arm = z.strictObject({ conversions: expressionText, units: expressionText });

const slice = z.union([
  snakeId,
  z.record(
    snakeId,
    z.union([
      snakeId.describe('The column of the fact under which the dimension goes there.'),
      z.strictObject({ column: snakeId.optional(), ...formula }).describe('What is computed otherwise in this slice.'),
    ]),
  ),
]);

/** Target, floor and stretch of a KPI or scorecard line; a band has four limits instead of a target. */
export const targetKeys = {
  target: exactNumber.optional(),
  floor: exactNumber.optional(),
  stretch: exactNumber.optional(),
  band_lo: exactNumber.optional(),
  band_hi: exactNumber.optional(),
};

const measureName = z.string().regex(/^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/, 'expected fact.measure');

/** The keys that a method needs; every other one would be a mistake. */
export const DRIVER_KEYS = {
  orders_and_value: ['orders'],
  visits_orders_and_value: ['visits', 'orders'],
  price_volume_mix: ['quantity', 'by'],
} as const;

const driver = z.strictObject({
  method: z.enum(Object.keys(DRIVER_KEYS) as (keyof typeof DRIVER_KEYS)[]),
  visits: measureName.optional(),
  orders: measureName.optional(),
  quantity: measureName.optional().describe('Pieces behind the amount.'),
  by: snakeId.optional().describe("The KPI's dimension whose members are the items."),
});

const kpi = z.strictObject({
  name: nameByLocale,
  definition: nameByLocale.optional().describe('What it measures, in a sentence.'),
  source: z.string().min(1).optional().describe('Where the formula comes from.'),
  owner: nameByLocale.optional().describe('Who answers for it, where no plan names anybody.'),
  family: snakeId.optional().describe("The family under which it is shown; by default the file's name."),
  unit: z.enum(UNITS),
  better: z.enum(BETTER),
  decimals: z.int().min(0).max(6).optional().describe('Shown digits; by default those of the unit.'),
  ...formula,
  experiment: z
    .strictObject({ control: arm, treatment: arm })
    .optional()
    .describe("An A/B test: by how much the treatment's rate lies above the control's. Never pooled: total: false."),
  factor: expressionText.optional().describe('Multiplies the result, e.g. 1 / 3600.'),
  rollup: z
    .enum(ROLLUPS)
    .optional()
    .describe('How months relate: sum for what adds up, snapshot for a state; by default what the formula is.'),
  seasonal: z.boolean().default(false).describe('Charted by its change over a year.'),
  min_sample: z
    .union([z.int().min(0), z.literal('covered_days')])
    .default(1)
    .describe('covered_days: the share min_snapshot_coverage of the days of the period.'),
  withheld_below: z
    .int()
    .min(2)
    .optional()
    .describe('With fewer people behind it than this (withheld_by) a value is not shown.'),
  weight_at_most: exactNumber.optional().describe('What it may weigh on a card: an opinion, not much.'),
  maturity_days: z.int().min(0).default(0).describe('Provisional until the end of the period plus these days.'),
  at_most: exactNumber
    .optional()
    .describe('The natural upper bound, e.g. 1 for a share; a default stretch stays below it.'),
  total: z.boolean().default(true).describe('false: only its members have a value.'),
  by: z.array(slice).default([]).describe('Dimensions by which it is sliced.'),
  strata: z.record(snakeId, snakeId).default({}).describe('Dimension → stratum, for mix adjustment.'),
  drivers: z
    .array(driver)
    .default([])
    .describe('How a change of a KPI that adds up is taken apart. Ratios are taken apart by their slices.'),
  ...targetKeys,
});

export const kpisShape = z.record(snakeId, kpi).describe('The KPIs of one family.');
