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
  ...targetKeys,
});

export const scorecardShape = z
  .strictObject({
    title: nameByLocale,
    subject: snakeId.describe('company, or the dimension whose members each get a card.'),
    lines: z.array(line).min(1),
  })
  .describe('A scorecard: weights sum to exactly 100.');
