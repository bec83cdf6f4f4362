// Options that several commands share, with their defaults.
import path from 'node:path';
import { InvalidArgumentError, Option } from 'commander';

/** The folder of the program, where templates and the sample shop lie. */
export const HOME = path.resolve(import.meta.dirname, '../..');

export const DEFAULT_CONFIG = path.join(HOME, 'examples/sample');
export const DEFAULT_LAKE = 'lake/sample';
export const DEFAULT_OUT = 'out';
export const DEFAULT_REPORT = 'monthly-executive';

export type ShopOptions = {
  config: string;
  lake: string;
  out: string;
  engine: 'duckdb';
  memory?: string;
  threads?: number;
  pages?: string;
  json?: boolean;
  debug?: boolean;
};

export function shopOptions(): Option[] {
  return [
    new Option('--config <dir>', "the shop's folder").default(DEFAULT_CONFIG, 'examples/sample'),
    new Option('--lake <dir>', 'the folder with its tables').default(DEFAULT_LAKE),
    outOption(),
    new Option('--engine <name>', 'what runs the SQL').choices(['duckdb']).default('duckdb'),
    new Option('--memory <size>', 'memory of the engine, e.g. 2GB'),
    new Option('--threads <n>', 'threads of the engine').argParser(Number),
    pagesOption('mails link to pages there, as `scorecard serve` prints it'),
    ...outputOptions(),
  ];
}

/** Where `scorecard serve` says that the pages are. */
export function pagesOption(description: string): Option {
  return new Option('--pages <url>', description).argParser((text) => {
    if (/^https?:\/\//.test(text) && URL.canParse(text)) return new URL(text).href;
    throw new InvalidArgumentError('Write what `scorecard serve` prints, e.g. http://127.0.0.1:8765/.');
  });
}

export function outOption(): Option {
  return new Option('--out <dir>', 'the folder for snapshots and mails').default(DEFAULT_OUT);
}

/** Options that lead to folders of this machine. */
export const FOLDERS = ['config', 'lake', 'out', 'engine', 'memory', 'threads', 'pages'];

/** What a command needs to act on a deployed stage; the others look at folders of this machine. */
export function stageOptions(folders: string[] = FOLDERS): Option[] {
  return [
    new Option('--stage <name>', 'act on this deployed stage instead of folders here').conflicts(folders),
    new Option('--region <name>', "the stage's region, where AWS_REGION is another"),
  ];
}

export function outputOptions(): Option[] {
  return [
    new Option('--json', 'print one JSON document for machines'),
    new Option('--debug', 'show the whole error behind a problem'),
  ];
}
