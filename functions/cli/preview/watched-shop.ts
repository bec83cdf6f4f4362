// The shop as it is on disk at this moment. Files are read anew only when somebody asks, so that nothing runs while nobody
// looks; definitions that cannot be read leave the last ones that could, beside what is wrong with them.
import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Definitions } from '../../definitions/definitions.ts';
import type { DefinitionFiles, ParseFile } from '../../definitions/draft.ts';
import { loadDefinitions } from '../../definitions/load.ts';
import { readYaml, type YamlFile } from '../../definitions/yaml-file.ts';
import { compileEmail } from '../../email/compile.ts';
import { readDefinitionFiles } from '../../local/definition-files.ts';
import { type Problem, ProblemError } from '../../problem.ts';
import { readRecipientFiles } from '../open-shop.ts';

export type Shop = {
  /** Another one for other files. */
  version: string;
  /** The newest that could be read; null where none ever could. */
  definitions: Definitions | null;
  /** Why they are not what the files say now. */
  problems: readonly Problem[];
  recipientFiles: { file: string; text: string }[];
  /** A layout, named without .mjml, as HTML that is still to be filled, or what is wrong with it. */
  compile(layout: string, locale: string): Promise<Layout>;
  /** With the file on disk, where it names one below `email/`. */
  placed(problem: Problem): Problem;
};

export type Layout = { ok: true; html: string } | { ok: false; problems: Problem[] };

type Read = { version: string; files: DefinitionFiles; recipientFiles: Shop['recipientFiles']; problems: Problem[] };

/** `templates`: the folder over which the shop's own files are laid. */
export function watchShop(templates: string, config: string): () => Promise<Shop> {
  let known: Shop | null = null;
  const parse = rememberFiles();
  return async () => {
    const read = await readShop(templates, config);
    // Between the list of files and their texts one may be gone, as editors do it; the next look finds it again.
    if (read === null && known !== null) return known;
    if (known === null || known.version !== read?.version) known = openShop(read ?? NOTHING, known, parse);
    return known;
  };
}

const NOTHING: Read = { version: '', files: {}, recipientFiles: [], problems: [] };

/** Of a hundred files one is edited at a time; of each the newest text is remembered with what was read from it. */
function rememberFiles(): ParseFile {
  const known = new Map<string, { text: string; yaml: YamlFile }>();
  return (file, text) => {
    const last = known.get(file);
    if (last?.text === text) return last.yaml;
    const yaml = readYaml(file, text);
    known.set(file, { text, yaml });
    return yaml;
  };
}

/** Null where a file went away while it was read. */
async function readShop(templates: string, config: string): Promise<Read | null> {
  try {
    const files = readDefinitionFiles(templates, config);
    const recipientFiles = await readRecipientFiles(config);
    return { version: hashOf({ files, recipientFiles }), files, recipientFiles, problems: [] };
  } catch (error) {
    if (error instanceof ProblemError) {
      return { version: hashOf(error.message), files: {}, recipientFiles: [], problems: [...error.problems] };
    }
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function openShop({ version, files, recipientFiles, problems }: Read, before: Shop | null, parse: ParseFile): Shop {
  const loaded = problems.length > 0 ? { definitions: null, problems } : loadDefinitions(files, parse);
  const definitions = loaded.definitions ?? before?.definitions ?? null;
  const layouts = new Map<string, Promise<Layout>>();
  return {
    version,
    definitions,
    problems: loaded.problems,
    placed: (problem) => placeOnDisk(problem, files),
    recipientFiles,
    compile(layout, locale) {
      const name = `${layout} ${locale}`;
      const compiled = layouts.get(name) ?? compileLayout(definitions, files, layout, locale);
      layouts.set(name, compiled);
      return compiled;
    },
  };
}

async function compileLayout(
  definitions: Definitions | null,
  files: DefinitionFiles,
  layout: string,
  locale: string,
): Promise<Layout> {
  const words = definitions?.locales[locale];
  if (!definitions || !words) throw new Error(`no words in ${locale}`);
  const compiled = await compileEmail(definitions.email, `${layout}.mjml`, words);
  return compiled.ok ? compiled : { ok: false, problems: compiled.problems.map((one) => placeOnDisk(one, files)) };
}

/** Layouts know each other by their paths below `email/`. */
function placeOnDisk(problem: Problem, files: DefinitionFiles): Problem {
  const { place } = problem;
  const file = place === undefined ? undefined : files[path.posix.join('email', place.file)]?.file;
  return place === undefined || file === undefined ? problem : { ...problem, place: { ...place, file } };
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);
}
