// shop.yaml and sources.yaml: what is particular to a shop.
import * as z from 'zod';
import { exactNumber, nameByLocale, snakeId, sqlText } from './names.ts';

const share = exactNumber.refine((text) => Number(text) >= 0 && Number(text) <= 1, 'expected a share between 0 and 1');
const level = exactNumber.refine((text) => Number(text) > 0 && Number(text) < 1, 'expected a share between 0 and 1');
const score = exactNumber.refine((text) => Number(text) >= 0 && Number(text) <= 100, 'expected 0 to 100');
const days = z.int().min(0);

/** What a shop may set; docs/arithmetic.md says what each does. */
const parametersShape = z.strictObject({
  reporting_time_zone: z.string().default('Asia/Shanghai').describe('IANA name.'),
  holiday_calendar: snakeId
    .optional()
    .describe('Whose days off count: a file of calendars/, without .yaml; without one, Monday to Friday are worked.'),
  base_currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'expected an ISO 4217 code')
    .default('CNY'),
  fiscal_year_start_month: z.int().min(1).max(12).default(1),
  lookback_days: days.default(120),
  return_window_days: days.default(45),
  aged_days: days.default(90),
  count_tolerance_units: days.default(0),
  max_censored_share: share.default('0.05'),
  max_bad_rows_share: share.default('0.005'),
  min_snapshot_coverage: share.default('0.90'),
  min_response_rate: share.default('0.10'),
  score_at_target: score.default('80'),
  floor_ratio: share.refine((text) => Number(text) < 1, 'expected a share below 1').default('0.80'),
  stretch_ratio: exactNumber
    .refine((text) => Number(text) >= 1 && Number(text) < 2, 'expected at least 1 and below 2')
    .default('1.10'),
  min_weight_coverage: share.default('0.70'),
  amber_cut: score.default('60'),
  grade_a: score.default('90'),
  grade_b: score.default('80'),
  grade_c: score.default('70'),
  grade_d: score.default('60'),
  ci_level: level.default('0.95'),
  peer_band_level: level.default('0.99'),
  min_peer_group: z.int().min(5, 'expected 5 or more: fewer people could be told apart').default(5),
  shrinkage: z.strictObject({ method: z.enum(['fixed', 'moments']).default('fixed') }).prefault({}),
  min_active_share: share.default('0.50'),
  probation_days: days.default(90),
  min_meaningful_gap: score.default('5.00'),
  prelim_days: days.default(5),
  final_days: days.default(15),
  dispute_days: days.default(5).describe('Working days from receipt in which a person may object.'),
  per_day_normalise: z.boolean().default(false),
  combine_jan_feb: z.boolean().default(true),
  forecast_least: exactNumber.default('0.5'),
  forecast_most: exactNumber.default('2'),
  top_drivers: z.int().min(1).max(20).default(5),
  xmr_min_points: z.int().min(6).max(24).default(12),
  xmr_max_points: z.int().min(6).max(60).default(24),
  alpha: level.default('0.05'),
  power: level.default('0.80'),
  srm_p: level.default('0.001'),
  open_rule: z.strictObject({ off: z.int().min(1), of: z.int().min(1) }).default({ off: 2, of: 3 }),
  close_rule: z.int().min(1).default(2),
  due_months: z.int().min(1).default(2),
  escalate_months: z.int().min(1).default(3),
  max_open_items: z
    .strictObject({ employee: z.int().min(1).default(3), department: z.int().min(1).default(5) })
    .prefault({}),
  default_owner: nameByLocale.optional().describe('Who owns an improvement that nobody else owns.'),
});

export const shopShape = z
  .strictObject({
    name: z.string().min(1),
    address: z.string().default('').describe('Postal address, in the footer of every mail.'),
    sender: z.string().regex(/^[^\s<>"]+@[^\s<>"]+$/, 'expected an e-mail address'),
    locales: z.array(z.string()).min(1),
    reports: z
      .array(z.string())
      .min(1)
      .optional()
      .describe('The reports that it makes; by default all that there are.'),
    owners: z
      .record(snakeId, z.string().min(1))
      .default({})
      .describe('Who owns each source, as the owners of the report are told it: a name, a team, an address.'),
    parameters: parametersShape.prefault({}),
  })
  .describe('A shop.');

export const sourcesShape = z.record(snakeId, sqlText).describe('Canonical table → one SELECT over raw.<table>.');
