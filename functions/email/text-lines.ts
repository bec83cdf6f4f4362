// How lines of the text part are marked before they are wrapped.
import { columnsOf } from './wrap.ts';

export const INDENT = '  ';
/** Before a line of a list, whose further lines are indented. No name holds a tab, since names are cleaned. */
export const ROW = '\t';

/** A section under its title. */
export function heading(title: string, lines: readonly string[]): string[] {
  return [title, '-'.repeat(columnsOf(title)), ...lines];
}
