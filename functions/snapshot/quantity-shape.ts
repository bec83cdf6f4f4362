// The words in which every published shape is written: quantities are decimal strings or null, so that no reader can turn
// a cent into a float.
import * as z from 'zod';

export const decimal = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .describe('Decimal string; exact where it ends, else 12 decimals.');
export const quantity = decimal.nullable();
export const words = z.record(z.string(), z.string()).describe('Text by locale.');
export const periodId = z.string().regex(/^\d{4}(-\d{2}|-Q[1-4]|-YTD-\d{2}|-\d{2}\.\.\d{4}-\d{2})$/);
export const hash = z.string().regex(/^[0-9a-f]{64}$/);

export const comparison = z.object({
  period: periodId,
  value: quantity,
  change: quantity.describe('Difference: in percentage points as a fraction for percent KPIs, else in the unit.'),
  ratio: quantity.describe('value / previous - 1; null for percent, points and score5, and for a base <= 0.'),
  perDay: quantity
    .optional()
    .describe('The same ratio by day, where the KPI adds up and the two periods have different lengths.'),
  festivalShift: z.boolean().optional().describe('Lunar New Year may lie in one of the two and not in the other.'),
});
