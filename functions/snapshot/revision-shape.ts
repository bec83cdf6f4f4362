// Why a published figure and what it would be now differ, and what differs in a period that finance has closed.
import * as z from 'zod';
import { decimal, periodId, quantity } from './quantity-shape.ts';

/** In the order in which they are told. */
export const CHANGE_REASONS = [
  'definition',
  'target',
  'scoring',
  'late',
  'corrected',
  'removed',
  'checks',
  'matured',
  'in_place',
  'earlier',
  'untold',
] as const;

export const changeReason = z.object({
  why: z
    .enum(CHANGE_REASONS)
    .describe(
      [
        'definition: the formula, its facts or their mapping were changed',
        'target or scoring: only what the figure is held against was',
        'late: rows of the period that were not there before',
        'corrected: newer versions of rows that were',
        'removed: rows that are there no more',
        'checks: other rows are left out, or a finding was accepted',
        'matured: outcomes arrived that had still been open',
        'in_place: files hold other values, and as many rows',
        'earlier: an earlier period, with which it is compared, was restated',
        'untold: the older snapshot does not say what it was made of',
      ].join('; '),
    ),
  table: z.string().nullable().describe('Of late, corrected and removed rows.'),
  rows: decimal.nullable(),
});

export const adjustment = z
  .object({
    period: periodId.describe('The closed one.'),
    revision: z.int().min(1).describe('That which was closed.'),
    kpi: z.string(),
    closed: quantity,
    now: quantity.describe('What it would be, by the definitions and rows of this run.'),
    difference: quantity.describe('now - closed.'),
    reasons: z.array(changeReason),
  })
  .describe('What would be otherwise in a period that was closed. It enters no figure of that period any more.');

export type ChangeReason = z.infer<typeof changeReason>;
export type Adjustment = z.infer<typeof adjustment>;
