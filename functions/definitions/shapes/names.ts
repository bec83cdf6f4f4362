// The words in which definitions are named. YAML ids are snake_case, since they become columns; report ids are
// kebab-case, since they become paths.
import * as z from 'zod';

export const snakeId = z.string().regex(/^[a-z][a-z0-9_]*$/, 'expected a name in snake_case: a-z, 0-9 and _');
export const sqlText = z.string().min(1).describe('SQL that DuckDB and Trino (Athena engine v3) read alike.');
export const nameByLocale = z
  .record(z.string(), z.string().min(1))
  .describe('A name by locale, e.g. { en: Sales, zh-CN: 销售额 }.');

/** A number as written, kept as text so that it stays exact. */
export const exactNumber = z
  .union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/, 'expected a decimal number')])
  .transform((value) => String(value))
  .refine((text) => /^-?\d+(\.\d+)?$/.test(text), 'expected a decimal number without exponent');

export const expressionText = z
  .union([z.string().min(1), z.number()])
  .transform((value) => String(value))
  .describe('+ - * / ( ) over numbers, fact.measure, fact.measure[year_ago], target.<kpi> and period.days.');
