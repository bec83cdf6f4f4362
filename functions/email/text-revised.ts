// What stands above the mail of a revision, as blocks of lines.
import type { Locale } from '../definitions/locale.ts';
import type { RevisedSection } from './revised-section.ts';
import { heading, INDENT, ROW } from './text-lines.ts';
import { RULE } from './text-release.ts';
import { fill } from './words.ts';

export function writeRevised({ title, sentences, rows, more, below }: RevisedSection, locale: Locale): string[][] {
  const lines = rows.flatMap(({ name, from, to, change, note }) => [
    ROW + fill(locale.revised.row, { kpi: name, from, to, change }),
    ROW + INDENT + note,
  ]);
  return [heading(title, [...sentences, ...lines, ...(more === null ? [] : [more])]), ['='.repeat(RULE), below]];
}
