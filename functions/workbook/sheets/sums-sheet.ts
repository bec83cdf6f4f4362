// Members added once more, by the spreadsheet itself, against the whole.
import { dimensionName } from '../../email/slice.ts';
import { beginSentence } from '../../email/words.ts';
import { nameCell, type WorkbookEdition } from '../edition.ts';
import { canAdd, decimalsOf, differenceOf, sumOf } from '../exact-sum.ts';
import { plainFormat } from '../number-format.ts';
import { columnLetters, formula, number, type Sheet, type SheetCell, text } from '../sheet.ts';
import { type MemberGroup, SUMMED_COLUMNS } from './members-sheet.ts';

type Part = keyof typeof SUMMED_COLUMNS;

/** `rangesOf` answers the cells of the members' sheets that hold so many rows of a column. */
export type RangesOf = (column: string, firstRow: number, rows: number) => string;

const ABOVE = 2;
const ALL_COLUMN = 'F';
const WHOLE_COLUMN = 'G';

export function sumsSheet(groups: readonly MemberGroup[], rangesOf: RangesOf, edition: WorkbookEdition): Sheet {
  const { columns, sheets, about } = edition.words;
  const rows: SheetCell[][] = [];
  for (const group of groups) {
    for (const part of ['numerator', 'denominator'] as const) {
      const row = sumRow(group, part, { row: ABOVE + rows.length + 2, rangesOf }, edition);
      if (row !== null) rows.push(row);
    }
  }
  return {
    name: sheets.sums,
    above: [sheets.sums, about.sums],
    columns: [
      { title: columns.family },
      { title: columns.kpi },
      { title: columns.dimension },
      { title: columns.sum_of },
      { title: columns.members },
      { title: columns.all_members },
      { title: columns.whole },
      { title: columns.difference },
    ],
    rows,
    frozen: 2,
  };
}

/** Null where there is nothing to add, as of a percentile, or where a figure is not shown. */
function sumRow(
  { family, kpi, dimension, members, firstRow }: MemberGroup,
  part: Part,
  { row, rangesOf }: { row: number; rangesOf: RangesOf },
  edition: WorkbookEdition,
): SheetCell[] | null {
  const whole = kpi[part];
  const parts = members.flatMap((member) => (member[part] === null ? [] : [member[part]]));
  if (whole === null || parts.length === 0) return null;
  const sum = sumOf(parts);
  const difference = differenceOf(sum, [whole]);
  const decimals = decimalsOf([whole, ...parts]);
  const ranges = rangesOf(columnLetters(SUMMED_COLUMNS[part]), firstRow, members.length);
  const isAdded = canAdd([...parts, whole, sum]);
  const added = (content: string, decimal: string) =>
    isAdded ? formula(content, decimal, plainFormat(decimal)) : number(decimal, plainFormat(decimal));
  return [
    text(family),
    nameCell(edition, kpi),
    text(beginSentence(dimensionName(dimension, edition.locale))),
    text(edition.words.columns[part]),
    number(String(members.length), '#,##0'),
    added(`ROUND(SUM(${ranges}),${decimals})`, sum),
    number(whole, plainFormat(whole)),
    added(`ROUND(${ALL_COLUMN}${row}-${WHOLE_COLUMN}${row},${decimals})`, difference),
  ];
}
