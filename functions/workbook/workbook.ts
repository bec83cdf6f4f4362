// workbook.<locale>.xlsx: a snapshot as a workbook. It shows what the snapshot says and computes nothing but the sums that
// a spreadsheet computes again before the reader's eyes.
import type { Locale } from '../definitions/locale.ts';
import { cleanName, fill, pickText } from '../email/words.ts';
import type { Snapshot } from '../snapshot/shape.ts';
import { familiesOf, openWorkbook, type WorkbookEdition } from './edition.ts';
import { fitSheets, MOST_ROWS, rangesOf } from './fit-sheets.ts';
import type { Sheet } from './sheet.ts';
import { adjustmentsSheets } from './sheets/adjustments-sheet.ts';
import { checksSheet, sourcesSheet } from './sheets/checks-sheet.ts';
import { definitionsSheet } from './sheets/definitions-sheet.ts';
import { familySheet } from './sheets/family-sheet.ts';
import { memberGroups, membersSheet } from './sheets/members-sheet.ts';
import { reconciliationSheet } from './sheets/reconciliation-sheet.ts';
import { scorecardsSheet } from './sheets/scorecards-sheet.ts';
import { summarySheet } from './sheets/summary-sheet.ts';
import { sumsSheet } from './sheets/sums-sheet.ts';
import { writeWorkbook } from './write-workbook.ts';

export async function workbookOf(
  snapshot: Snapshot,
  locale: Locale,
  meanings: WorkbookEdition['meanings'],
  mostRows = MOST_ROWS,
): Promise<Uint8Array> {
  const { shop, report, asOf } = snapshot;
  const title = fill(locale.workbook.about.title, {
    shop: cleanName(shop.name),
    report: pickText(report.title, locale) ?? report.id,
  });
  return writeWorkbook(sheetsOf(snapshot, { locale, meanings, mostRows }), {
    title,
    creator: cleanName(shop.name),
    asOf,
  });
}

function sheetsOf(
  snapshot: Snapshot,
  { locale, meanings, mostRows }: { locale: Locale; meanings: WorkbookEdition['meanings']; mostRows: number },
): Sheet[] {
  const words = locale.workbook;
  const edition = openWorkbook(snapshot, locale, meanings);
  const groups = memberGroups(edition);
  const members = membersSheet(groups, edition);
  const sheets = [
    summarySheet(edition),
    ...(snapshot.scorecards.length === 0 ? [] : [scorecardsSheet(edition)]),
    ...familiesOf(edition).map((family) => familySheet(family, edition)),
    members,
    sumsSheet(
      groups,
      (column, first, rows) => rangesOf(members, column, { first, rows }, { words, mostRows }),
      edition,
    ),
    definitionsSheet(edition),
    // What the books of the whole shop say is nothing that a part of it can be held against.
    ...(snapshot.slice ? [] : [reconciliationSheet(snapshot.reconciliation ?? null, edition)]),
    ...adjustmentsSheets(edition),
    checksSheet(edition),
    sourcesSheet(edition),
  ];
  return fitSheets(sheets, words, mostRows);
}
