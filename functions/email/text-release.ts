// What owners see above the finished mail, as blocks of lines.
import type { Locale } from '../definitions/locale.ts';
import type { ReleaseSection } from './release-section.ts';
import { heading, INDENT, ROW } from './text-lines.ts';
import { fill } from './words.ts';

/** Columns of the line above the mail. */
export const RULE = 72;

export function writeRelease(release: ReleaseSection, locale: Locale): string[][] {
  const { title, sentences, commands, moved, unusual, below } = release;
  return [
    heading(title, sentences),
    ...commands.map(({ label, command }) => [fill(locale.plain.link, { label }), command]),
    heading(moved.title, [
      moved.none ?? moved.note,
      ...moved.rows.flatMap(({ name, from, to, change, note }) => [
        ROW + fill(locale.release.moved.row, { kpi: name, from, to, change }),
        ROW + INDENT + note,
      ]),
    ]),
    heading(unusual.title, [
      ...(unusual.none === null ? [] : [unusual.none]),
      ...unusual.items.map(({ head, body }) => ROW + [head, body].join(locale.mail.preheader.sentence)),
    ]),
    ['='.repeat(RULE), below],
  ];
}
