// Options that several commands share, with their defaults.
import path from 'node:path';
import { Option } from 'commander';

/** The folder of the program, where templates and the sample shop lie. */
export const HOME = path.resolve(import.meta.dirname, '../..');

export const DEFAULT_CONFIG = path.join(HOME, 'examples/sample');
export const DEFAULT_LAKE = 'lake/sample';
const DEFAULT_OUT = 'out';

export type ShopOptions = {
  config: string;
  lake: string;
  out: string;
  engine: 'duckdb';
  memory?: string;
  threads?: number;
  json?: boolean;
  debug?: boolean;
};

export function shopOptions(): Option[] {
  return [
    new Option('--config <dir>', "the shop's folder").default(DEFAULT_CONFIG, 'examples/sample'),
    new Option('--lake <dir>', 'the folder with its tables').default(DEFAULT_LAKE),
    new Option('--out <dir>', 'the folder for snapshots and mails').default(DEFAULT_OUT),
    new Option('--engine <name>', 'what runs the SQL').choices(['duckdb']).default('duckdb'),
    new Option('--memory <size>', 'memory of the engine, e.g. 2GB'),
    new Option('--threads <n>', 'threads of the engine').argParser(Number),
    ...outputOptions(),
  ];
}

export function outputOptions(): Option[] {
  return [
    new Option('--json', 'print one JSON document for machines'),
    new Option('--debug', 'show the whole error behind a problem'),
  ];
}
