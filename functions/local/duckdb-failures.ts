// What DuckDB says when it fails, as problems with a place and a remedy. One row a kind of failure; the first that
// matches speaks, and what no row knows keeps the engine's own first line.
import path from 'node:path';
import type { Place, Problem, ProblemCode } from '../problem.ts';

type Kind = {
  code: ProblemCode;
  pattern: RegExp;
  message: (found: RegExpExecArray) => string;
  remedy: string;
};

const KINDS: Kind[] = [
  {
    code: 'WRONG_TYPE',
    pattern: /Error when converting column "([^"]+)"\.? ?Could not convert string "([^"]*)" to '?([A-Z0-9(), ]+)'?/,
    message: ([, column, text, type]) =>
      `Column ${column} holds ${JSON.stringify(text)}, which is no ${type?.toLowerCase()}.`,
    remedy: 'Correct the value, or map the column with a cast in sources.yaml.',
  },
  {
    code: 'BROKEN_ROW',
    pattern: /Expected Number of Columns: (\d+) Found: (\d+)/,
    message: ([, expected, found]) => `The row has ${found} columns where the header has ${expected}.`,
    remedy: 'Correct the row: quote values that hold commas or line breaks.',
  },
  {
    code: 'BROKEN_ROW',
    pattern: /CSV Error on Line: \d+[\s\S]*?\n(?:Original Line:[^\n]*\n)?([^\n]+)/,
    message: ([, reason]) => `The row cannot be read: ${reason}.`,
    remedy: 'Correct the row: UTF-8, comma-separated, values with commas or quotes in double quotes.',
  },
  {
    code: 'MISSING_COLUMN',
    pattern: /schema mismatch in glob: column "([^"]+)"/,
    message: ([, column]) => `The file has no column \`${column}\`, which other files of the table have.`,
    remedy:
      'Write it again with that column (empty where nothing is known), or take it away if it belongs to another table.',
  },
  {
    code: 'WRONG_TYPE',
    pattern: /failed to cast column "([^"]+)" from type (\S+) to (\S+?):/,
    message: ([, column, found, type]) =>
      `Column ${column} is ${found?.toLowerCase()} in this file, and ${type?.toLowerCase()} in others of the table.`,
    remedy: 'Write the file again with the type that the others have.',
  },
  {
    code: 'UNREADABLE_FILE',
    pattern:
      /(No magic bytes found|too small to be a Parquet file|not a Parquet file|Failed to read Parquet|Corrupt|TProtocolException|Invalid Parquet|don't look like|footer)/i,
    message: () => 'The file is no readable Parquet file; it may be cut off.',
    remedy: 'Write or upload it again.',
  },
  {
    code: 'UNKNOWN_COLUMN',
    pattern: /(?:Referenced column|Table "[^"]+" does not have a column named) "([^"]+)"/,
    message: ([, column]) => `There is no column \`${column}\`.`,
    remedy: 'Correct the name in the SQL, or add the column to the table.',
  },
  {
    code: 'WRONG_TYPE',
    pattern: /Conversion Error: (.+)/,
    message: ([, reason]) => `A value has the wrong type: ${reason}`,
    remedy: 'Correct the value, or cast it otherwise in sources.yaml.',
  },
  {
    code: 'ENGINE_FAILED',
    pattern: /Out of Memory Error: (.+)/,
    message: () => 'The engine ran out of memory.',
    remedy: 'Give it more by --memory, e.g. --memory 4GB, or free memory on the machine.',
  },
];

/** The problem behind an error of DuckDB; `shown` makes paths short. */
export function classifyDuckdbError(error: unknown, shown: (file: string) => string): Problem {
  const text = error instanceof Error ? error.message : String(error);
  const place = placeOf(text, shown);
  for (const { code, pattern, message, remedy } of KINDS) {
    const found = pattern.exec(text);
    if (found) return { code, message: message(found), remedy, ...(place ? { place } : {}) };
  }
  const reason = text.split('\n')[0] ?? text;
  const remedy = 'Correct the SQL that is named here; --debug shows the whole error.';
  return { code: 'ENGINE_FAILED', message: `The engine refused: ${reason}`, remedy, ...(place ? { place } : {}) };
}

function placeOf(text: string, shown: (file: string) => string): Place | null {
  const file =
    /(?:file[ =:]+|File )['"]?([^'"\n]+?\.(?:csv|parquet))/i.exec(text)?.[1] ??
    /'([^']+\.(?:csv|parquet))'/.exec(text)?.[1];
  if (file === undefined) return null;
  const line = /CSV Error on Line: (\d+)/.exec(text)?.[1];
  const excerpt = /Original Line: ([^\n]*)/.exec(text)?.[1];
  return {
    file: shown(path.normalize(file)),
    ...(line === undefined ? {} : { line: Number(line) }),
    ...(excerpt === undefined ? {} : { excerpt }),
  };
}
