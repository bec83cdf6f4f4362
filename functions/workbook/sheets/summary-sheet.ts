// The first sheet: the scores, and every KPI against its target, the period before and a year ago.
import { instantName, periodName } from '../../email/dates.ts';
import { formatValue, parseQuantity } from '../../email/numbers.ts';
import { describeSlice } from '../../email/slice.ts';
import { beginSentence, cleanName, fill, pickText } from '../../email/words.ts';
import type { SnapshotKpi, SnapshotScorecard } from '../../snapshot/shape.ts';
import {
  cardName,
  comparedPeriods,
  familiesOf,
  nameCell,
  notesCell,
  statusCell,
  type WorkbookEdition,
} from '../edition.ts';
import {
  changeFormat,
  POINTS_FORMAT,
  SIGNED_POINTS_FORMAT,
  shareFormat,
  signedShareFormat,
  valueFormat,
} from '../number-format.ts';
import { bold, number, type Sheet, type SheetCell, text } from '../sheet.ts';

export function summarySheet(edition: WorkbookEdition): Sheet {
  const { snapshot, words } = edition;
  const { columns } = words;
  const { previous, yearAgo } = comparedPeriods(edition);
  const against = (period: string) => [
    { title: fill(columns.previous, { period }) },
    { title: fill(columns.change, { period }) },
    { title: fill(columns.ratio, { period }) },
  ];
  return {
    name: words.sheets.summary,
    above: aboutLines(edition),
    columns: [
      { title: columns.family },
      { title: columns.kpi },
      { title: columns.value },
      { title: columns.target },
      { title: columns.attainment },
      { title: columns.status },
      ...against(previous),
      ...against(yearAgo),
      { title: columns.notes },
    ],
    rows: [
      ...snapshot.scorecards.map((card) => scoreRow(card, edition)),
      ...familiesOf(edition).flatMap(({ name, kpis }) => kpis.map((kpi) => [text(name), ...kpiRow(kpi, edition)])),
    ],
    frozen: 2,
  };
}

function aboutLines({ snapshot, locale, words }: WorkbookEdition): string[] {
  const { about } = words;
  const { shop, report, period, revision, asOf, status, slice, currency } = snapshot;
  return [
    fill(about.title, { shop: cleanName(shop.name), report: pickText(report.title, locale) ?? report.id }),
    fill(about.period, {
      period: periodName(period.id, 'long', locale),
      revision: String(revision),
      status: locale.access.files_page.statuses[status],
      instant: instantName(asOf, period.timeZone, locale),
    }),
    ...(slice ? [beginSentence(describeSlice(slice, locale))] : []),
    [fill(about.amounts, { currency }), about.change, ...(status === 'provisional' ? [about.provisional] : [])].join(
      ' ',
    ),
  ];
}

function scoreRow(card: SnapshotScorecard, { locale, words }: WorkbookEdition): SheetCell[] {
  const { score, grade, previous, yearAgo, change } = card;
  return [
    bold(text(words.columns.scorecard)),
    bold(text(cardName(card, locale))),
    bold(number(score, POINTS_FORMAT)),
    null,
    null,
    grade === null ? null : bold(text(fill(locale.mail.score.grade, { grade }))),
    number(previous?.score, POINTS_FORMAT),
    number(change, SIGNED_POINTS_FORMAT),
    null,
    number(yearAgo?.score, POINTS_FORMAT),
    null,
    null,
    null,
  ];
}

function kpiRow(kpi: SnapshotKpi, edition: WorkbookEdition): SheetCell[] {
  const format = valueFormat(kpi, edition.money);
  const change = changeFormat(kpi, edition.money);
  const against = (compared: SnapshotKpi['previous']): SheetCell[] => [
    number(compared?.value, format),
    number(compared?.change, change),
    number(compared?.ratio, signedShareFormat(1)),
  ];
  return [
    nameCell(edition, kpi),
    number(kpi.value, format),
    targetCell(kpi, edition),
    number(kpi.target?.attainment, shareFormat(1)),
    statusCell(edition, kpi),
    ...against(kpi.previous),
    ...against(kpi.yearAgo),
    notesCell(edition, kpi),
  ];
}

/** A band is two numbers, which the sheet of the family has apart. */
function targetCell(kpi: SnapshotKpi, { money }: WorkbookEdition): SheetCell {
  const { target } = kpi;
  if (target?.value) return number(target.value, valueFormat(kpi, money));
  const [low, high] = [target?.bandLow, target?.bandHigh].map(parseQuantity);
  if (!low || !high) return null;
  return text(`${formatValue(low, kpi, money)}–${formatValue(high, kpi, money)}`);
}
