// Lakes made from the example tables, with tables left out or their text changed: how a shop's data goes wrong.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach } from 'vitest';
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

/** An empty folder of its own. */
export function scratchFolder(): string {
  return mkdtempSync(path.join(tmpdir(), 'scratch-'));
}

/** Hands each test of a file a lake of the examples and an empty folder for what comes out; both go after it. */
export function lakeForEachTest(take: (made: { lake: Lake; out: string }) => void): void {
  let made: { lake: Lake; out: string };
  beforeEach(() => {
    made = { lake: exampleLake(), out: scratchFolder() };
    take(made);
  });
  afterEach(() => {
    made.lake.remove();
    rmSync(made.out, { recursive: true, force: true });
  });
}
