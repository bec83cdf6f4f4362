// A shop at synthesis: its definitions and its compiled mails, templates with the shop's own files laid over them. A
// mistake ends here with its place and remedy, so that no stack is deployed from what a run would refuse.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Definitions } from '../functions/definitions/definitions.ts';
import type { DefinitionFiles } from '../functions/definitions/draft.ts';
import { loadDefinitions } from '../functions/definitions/load.ts';
import { allLayouts } from '../functions/definitions/report-layouts.ts';
import { compileEmail } from '../functions/email/compile.ts';

/** Compiled layouts by report and locale. */
export type Templates = Record<string, Record<string, string>>;
export type Shop = { files: DefinitionFiles; definitions: Definitions; templates: Templates };
type Problem = ReturnType<typeof loadDefinitions>['problems'][number];

const ROOT = path.resolve(import.meta.dirname, '..');
const LAYERED =
  /^(facts|kpis|playbooks|scorecards|reports|locales|email|calendars|checks|reconciliation)\/.*\.(yaml|mjml)$/;
const OWN = /^(shop|sources)\.yaml$/;

/** `folder` is the shop's, from the root of the repository. */
export async function readShop(folder: string): Promise<Shop> {
  const files = readShopFiles(folder);
  const definitions = readShopDefinitions(folder, files);
  return { files, definitions, templates: await compileTemplates(folder, definitions) };
}

/** Files under their path in `templates/`; each says its place from the root of the repository, the same anywhere. */
export function readShopFiles(folder: string): DefinitionFiles {
  const files = { ...readFiles('templates', LAYERED), ...readFiles(folder, LAYERED), ...readFiles(folder, OWN) };
  return Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function readShopDefinitions(folder: string, files = readShopFiles(folder)): Definitions {
  const { definitions, problems } = loadDefinitions(files);
  return definitions ?? fail(`The definitions of ${folder} do not hold.`, problems);
}

export async function compileTemplates(folder: string, definitions: Definitions): Promise<Templates> {
  const templates: Templates = {};
  const problems: Problem[] = [];
  for (const [key, layout] of Object.entries(allLayouts(Object.values(definitions.reports)))) {
    const layouts: Record<string, string> = {};
    for (const locale of definitions.shop.locales) {
      const words = definitions.locales[locale];
      if (!words) continue;
      const compiled = await compileEmail(definitions.email, `${layout}.mjml`, words);
      if (compiled.ok) layouts[locale] = compiled.html;
      else problems.push(...compiled.problems);
    }
    templates[key] = layouts;
  }
  return problems.length === 0 ? templates : fail(`The e-mail templates of ${folder} do not hold.`, problems);
}

function fail(heading: string, problems: Problem[]): never {
  const lines = problems.map(({ code, message, place, remedy }) => {
    const at = place ? `${place.file}:${place.line ?? 1}:${place.column ?? 1}  ` : '';
    return `${at}${code}\n  ${message}\n  ${remedy}`;
  });
  // The same layout is compiled once a language and repeats what is wrong in all of them.
  throw new Error(`${heading}\n\n${[...new Set(lines)].join('\n\n')}`);
}

function readFiles(folder: string, wanted: RegExp): DefinitionFiles {
  const names = readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => name.split(path.sep).join('/'))
    .filter((name) => wanted.test(name));
  return Object.fromEntries(
    names.map((name) => {
      const file = `${folder}/${name}`;
      return [name, { file, text: readFileSync(path.join(ROOT, file), 'utf8') }];
    }),
  );
}
