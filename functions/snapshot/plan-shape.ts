// The improvement plan and what people said of figures. Items are carried from snapshot to snapshot; text comes from
// playbooks and from the shop's own tables, never from the program.
import * as z from 'zod';
import { decimal, periodId, quantity, words } from './quantity-shape.ts';

const scope = z.object({ kind: z.string(), id: z.string() });

export const improvement = z
  .object({
    id: z.string().describe('IMP-<scope kind>-<scope id>-<kpi>-<month opened>.'),
    scorecard: z.string(),
    scope,
    kpi: z.string(),
    status: z.enum(['open', 'overdue', 'closed', 'cancelled']),
    watch: z.boolean().describe('Beyond the number of items that are worked on at once.'),
    byHand: z.boolean().describe('Opened by a row of the `plans` table before the rule did.'),
    opened: periodId,
    due: z.iso.date(),
    months: z.int().min(0).describe('Months open.'),
    escalated: z.boolean(),
    owner: words.nullable(),
    cause: z
      .object({ dimension: z.string(), member: z.string().nullable(), share: decimal })
      .nullable()
      .describe('The largest driver of the gap.'),
    action: words.nullable().describe('From the plan or the playbook; text of a plan stands under `und`.'),
    actionSource: z.enum(['plan', 'playbook']).nullable(),
    plan: z.string().nullable().optional().describe('plan_id of the row of `plans` that it goes by.'),
    progress: z.string().nullable(),
    reason: z.string().nullable().describe('Why it was cancelled; null: its KPI is there no more.'),
    baseline: quantity.describe('The value of the month in which it was opened.'),
    target: quantity.describe('Of a band the limit that the value has crossed; null inside it.'),
    value: quantity.describe("This month's."),
    change: quantity.describe('Since the baseline, in the unit.'),
    gain: quantity.describe('target - value, in the unit; null where the KPI is not off target.'),
    gainPoints: quantity.describe('(80 - score) x effective weight; in a band 100 is the score on target.'),
    closedIn: periodId.nullable(),
    realised: quantity.describe('What it brought when it was closed, in the unit.'),
    history: z.array(z.object({ period: periodId, value: quantity, off: z.boolean().nullable() })),
    comment: z.string().nullable().describe("The person's own comment, on an item of a person."),
    training: z.array(z.string()).describe('Training assigned since it was opened, on an item of a person.'),
  })
  .describe('An item of the improvement plan (docs/arithmetic.md).');

export const comment = z
  .object({ kpi: z.string(), scope, text: z.string(), author: z.string(), writtenAt: z.string() })
  .describe('What numbers cannot know, quoted with its author.');

export type Improvement = z.infer<typeof improvement>;
export type Comment = z.infer<typeof comment>;
