// What owners see above the finished mail, as lines of text.
import type { Locale } from '../definitions/locale.ts';
import type { ReleaseSection } from './release-section.ts';
import { INDENT, ROW } from './text-lines.ts';
import { fill } from './words.ts';

export function writeRelease({ sentences, commands, moved, unusual, below }: ReleaseSection, locale: Locale): string[] {
  return [
    ...sentences,
    // A command is copied: it is never broken.
    ...commands.flatMap(({ label, command }) => [fill(locale.plain.link, { label }), command]),
    '',
    moved.title,
    moved.none ?? moved.note,
    ...moved.rows.flatMap(({ name, from, to, change, note }) => [
      ROW + fill(locale.release.moved.row, { kpi: name, from, to, change }),
      ROW + INDENT + note,
    ]),
    '',
    unusual.title,
    ...(unusual.none === null ? [] : [unusual.none]),
    ...unusual.items.map(({ head, body }) => ROW + [head, body].join(locale.mail.preheader.sentence)),
    '',
    below,
  ];
}
