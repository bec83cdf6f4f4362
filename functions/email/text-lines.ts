// How lines of the text part are marked, wrapped and put together.
import { columnsOf, wrapText } from './wrap.ts';

export const INDENT = '  ';
/** Before a line of a list, whose further lines are indented. No name holds a tab, since names are cleaned. */
export const ROW = '\t';

/** A section under its title. */
export function heading(title: string, lines: readonly string[]): string[] {
  return [title, '-'.repeat(columnsOf(title)), ...lines];
}

/** Blocks of lines, wrapped, with an empty line between two. */
export function joinBlocks(blocks: readonly (readonly string[])[]): string {
  return `${blocks.map((lines) => lines.flatMap(wrapLine).join('\n')).join('\n\n')}\n`;
}

/** A link or a command is copied: it stands alone on its line and is never broken. The rest of a row is indented. */
function wrapLine(line: string): string[] {
  if (/^(https?:|mailto:|npx )/.test(line)) return [line];
  return line.startsWith(ROW) ? wrapText(line.slice(ROW.length), INDENT) : wrapText(line);
}
