// workbook.<locale>.xlsx: a snapshot as a workbook. It shows what the snapshot says and computes nothing but the sums that
// a spreadsheet computes again before the reader's eyes.
import type { Locale } from '../definitions/locale.ts';
import { cleanName, fill, pickText } from '../email/words.ts';
import type { Snapshot } from '../snapshot/shape.ts';
import { familiesOf, openWorkbook, type WorkbookEdition } from './edition.ts';
import { fitSheets } from './fit-sheets.ts';
import type { Sheet } from './sheet.ts';
import { familySheet } from './sheets/family-sheet.ts';
import { summarySheet } from './sheets/summary-sheet.ts';
import { writeWorkbook } from './write-workbook.ts';

export async function workbookOf(
  snapshot: Snapshot,
  locale: Locale,
  meanings: WorkbookEdition['meanings'],
): Promise<Uint8Array> {
  const { shop, report, asOf } = snapshot;
  const title = fill(locale.workbook.about.title, {
    shop: cleanName(shop.name),
    report: pickText(report.title, locale) ?? report.id,
  });
  return writeWorkbook(sheetsOf(snapshot, locale, meanings), { title, creator: cleanName(shop.name), asOf });
}

function sheetsOf(snapshot: Snapshot, locale: Locale, meanings: WorkbookEdition['meanings']): Sheet[] {
  const edition = openWorkbook(snapshot, locale, meanings);
  return fitSheets(
    [summarySheet(edition), ...familiesOf(edition).map((family) => familySheet(family, edition))],
    locale.workbook,
  );
}
