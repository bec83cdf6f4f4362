// A rule: one thing that definitions must hold, with its problem and remedy. The list in check-rules.ts runs them all, so
// that every problem appears at once.
import type { Problem, ProblemCode } from '../../problem.ts';
import type { Draft, Entry } from '../draft.ts';
import type { Path } from '../yaml-file.ts';

export type Rule = (draft: Draft) => Problem[];

/** A problem at a value of an entry. */
export function problemAt(
  entry: Entry<unknown>,
  path: Path,
  code: ProblemCode,
  message: string,
  remedy: string,
  part: 'key' | 'value' = 'value',
): Problem {
  return { code, message, place: entry.source.place([...entry.path, ...path], part), remedy };
}

/** A problem at a word inside a text value of an entry. */
export function problemIn(
  entry: Entry<unknown>,
  path: Path,
  word: { offset: number; length: number },
  code: ProblemCode,
  message: string,
  remedy: string,
): Problem {
  const place = entry.source.placeIn([...entry.path, ...path], word.offset, word.length);
  return { code, message, place, remedy };
}

export function idsOf(entries: { id: string }[]): string[] {
  return entries.map(({ id }) => id);
}
