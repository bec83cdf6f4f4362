// The files that show a snapshot, beside it in its folder: of the whole shop or of a slice. One at a time, since a
// workbook of many members is large.
import { type Definitions, localesOf } from '../definitions/definitions.ts';
import { kpisCsv } from '../snapshot/csv.ts';
import { reconciliationCsv } from '../snapshot/reconciliation-csv.ts';
import type { Snapshot } from '../snapshot/shape.ts';
import { pageFiles } from './page-files.ts';
import type { RevisionFile } from './write-revision.ts';

export async function* snapshotFiles(
  folder: string,
  snapshot: Snapshot,
  definitions: Definitions,
): AsyncGenerator<RevisionFile> {
  const locales = localesOf(definitions);
  yield { key: `${folder}/kpis.csv`, body: kpisCsv(snapshot, locales) };
  const reconciliation = reconciliationCsv(snapshot, locales);
  if (reconciliation !== null) yield { key: `${folder}/reconciliation.csv`, body: reconciliation };
  yield* pageFiles(snapshot, folder, locales);
  // Only where something is published: other invocations begin without it.
  const { workbookOf } = await import('../workbook/workbook.ts');
  const meanings = new Map(Object.entries(definitions.kpis));
  for (const locale of locales) {
    yield { key: `${folder}/workbook.${locale.locale}.xlsx`, body: await workbookOf(snapshot, locale, meanings) };
  }
}
