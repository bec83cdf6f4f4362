// A shop's definitions at synthesis: templates with the shop's own files laid over them. A mistake in them ends here with
// its place and remedy, so that no stack is deployed from definitions that a run would refuse.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Definitions } from '../functions/definitions/definitions.ts';
import type { DefinitionFiles } from '../functions/definitions/draft.ts';
import { loadDefinitions } from '../functions/definitions/load.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const LAYERED = /^(facts|kpis|scorecards|reports|locales|email)\/.*\.(yaml|mjml)$/;
const OWN = /^(shop|sources)\.yaml$/;

/** `shop` is a folder, from the root of the repository. */
export function readShopDefinitions(shop: string): Definitions {
  const files = { ...readFiles('templates', LAYERED), ...readFiles(shop, LAYERED), ...readFiles(shop, OWN) };
  const { definitions, problems } = loadDefinitions(files);
  if (definitions) return definitions;
  const lines = problems.map(({ code, message, place, remedy }) => {
    const at = place ? `${place.file}:${place.line ?? 1}:${place.column ?? 1}  ` : '';
    return `${at}${code}\n  ${message}\n  ${remedy}`;
  });
  throw new Error(`The definitions of ${shop} do not hold.\n\n${lines.join('\n\n')}`);
}

function readFiles(folder: string, wanted: RegExp): DefinitionFiles {
  const names = readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => name.split(path.sep).join('/'))
    .filter((name) => wanted.test(name))
    .sort();
  return Object.fromEntries(
    names.map((name) => {
      const file = `${folder}/${name}`;
      return [name, { file, text: readFileSync(path.join(ROOT, file), 'utf8') }];
    }),
  );
}
