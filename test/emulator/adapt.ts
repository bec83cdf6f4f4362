// Parts of the synthesized templates that the emulator refuses or cannot judge. Each is taken out before the deployment and
// told, so that nobody takes what remains for the whole.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type Resource = { Type: string; Properties?: { Metrics?: unknown; PolicyDocument?: { Statement: Statement[] } } };

type Statement = { Action: string | string[]; Resource?: unknown; Condition?: unknown };

/** It asks for these without their resource or without the keys that conditions name. */
const UNJUDGED = /^(athena|ses):/;

/** Answers what was taken out of a stack's template. */
export function adaptTemplate(app: string, stack: string): string[] {
  const template = readTemplate(app, stack);
  const told: string[] = [];
  for (const [id, { Type, Properties }] of Object.entries(template.Resources)) {
    if (Type === 'AWS::CloudWatch::Alarm' && Properties?.Metrics !== undefined) {
      delete template.Resources[id];
      told.push(`alarm ${id}: it has no alarms of metric math`);
    }
    for (const statement of Properties?.PolicyDocument?.Statement ?? []) {
      const actions = [statement.Action].flat();
      const isWhole = statement.Resource === '*' && statement.Condition === undefined;
      if (isWhole || !actions.every((action) => UNJUDGED.test(action))) continue;
      delete statement.Condition;
      statement.Resource = '*';
      told.push(`${id}: of ${actions.join(', ')} it judges the action alone`);
    }
  }
  writeFileSync(fileOf(app, stack), JSON.stringify(template));
  return told;
}

export function readTemplate(app: string, stack: string): { Resources: Record<string, Resource> } {
  return JSON.parse(readFileSync(fileOf(app, stack), 'utf8'));
}

const fileOf = (app: string, stack: string) => join(app, `${stack}.template.json`);
