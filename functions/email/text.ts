// The text/plain part: the same sections, order and numbers as the HTML, from the same view, written as text.
import type { Locale } from '../definitions/locale.ts';
import type { Status } from '../snapshot/shape.ts';
import type { AttentionItem } from './attention-section.ts';
import type { CarrierRow, CarriersSection } from './carriers-section.ts';
import type { Link } from './links.ts';
import type { MovementSection } from './movement-section.ts';
import type { ScoreChange, ScoreSection } from './score-section.ts';
import type { ScorecardRow, ScorecardSection } from './scorecard-section.ts';
import type { SumsSection } from './sums-section.ts';
import { INDENT, ROW } from './text-lines.ts';
import type { View } from './view.ts';
import { fill } from './words.ts';
import { columnsOf, wrapText } from './wrap.ts';

export const STATUS_OF_TONE: Readonly<Record<string, Status>> = { ok: 'green', watch: 'amber', off: 'red', na: 'grey' };

export function renderText(view: View, locale: Locale): string {
  const blocks = [
    [view.header.shop, ...writeLinks(view.header.links, locale)],
    [`${view.header.title}${view.header.separator}${view.header.period}`, view.header.headline, ...view.header.notes],
    writeScore(view.score),
    heading(view.attention.title, writeAttention(view, locale)),
    heading(view.scorecard.title, [view.scorecard.note]),
    ...writeFamilies(view.scorecard, locale),
    ...(view.movement === null ? [] : [heading(view.movement.title, writeMovement(view.movement, locale))]),
    ...(view.sums === null ? [] : [heading(view.sums.title, writeSums(view.sums, locale))]),
    ...(view.carriers === null ? [] : [heading(view.carriers.title, writeCarriers(view.carriers, locale))]),
    heading(
      view.quality.title,
      view.quality.items.map(({ head, body }) => [head, body].join(locale.mail.preheader.sentence)),
    ),
    ...(view.degraded === null
      ? []
      : [[view.degraded.text, ...(view.degraded.link === null ? [] : [view.degraded.link.href])]]),
    writeFooter(view, locale),
  ];
  return `${blocks.map((lines) => lines.flatMap(wrapLine).join('\n')).join('\n\n')}\n`;
}

/** A link stands alone on its line and is never broken; the rest of a row is indented. */
export function wrapLine(line: string): string[] {
  if (/^(https?|mailto):/.test(line)) return [line];
  return line.startsWith(ROW) ? wrapText(line.slice(ROW.length), INDENT) : wrapText(line);
}

export function heading(title: string, lines: readonly string[]): string[] {
  return [title, '-'.repeat(columnsOf(title)), ...lines];
}

function writeLinks(links: readonly Link[], locale: Locale): string[] {
  return links.flatMap(({ label, href }) => [fill(locale.plain.link, { label }), href]);
}

function writeScore(score: ScoreSection): string[] {
  const head = score.unscored
    ? [`${score.title} – ${score.unscored.word}`, score.unscored.why]
    : [[score.title, score.score, score.of, score.grade].filter((part) => part !== null).join(' ')];
  const changes = [score.previous, score.yearAgo].filter((change): change is ScoreChange => change !== null);
  return [
    ...head,
    ...changes.map(({ glyph, points, text }) => `${glyph} ${points} ${text}`.trim()),
    score.tally.map(({ count, glyph, word }) => `${count} ${glyph} ${word}`).join('   '),
    score.summary,
  ];
}

function writeAttention({ attention }: View, locale: Locale): string[] {
  const lines = attention.items.flatMap((item) => writeException(item, locale));
  return [attention.note, ...lines, attention.closing].filter((line) => line !== null);
}

function writeException({ name, actual, target, gap, causeLabel, cause }: AttentionItem, locale: Locale): string[] {
  return [
    ROW + fill(locale.plain.attention, { kpi: name, value: actual, target, gap }),
    ROW + INDENT + fill(locale.plain.cause, { label: causeLabel, text: cause.driver }),
    ...(cause.own === null ? [] : [ROW + INDENT + cause.own]),
  ];
}

function writeFamilies(card: ScorecardSection, locale: Locale): string[][] {
  return card.families.map((family) => [
    [family.name, family.subScore, family.points].filter((part) => part !== null).join(' · '),
    ...family.rows.map((row) => writeRow(row, card, locale)),
    ...(family.folded === null ? [] : [family.folded]),
  ]);
}

function writeRow(row: ScorecardRow, card: ScorecardSection, { plain }: Locale): string {
  const values = {
    tag: plain.tags[STATUS_OF_TONE[row.status.tone] as Status],
    kpi: row.name,
    value: row.actual,
    target: row.target ?? '',
    attainment: row.attainment,
    reason: row.reason ?? '',
    changes: fill(plain.changes, {
      month: card.changeLabel,
      change: row.change,
      year: card.yearLabel,
      year_change: row.yearChange,
    }),
  };
  const pattern = row.reason !== null ? plain.row_unavailable : row.target === null ? plain.row_untargeted : plain.row;
  return ROW + fill(pattern, values);
}

function writeMovement(movement: MovementSection, { plain }: Locale): string[] {
  const total = (label: string, points: string) => fill(plain.total, { label, points });
  return [
    movement.note,
    total(movement.start.period, movement.start.score),
    ...movement.rows.map(({ name, points, note }) => {
      const line = fill(plain.driver, { name, points });
      return ROW + INDENT + (note === null ? line : `${line} (${note})`);
    }),
    total(movement.change.label, movement.change.points),
    total(movement.end.period, movement.end.score),
  ];
}

function writeSums(sums: SumsSection, { plain }: Locale): string[] {
  return [
    sums.note,
    ...sums.rows.map(
      (row) =>
        ROW +
        fill(plain.sums, {
          name: row.name,
          points: row.points,
          weight: row.weight,
          scored: row.scored,
          sub_score: row.subScore,
        }),
    ),
    fill(plain.total, { label: sums.total.label, points: sums.total.points }),
  ];
}

function writeCarriers(carriers: CarriersSection, locale: Locale): string[] {
  const write = ({ name, parcels, figures, gap }: CarrierRow): string => {
    const named = figures.map(
      ({ text, missed }, index) => `${carriers.columns[index]} ${missed ? '✕\u00a0' : ''}${text}`,
    );
    return (
      ROW +
      fill(locale.plain.carrier, {
        name,
        parcels,
        figures: [
          ...named,
          `${carriers.gapLabel} ${gap === '–' ? gap : fill(locale.numbers.pp, { n: gap }).replace(' ', '\u00a0')}`,
        ].join(locale.mail.header.separator),
      })
    );
  };
  return [carriers.note, ...carriers.rows.map(write), write(carriers.total)];
}

export function writeFooter({ footer }: Pick<View, 'footer'>, locale: Locale): string[] {
  const { definitions, why, links, address } = footer;
  return [
    ...writeLinks(definitions === null ? [] : [definitions], locale),
    why,
    ...writeLinks(links, locale),
    ...(address === null ? [] : [address]),
  ];
}
