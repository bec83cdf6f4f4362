// templates/scorecards/<scorecard>.yaml: whose card it is and how much each KPI weighs.
import * as z from 'zod';
import { targetKeys } from './kpis.ts';
import { exactNumber, nameByLocale, snakeId } from './names.ts';

const line = z.strictObject({
  kpi: snakeId,
  weight: exactNumber,
  missing: z
    .enum(['renormalise', 'zero'])
    .default('renormalise')
    .describe('What a line without a score does: leave the card, or count as 0.'),
  as: snakeId
    .optional()
    .describe("The KPI's dimension that stands for the subject, e.g. product_owner for an employee."),
  window_months: z.int().min(1).max(12).default(1).describe('Months that it is scored over, ending with the period.'),
  mature: z.boolean().default(false).describe('Scored for the newest months whose outcomes are all in.'),
  ...targetKeys,
});

export const scorecardShape = z
  .strictObject({
    title: nameByLocale,
    subject: snakeId.describe('company, or the dimension whose members each get a card.'),
    role: snakeId.optional().describe('Of a card of employees: the role whose people it is for.'),
    lines: z.array(line).min(1),
    shown: z.array(snakeId).default([]).describe('KPIs that are printed below and not scored.'),
  })
  .describe('A scorecard: weights sum to exactly 100.');
