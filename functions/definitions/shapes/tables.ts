// templates/facts/tables.yaml and views.yaml: the canonical tables and the SQL that facts share.
import * as z from 'zod';
import { snakeId, sqlText } from './names.ts';

const columnType = z
  .string()
  .regex(
    /^(varchar|bigint|integer|boolean|date|timestamp|decimal\(\d{1,2},\d{1,2}\))\??$/,
    'expected varchar, bigint, integer, boolean, date, timestamp or decimal(p,s), then ? where it may hold NULL',
  );

const table = z.strictObject({
  key: z.array(snakeId).min(1).describe('Columns that identify a row.'),
  versioned: z.boolean().default(false).describe('Rows may come again with a higher row_version; the highest wins.'),
  partition: z.enum(['event', 'daily', 'none']).describe('event: dt is the UTC day of creation; daily: a local day.'),
  ahead: z.enum(['scheduled']).optional().describe('Read up to the day of the scheduled time + 1.'),
  may_lack: z.array(snakeId).default([]).describe('Nullable columns that a shop may leave out.'),
  sparse: z.boolean().default(false).describe('A period without rows is nothing unusual, so it holds no run.'),
  columns: z.record(snakeId, columnType),
});

export const tablesShape = z.record(snakeId, table).describe('The canonical tables.');
export const viewsShape = z.record(snakeId, sqlText).describe('SQL that several facts share.');
