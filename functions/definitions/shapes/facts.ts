// templates/facts/<fact>.yaml: rows, the clocks that put a row into a period, dimensions and what can be summed.
import * as z from 'zod';
import { snakeId, sqlText } from './names.ts';

const measureText = z.string().min(1).describe('<aggregate> [where <condition>], e.g. count(*) where NOT is_vas.');

export const factShape = z
  .strictObject({
    rows: sqlText.describe('One SELECT with plain, unique column names and no reference to a period.'),
    born: snakeId.optional().describe('Column: creation day of the oldest event row joined.'),
    clocks: z.record(snakeId, sqlText).describe('A column (instant or dt) or a predicate over the period columns.'),
    dimensions: z.array(snakeId).default([]),
    large: z
      .array(snakeId)
      .default([])
      .describe('Dimensions with many members, cut only for the periods that need them.'),
    always_cut: z
      .array(snakeId)
      .default([])
      .describe('Dimensions that are cut even where no KPI is sliced by them: reviews of people read them.'),
    per: z
      .strictObject({ keys: z.array(snakeId).min(1), sums: z.record(snakeId, z.string()).default({}) })
      .optional()
      .describe('Adds up inside the scope first: one row per scope and keys; the measures are taken over those rows.'),
    optional: z
      .record(snakeId, z.array(snakeId))
      .default({})
      .describe('Tables that may be absent, each with the measures that then do not exist.'),
    measures: z.record(snakeId, z.record(snakeId, measureText)).describe('By clock, then by name.'),
  })
  .describe('A fact: one statement for all its measures.');
