// The text/plain part of a person's review: the same sections in the same order with the same numbers as the HTML.
import type { Locale } from '../../definitions/locale.ts';
import { writeFooter } from '../text.ts';
import { heading, INDENT, joinBlocks, ROW } from '../text-lines.ts';
import { fill } from '../words.ts';
import type { CardRow, CardSection, Points } from './lines.ts';
import type { PersonView } from './person-view.ts';
import type { PlanSection } from './plan-items.ts';
import type { ScorePanel } from './score-panel.ts';
import { tagOf } from './text-tag.ts';

export function writePersonText(view: PersonView, locale: Locale): string {
  const { header, well, improve, plan, cards, how, said, objection } = view;
  return joinBlocks([
    [header.shop, `${header.title}${header.separator}${header.period}`],
    [header.headline],
    header.notes,
    writePanel(view.panel),
    heading(well.title, writePoints(well, locale)),
    heading(improve.title, writePoints(improve, locale)),
    ...(plan === null ? [] : [heading(plan.title, writePlan(plan))]),
    ...writeCards(cards, locale),
    heading(how.title, [
      how.note,
      ...how.items.flatMap(({ name, lines }) => [ROW + name, ...lines.map((line) => ROW + INDENT + line)]),
    ]),
    ...(said === null
      ? []
      : [
          heading(
            said.title,
            said.items.flatMap(({ head, text }) => [ROW + head, ROW + INDENT + text]),
          ),
        ]),
    heading(objection.title, objection.paragraphs),
    writeFooter(view, locale),
  ]);
}

function writePanel({ title, score, of, grade, unscored, previous, band, notes }: ScorePanel): string[] {
  const head = unscored
    ? [`${title} – ${unscored.word}`, unscored.why]
    : [[title, score, of, grade].filter((part) => part !== null).join(' ')];
  return [
    ...head,
    ...(previous === null ? [] : [`${previous.glyph} ${previous.points} ${previous.text}`.trim()]),
    ...(band === null ? [] : [band]),
    ...notes,
  ];
}

function writePoints({ note, items, none }: Points, locale: Locale): string[] {
  const lines = items.map(
    ({ name, status, text }) => ROW + fill(locale.people.plain.point, { tag: tagOf(status, locale), kpi: name, text }),
  );
  return [...(note === null ? [] : [note]), ...lines, ...(none === null ? [] : [none])];
}

function writePlan({ note, items, watch }: PlanSection): string[] {
  return [
    note,
    ...items.flatMap(({ name, head, lines }) => [
      `${ROW}${name} – ${head}`,
      ...lines.map((line) => ROW + INDENT + line),
    ]),
    ...(watch === null ? [] : [watch]),
  ];
}

function writeCards({ title, note, tables }: CardSection, locale: Locale): string[][] {
  return tables.map(({ heading: own, rows, total }, index) => {
    const lines = [
      ...(own === null ? [] : [own]),
      ...rows.map((row) => writeRow(row, locale)),
      ...(total === null ? [] : [fill(locale.plain.total, { label: total.label, points: total.points })]),
    ];
    return index === 0 ? heading(title, [note, ...lines]) : lines;
  });
}

function writeRow(row: CardRow, locale: Locale): string {
  const { plain } = locale.people;
  const { score, weight, points, name: kpi } = row;
  const value = row.target === null ? row.actual : fill(plain.value, { value: row.actual, target: row.target });
  const pattern = row.sub !== null ? plain.row_unscored : row.isCounted ? plain.row : plain.row_apart;
  return (
    ROW + fill(pattern, { tag: tagOf(row.status, locale), kpi, value, score, weight, points, reason: row.sub ?? '' })
  );
}
