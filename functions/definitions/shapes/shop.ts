// shop.yaml and sources.yaml: what is particular to a shop.
import * as z from 'zod';
import { exactNumber, snakeId, sqlText } from './names.ts';

const share = exactNumber.refine((text) => Number(text) >= 0 && Number(text) <= 1, 'expected a share between 0 and 1');
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
  max_censored_share: share.default('0.05'),
  max_bad_rows_share: share.default('0.005'),
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
});

export const shopShape = z
  .strictObject({
    name: z.string().min(1),
    address: z.string().default('').describe('Postal address, in the footer of every mail.'),
    sender: z.string().regex(/^[^\s<>"]+@[^\s<>"]+$/, 'expected an e-mail address'),
    locales: z.array(z.string()).min(1),
    parameters: parametersShape.prefault({}),
  })
  .describe('A shop.');

export const sourcesShape = z.record(snakeId, sqlText).describe('Canonical table → one SELECT over raw.<table>.');
