// templates/checks/*.yaml: what becomes of a run in which a check finds something.
import * as z from 'zod';
import { CHECK_ACTIONS, CHECKS } from '../checks.ts';
import { exactNumber } from './names.ts';

const share = exactNumber.refine((text) => Number(text) >= 0 && Number(text) <= 1, 'expected a share between 0 and 1');

const rule = z.strictObject({
  action: z
    .enum(CHECK_ACTIONS)
    .describe(
      'hold: no report; provisional: the KPIs concerned are marked; exclude: the rows are left out and counted; report: it is only said.',
    ),
  up_to: share.optional().describe('The share of the rows of a month above which the run is held all the same.'),
  wait_hours: z.int().min(0).max(48).default(0).describe('How long a scheduled run waits for the data before.'),
  final_after_days: z
    .int()
    .min(0)
    .optional()
    .describe('With provisional: when figures are final; else at the next run.'),
  z: z.number().positive().optional().describe('Robust z beyond which something is unusual.'),
  change: exactNumber.optional().describe('The least relative change that is unusual.'),
  least_rows: z.int().min(0).optional().describe('Fewer rows than this say nothing.'),
});

const RULE_NAME = new RegExp(`^([a-z][a-z0-9_]*\\.)?(${CHECKS.join('|')})$`);

export const checksShape = z
  .record(z.string().regex(RULE_NAME, 'expected the name of a check, or table.check'), rule)
  .describe('Rules of checks.');
