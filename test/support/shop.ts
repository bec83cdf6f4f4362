// Definitions and engines for tests: the real templates, with a test's own files laid over them through the real parser.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CHECKS } from '../../functions/definitions/checks.ts';
import type { Definitions } from '../../functions/definitions/definitions.ts';
import type { DefinitionFiles } from '../../functions/definitions/draft.ts';
import { type Loaded, loadDefinitions } from '../../functions/definitions/load.ts';
import { readDefinitionFiles } from '../../functions/local/definition-files.ts';
import { formatProblem } from '../../functions/problem.ts';

export const ROOT = path.resolve(import.meta.dirname, '../..');
export const EXAMPLES = path.join(ROOT, 'test/kpi-examples');

/** Of lakes of a dozen rows neither days nor history say anything, and one odd row is many. */
const RULES_OF_SMALL_LAKES = `
columns_present: { action: hold }
rows_present: { action: hold }
keys_unique: { action: hold }
targets_in_order: { action: hold }
${CHECKS.filter((id) => !['columns_present', 'rows_present', 'keys_unique', 'targets_in_order'].includes(id))
  .map((id) => `${id}: { action: report }`)
  .join('\n')}
`;

/** Laid over a test's shop: the rules that everybody else has. */
export const REAL_RULES = {
  'checks/rules.yaml': readFileSync(path.join(ROOT, 'templates/checks/rules.yaml'), 'utf8'),
};

/** The sample shop's files with others over them; null takes one away. Rules are those of small lakes. */
export function shopFiles(over: Record<string, string | null> = {}): DefinitionFiles {
  const files = readDefinitionFiles(path.join(ROOT, 'templates'), path.join(ROOT, 'examples/sample'));
  for (const [name, text] of Object.entries({ 'checks/rules.yaml': RULES_OF_SMALL_LAKES, ...over })) {
    if (text === null) delete files[name];
    else files[name] = { file: name, text };
  }
  return files;
}

/** Lays the rules of small lakes over a shop's folder, for a command that reads it. */
export function writeRulesOfSmallLakes(config: string): void {
  mkdirSync(path.join(config, 'checks'), { recursive: true });
  writeFileSync(path.join(config, 'checks/rules.yaml'), RULES_OF_SMALL_LAKES);
}

export function load(over: Record<string, string | null> = {}): Loaded {
  return loadDefinitions(shopFiles(over));
}

/** Definitions that must be right; their problems are the failure's message. */
export function mustLoad(over: Record<string, string | null> = {}): Definitions {
  const { definitions, problems } = load(over);
  if (!definitions) throw new Error(problems.map(formatProblem).join('\n\n'));
  return definitions;
}

/** Laid over the shop, it leaves one report: what is told of a report does not depend on the others. */
export function onlyReport(id: string): Record<string, null> {
  const others = Object.keys(shopFiles()).filter(
    (file) => file.startsWith('reports/') && file !== `reports/${id}.yaml`,
  );
  return Object.fromEntries(others.map((file) => [file, null]));
}
