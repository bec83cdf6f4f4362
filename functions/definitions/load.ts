// Definition files in, definitions or all of their problems out. Pure: the same code reads a folder and a bundled map.
import type { Problem } from '../problem.ts';
import { assembleDefinitions } from './assemble.ts';
import { checkRules } from './check-rules.ts';
import type { Definitions } from './definitions.ts';
import { type DefinitionFiles, type ParseFile, readDraft } from './draft.ts';
import { giveNames } from './locale-names.ts';

export type Loaded = { definitions: Definitions; problems: [] } | { definitions: null; problems: Problem[] };

/** Reads `{path: text}`; a shop's files are already laid over the templates, path by path. */
export function loadDefinitions(files: DefinitionFiles, parse?: ParseFile): Loaded {
  const problems: Problem[] = [];
  const draft = giveNames(readDraft(files, problems, parse));
  // Files that do not parse are missing from the draft, and names in them would be reported as unknown.
  if (problems.length === 0) problems.push(...checkRules(draft));
  if (problems.length > 0 || !draft.shop) return { definitions: null, problems: inOrder(problems) };
  return { definitions: assembleDefinitions(draft, draft.shop), problems: [] };
}

function inOrder(problems: Problem[]): Problem[] {
  const key = ({ place }: Problem) => [place?.file ?? '', place?.line ?? 0, place?.column ?? 0] as const;
  return [...problems].sort((a, b) => {
    const [fileA, lineA, columnA] = key(a);
    const [fileB, lineB, columnB] = key(b);
    return fileA < fileB ? -1 : fileA > fileB ? 1 : lineA - lineB || columnA - columnB;
  });
}
