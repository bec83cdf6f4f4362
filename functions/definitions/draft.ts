// The definition files, each held against its shape, before they are held against one another.
import type { z } from 'zod';
import type { Problem } from '../problem.ts';
import { type Locale, localeShape } from './locale.ts';
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
import { validateYaml } from './validate.ts';
import { type Path, readYaml, type YamlFile } from './yaml-file.ts';

/** A file under its path in `templates/`; `file` is how people know it, e.g. a shop's own file laid over it. */
export type DefinitionFile = { file: string; text: string };
export type DefinitionFiles = Record<string, DefinitionFile>;

export type Entry<T> = { id: string; value: T; source: YamlFile; path: Path };

export type TableEntry = Entry<z.output<typeof tablesShape>[string]>;
export type ViewEntry = Entry<string>;
export type FactEntry = Entry<z.output<typeof factShape>>;
export type CheckEntry = Entry<z.output<typeof checksShape>[string]>;
export type KpiEntry = Entry<z.output<typeof kpisShape>[string]> & { family: string };
export type PlaybookEntry = Entry<z.output<typeof playbooksShape>[string]>;
export type ReconciliationEntry = Entry<z.output<typeof reconciliationShape>[string]>;
export type ScorecardEntry = Entry<z.output<typeof scorecardShape>>;
export type ReportEntry = Entry<z.output<typeof reportShape>>;
export type CalendarEntry = Entry<z.output<typeof calendarShape>>;
export type LocaleEntry = Entry<Locale>;

export type Draft = {
  tables: TableEntry[];
  views: ViewEntry[];
  facts: FactEntry[];
  checks: CheckEntry[];
  kpis: KpiEntry[];
  playbooks: PlaybookEntry[];
  reconciliation: ReconciliationEntry[];
  scorecards: ScorecardEntry[];
  reports: ReportEntry[];
  calendars: CalendarEntry[];
  locales: LocaleEntry[];
  shop: Entry<z.output<typeof shopShape>> | null;
  sources: Entry<string>[];
  email: Record<string, string>;
};

/** `readYaml`, or what remembers its answers. */
export type ParseFile = (file: string, text: string) => YamlFile;

/** Reads every file that fits its shape; what does not fit is in `problems`. */
export function readDraft(files: DefinitionFiles, problems: Problem[], parse: ParseFile = readYaml): Draft {
  const read = (path: string): YamlFile => {
    const { file, text } = files[path] as DefinitionFile;
    return parse(file, text);
  };
  const paths = Object.keys(files).sort();
  const yaml = (folder: string): { id: string; source: YamlFile }[] =>
    paths
      .filter((path) => path.startsWith(folder) && /^[^/]+\.yaml$/.test(path.slice(folder.length)))
      .map((path) => ({ id: path.slice(folder.length, -'.yaml'.length), source: read(path) }));
  const whole = <S extends z.ZodType>(folder: string, shape: S): Entry<z.output<S>>[] =>
    yaml(folder).flatMap(({ id, source }) => {
      const value = validateYaml(source, shape, problems);
      return value === null ? [] : [{ id, value, source, path: [] }];
    });
  const entries = <V>(path: string, shape: z.ZodType<Record<string, V>>): Entry<V>[] =>
    path in files ? split(read(path), shape, problems) : [];
  return {
    // A shop adds tables of its own in files beside the canonical ones, instead of copying all of those.
    tables: ['facts/tables.yaml', ...paths.filter((path) => /^facts\/tables\/[^/]+\.yaml$/.test(path))].flatMap(
      (path) => entries(path, tablesShape),
    ),
    views: entries('facts/views.yaml', viewsShape),
    facts: yaml('facts/')
      .filter(({ id }) => id !== 'tables' && id !== 'views')
      .flatMap(({ id, source }) => {
        const value = validateYaml(source, factShape, problems);
        return value === null ? [] : [{ id, value, source, path: [] }];
      }),
    checks: yaml('checks/').flatMap(({ source }) => split(source, checksShape, problems)),
    kpis: yaml('kpis/').flatMap(({ id: family, source }) =>
      split(source, kpisShape, problems).map((entry) => ({ ...entry, family: entry.value.family ?? family })),
    ),
    playbooks: yaml('playbooks/').flatMap(({ source }) => split(source, playbooksShape, problems)),
    reconciliation: yaml('reconciliation/').flatMap(({ source }) => split(source, reconciliationShape, problems)),
    scorecards: whole('scorecards/', scorecardShape),
    reports: whole('reports/', reportShape),
    calendars: whole('calendars/', calendarShape),
    locales: whole('locales/', localeShape),
    shop: readShop('shop.yaml' in files ? read('shop.yaml') : null, problems),
    sources: entries('sources.yaml', sourcesShape),
    email: Object.fromEntries(
      paths
        .filter((path) => path.startsWith('email/'))
        .map((path) => [path.slice('email/'.length), files[path]?.text ?? '']),
    ),
  };
}

/** The entries of a file that is a map of id → definition. */
function split<V>(source: YamlFile, shape: z.ZodType<Record<string, V>>, problems: Problem[]): Entry<V>[] {
  const value = validateYaml(source, shape, problems);
  return Object.entries(value ?? {}).map(([id, entry]) => ({ id, value: entry, source, path: [id] }));
}

function readShop(source: YamlFile | null, problems: Problem[]): Draft['shop'] {
  if (source === null) {
    problems.push({
      code: 'MISSING_FILE',
      message: 'The shop has no shop.yaml.',
      remedy: 'Name a folder with a shop.yaml by --config; examples/sample is one to start from.',
    });
    return null;
  }
  const value = validateYaml(source, shopShape, problems);
  return value === null ? null : { id: 'shop', value, source, path: [] };
}
