// What periods that are closed would say by now: beside what was closed, and why. It enters no figure.
import { periodName } from '../../email/dates.ts';
import { sayReasons } from '../../email/reason-words.ts';
import { beginSentence } from '../../email/words.ts';
import { nameCell, type WorkbookEdition } from '../edition.ts';
import { changeFormat, plainFormat, valueFormat } from '../number-format.ts';
import { number, type Sheet, type SheetCell, text } from '../sheet.ts';

/** All reasons: a sheet has room. */
const ALL = Number.MAX_SAFE_INTEGER;

/** None where nothing differs. */
export function adjustmentsSheets(edition: WorkbookEdition): Sheet[] {
  const { snapshot, locale, money, words } = edition;
  const { columns, sheets } = words;
  const { adjustments = [] } = snapshot;
  if (adjustments.length === 0) return [];
  const rows = adjustments.map(({ period, revision, kpi: id, closed, now, difference, reasons }): SheetCell[] => {
    const kpi = snapshot.kpis.find((one) => one.id === id);
    const shown = (decimal: string | null, format: typeof valueFormat): SheetCell =>
      decimal === null ? null : number(decimal, kpi ? format(kpi, money) : plainFormat(decimal));
    return [
      text(periodName(period, 'long', locale)),
      number(String(revision), '0'),
      kpi ? nameCell(edition, { ...kpi, notes: [] }) : text(id),
      shown(closed, valueFormat),
      shown(now, valueFormat),
      shown(difference, changeFormat),
      text(beginSentence(sayReasons(reasons, locale, ALL))),
    ];
  });
  return [
    {
      name: sheets.adjustments,
      above: [],
      columns: [
        { title: columns.closed_period },
        { title: columns.revision },
        { title: columns.kpi },
        { title: columns.closed },
        { title: columns.now },
        { title: columns.difference },
        { title: columns.reason, wide: true },
      ],
      rows,
      frozen: 3,
    },
  ];
}
