// Lakes made from the example tables, with tables left out or their text changed: how a shop's data goes wrong.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EXAMPLES } from './shop.ts';

export type Lake = {
  folder: string;
  /** Changes a table's text; null removes it. */
  change(table: string, edit: ((text: string) => string) | null): void;
  remove(): void;
};

/** `only`: these tables, all where absent. */
export function exampleLake(only?: string[]): Lake {
  const folder = mkdtempSync(path.join(tmpdir(), 'lake-'));
  const facts = path.join(EXAMPLES, 'facts');
  if (only) for (const table of only) cpSync(path.join(facts, `${table}.csv`), path.join(folder, `${table}.csv`));
  else cpSync(facts, folder, { recursive: true });
  return {
    folder,
    change(table, edit) {
      const file = path.join(folder, `${table}.csv`);
      if (edit === null) rmSync(file);
      else writeFileSync(file, edit(readFileSync(file, 'utf8')));
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Keeps the header and the lines for which a test holds. */
export function keepLines(test: (line: string) => boolean): (text: string) => string {
  return (text) =>
    text
      .split('\n')
      .filter((line, at) => at === 0 || test(line))
      .join('\n');
}

/** A folder that is taken away when the tests end. */
export function scratchFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'scratch-'));
  mkdirSync(folder, { recursive: true });
  return folder;
}
