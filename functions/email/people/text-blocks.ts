// How texts of reviews are put together from blocks of lines.
import type { Locale } from '../../definitions/locale.ts';
import type { Status } from '../../snapshot/shape.ts';
import type { StatusMark } from '../edition.ts';
import { wrapLine } from '../text.ts';
import { STATUS_OF_TONE } from '../text-scorecard.ts';

/** Blocks of lines, wrapped, with an empty line between two. */
export function joinBlocks(blocks: readonly (readonly string[])[]): string {
  return `${blocks.map((lines) => lines.flatMap(wrapLine).join('\n')).join('\n\n')}\n`;
}

export function tagOf({ tone }: StatusMark, { plain }: Locale): string {
  return plain.tags[STATUS_OF_TONE[tone] as Status];
}
