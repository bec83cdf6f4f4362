// Reads a shop's definitions: the templates with the shop's own files laid over them, path by path.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { DefinitionFiles } from '../definitions/draft.ts';
import { ProblemError } from '../problem.ts';

/** Folders of the templates that a shop may lay files over, and the files that are its own. */
const LAYERED = [
  'facts',
  'kpis',
  'playbooks',
  'scorecards',
  'reports',
  'locales',
  'email',
  'calendars',
  'checks',
  'reconciliation',
];
const OWN = ['shop.yaml', 'sources.yaml'];

export function readDefinitionFiles(templates: string, config: string): DefinitionFiles {
  return {
    ...Object.fromEntries(LAYERED.flatMap((folder) => readFolder(templates, folder))),
    ...Object.fromEntries(LAYERED.flatMap((folder) => readFolder(config, folder))),
    ...Object.fromEntries(
      listFiles(config)
        .filter((name) => OWN.includes(name))
        .map((name) => readOne(config, name)),
    ),
  };
}

function readFolder(root: string, folder: string): [string, DefinitionFiles[string]][] {
  return listFiles(path.join(root, folder), true)
    .filter((name) => /\.(yaml|mjml)$/.test(name))
    .map((name) => readOne(root, `${folder}/${name}`));
}

function readOne(root: string, name: string): [string, DefinitionFiles[string]] {
  const file = path.join(root, name);
  return [name, { file: path.relative(process.cwd(), file), text: readFileSync(file, 'utf8') }];
}

function listFiles(folder: string, mayBeAbsent = false): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
      .sort();
  } catch (cause) {
    if (mayBeAbsent) return [];
    const problem = {
      code: 'MISSING_FILE' as const,
      message: `There is no shop folder ${folder}.`,
      place: { file: folder },
      remedy: 'Name a folder with a shop.yaml by --config; examples/sample is one to start from.',
    };
    throw new ProblemError(problem, { cause });
  }
}
