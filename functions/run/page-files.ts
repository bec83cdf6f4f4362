// The pages of a revision or of a slice of it, one in each language of the shop, as files beside the snapshot they show.
import type { Locale } from '../definitions/locale.ts';
import { figuresPage } from '../pages/figures-page.ts';
import { reportPage } from '../pages/report/report-page.ts';
import type { Snapshot } from '../snapshot/shape.ts';
import type { RevisionFile } from './write-revision.ts';

export function* pageFiles(snapshot: Snapshot, folder: string, locales: readonly Locale[]): Generator<RevisionFile> {
  for (const locale of locales) {
    yield { key: `${folder}/figures.${locale.locale}.html`, body: figuresPage(snapshot, locale) };
    // Charts are those of a card.
    if (snapshot.scorecards.length === 0) continue;
    yield { key: `${folder}/report.${locale.locale}.html`, body: reportPage(snapshot, locale) };
  }
}
