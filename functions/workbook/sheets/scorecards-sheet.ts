// Every card with its lines; below each card its points are added, which makes its score.
import { periodName } from '../../email/dates.ts';
import type { SnapshotKpi, SnapshotLine, SnapshotScorecard } from '../../snapshot/shape.ts';
import { cardName, nameCell, notesCell, statusCell, type WorkbookEdition } from '../edition.ts';
import { canAdd, decimalsOf, sumOf } from '../exact-sum.ts';
import { POINTS_FORMAT, plainFormat, shareFormat, valueFormat } from '../number-format.ts';
import { bold, columnLetters, formula, number, type Sheet, type SheetCell, text } from '../sheet.ts';

const POINTS_COLUMN = 8;

export function scorecardsSheet(edition: WorkbookEdition): Sheet {
  const { columns, sheets } = edition.words;
  const rows: SheetCell[][] = [];
  // Headings stand in the first row.
  for (const card of edition.snapshot.scorecards) rows.push(...cardRows(card, rows.length + 2, edition));
  return {
    name: sheets.scorecards,
    above: [],
    columns: [
      { title: columns.scorecard },
      { title: columns.kpi },
      { title: columns.value },
      { title: columns.target },
      { title: columns.weight },
      { title: columns.effective_weight },
      { title: columns.score },
      { title: columns.previous_score },
      { title: columns.points },
      { title: columns.status },
      { title: columns.period },
      { title: columns.notes },
    ],
    rows,
    frozen: 2,
  };
}

function cardRows(card: SnapshotScorecard, firstRow: number, edition: WorkbookEdition): SheetCell[][] {
  const lines = card.lines.map((line) => lineRow(line, card, edition));
  return [...lines, totalRow(card, firstRow, edition)];
}

function lineRow(line: SnapshotLine, card: SnapshotScorecard, edition: WorkbookEdition): SheetCell[] {
  const { snapshot, locale, money } = edition;
  const kpi = snapshot.kpis.find(({ id }) => id === line.kpi);
  const { value, target, weight, effectiveWeight, score, previousScore, points, period } = line;
  const inUnit = (decimal: string | null | undefined): SheetCell =>
    decimal ? number(decimal, kpi ? valueFormat(kpi, money) : plainFormat(decimal)) : null;
  return [
    text(cardName(card, locale)),
    kpi ? nameCell(edition, { ...kpi, notes: line.notes }) : text(line.kpi),
    inUnit(value),
    inUnit(target?.value),
    number(weight, plainFormat(weight)),
    number(effectiveWeight, shareFormat(2)),
    number(score, POINTS_FORMAT),
    number(previousScore, POINTS_FORMAT),
    number(points, POINTS_FORMAT),
    statusCell(edition, line),
    text(period === undefined ? null : periodName(period, 'short', locale)),
    notesCell(edition, { notes: line.notes, sample: kpi?.sample ?? null } satisfies Pick<
      SnapshotKpi,
      'notes' | 'sample'
    >),
  ];
}

function totalRow(card: SnapshotScorecard, firstRow: number, { locale, words }: WorkbookEdition): SheetCell[] {
  const points = card.lines.flatMap((line) => (line.points === null ? [] : [line.points]));
  const letters = columnLetters(POINTS_COLUMN);
  const added = `ROUND(SUM(${letters}${firstRow}:${letters}${firstRow + card.lines.length - 1}),${decimalsOf(points)})`;
  const sum = points.length === 0 ? null : sumOf(points);
  return [
    text(cardName(card, locale)),
    text(words.total.score),
    null,
    null,
    null,
    null,
    number(card.score, POINTS_FORMAT),
    number(card.previous?.score, POINTS_FORMAT),
    sum === null ? null : canAdd(points) ? formula(added, sum, POINTS_FORMAT) : number(sum, POINTS_FORMAT),
    text(card.grade),
    null,
    null,
  ].map(bold);
}
