// templates/facts/tables.yaml and views.yaml: the canonical tables and the SQL that facts share.
import * as z from 'zod';
import { PRESENCE } from '../definitions.ts';
import { snakeId, sqlText } from './names.ts';

const columnType = z
  .string()
  .regex(
    /^(varchar|bigint|integer|boolean|date|timestamp|decimal\(\d{1,2},\d{1,2}\))\??$/,
    'expected varchar, bigint, integer, boolean, date, timestamp or decimal(p,s), then ? where it may hold NULL',
  );

const reference = z
  .string()
  .regex(/^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/, 'expected table.column')
  .transform((text) => {
    const [table = '', column = ''] = text.split('.');
    return { table, column };
  });

const comparison = z
  .string()
  .regex(/^[a-z][a-z0-9_]* <= [a-z][a-z0-9_]*$/, 'expected `earlier <= later`, both columns')
  .transform((text) => {
    const [earlier = '', later = ''] = text.split(' <= ');
    return { earlier, later };
  });

const bound = String.raw`(<=|<|>=|>) (-?\d+(\.\d+)?|\d{4}-\d{2}-\d{2})`;

/** What rows must be; each key is a check of its own, and templates/checks/ says what becomes of a run that fails it. */
const contract = z.strictObject({
  owner: snakeId.default('shop').describe("Who owns the source: a key of the shop's `owners`."),
  presence: z.enum(PRESENCE).default('some').describe('The local days of a period that have rows.'),
  fresh_days: z.int().min(0).optional().describe('Days by which the newest row may lie behind the scheduled time.'),
  clock: snakeId.optional().describe('The instant of which dt is the UTC day, and whose time of day is watched.'),
  values: z.record(snakeId, z.array(z.string()).min(1)).default({}).describe('Column → the values that it may have.'),
  ranges: z
    .record(
      snakeId,
      z.string().regex(new RegExp(`^${bound}(, ${bound})?$`), 'expected e.g. `> 0`, `>= 1, <= 5` or `< 2100-01-01`'),
    )
    .default({})
    .describe('Column → between which numbers or days its values lie.'),
  order: z.array(comparison).default([]).describe('`earlier <= later`: columns in order where both are there.'),
  holds: z.record(snakeId, sqlText).default({}).describe('Name → a condition that every row holds.'),
  references: z
    .record(snakeId, reference)
    .default({})
    .describe(
      'Column → the table.column of a key that has its value too; of a longer key with the columns of its name.',
    ),
  children: z.array(snakeId).default([]).describe('Tables with rows of each row, by its key.'),
  members: z.array(snakeId).default([]).describe('Columns each of whose usual values has rows in every period.'),
  means: z.array(snakeId).default([]).describe('Numeric columns whose mean is watched.'),
  outcomes: z.array(snakeId).default([]).describe('Nullable columns that are filled in later than the row.'),
  prose: z.array(snakeId).default([]).describe('Columns of text that people write, in which anything may stand.'),
});

const table = z.strictObject({
  key: z.array(snakeId).min(1).describe('Columns that identify a row.'),
  versioned: z.boolean().default(false).describe('Rows may come again with a higher row_version; the highest wins.'),
  partition: z.enum(['event', 'daily', 'none']).describe('event: dt is the UTC day of creation; daily: a local day.'),
  ahead: z.enum(['scheduled']).optional().describe('Read up to the day of the scheduled time + 1.'),
  may_lack: z.array(snakeId).default([]).describe('Nullable columns that a shop may leave out.'),
  sparse: z.boolean().default(false).describe('A period without rows is nothing unusual, so it holds no run.'),
  columns: z.record(snakeId, columnType),
  contract: contract.prefault({}),
});

export const tablesShape = z.record(snakeId, table).describe('The canonical tables.');
export const viewsShape = z.record(snakeId, sqlText).describe('SQL that several facts share.');
