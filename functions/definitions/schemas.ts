// The shapes of the definition files as JSON Schemas, so that an editor completes and checks YAML by the very rules by
// which it is read. What is between files (a name that exists nowhere) only `check-rules.ts` finds.
import * as z from 'zod';
import { localeShape } from './locale.ts';
import { calendarShape } from './shapes/calendars.ts';
import { checksShape } from './shapes/checks.ts';
import { factShape } from './shapes/facts.ts';
import { kpisShape } from './shapes/kpis.ts';
import { playbooksShape } from './shapes/playbooks.ts';
import { reconciliationShape } from './shapes/reconciliation.ts';
import { reportShape } from './shapes/reports.ts';
import { scorecardShape } from './shapes/scorecards.ts';
import { shopShape, sourcesShape } from './shapes/shop.ts';
import { tablesShape, viewsShape } from './shapes/tables.ts';

export type JsonSchema = { $schema: string; $id: string; title: string; [keyword: string]: unknown };

const KINDS: Record<string, [title: string, shape: z.ZodType]> = {
  tables: ['Canonical tables', tablesShape],
  views: ['Shared SQL', viewsShape],
  fact: ['A fact', factShape],
  checks: ['Rules of checks', checksShape],
  kpis: ['KPIs of one family', kpisShape],
  playbooks: ['Playbooks of one family', playbooksShape],
  reconciliation: ['Rules of reconciliation', reconciliationShape],
  scorecard: ['A scorecard', scorecardShape],
  report: ['A report', reportShape],
  calendar: ['A calendar of holidays', calendarShape],
  locale: ['The words of one language', localeShape],
  shop: ['A shop', shopShape],
  sources: ["A shop's sources", sourcesShape],
};

/** File name → schema of every kind of definition file. */
export function definitionSchemas(): Record<string, JsonSchema> {
  return Object.fromEntries(
    Object.entries(KINDS).map(([kind, [title, shape]]) => [`${kind}.schema.json`, toJsonSchema(kind, title, shape)]),
  );
}

/** What may be written: keys with a default may be left out, and unknown keys are refused only by strict shapes. */
export function toJsonSchema(kind: string, title: string, shape: z.ZodType): JsonSchema {
  const { $schema, description, ...rest } = z.toJSONSchema(shape, {
    io: 'input',
    override({ jsonSchema }) {
      // The bound of every integer in JavaScript says nothing to a person.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  });
  return { $schema: $schema as string, $id: `${kind}.schema.json`, title, description, ...rest };
}
