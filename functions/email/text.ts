// The text/plain part: the same sections, order and numbers as the HTML, from the same view, written as text.
import type { Locale } from '../definitions/locale.ts';
import type { AttentionItem } from './attention-section.ts';
import type { CarrierRow, CarriersSection } from './carriers-section.ts';
import type { Link } from './links.ts';
import type { ScoreChange, ScoreSection } from './score-section.ts';
import { heading, INDENT, joinBlocks, ROW } from './text-lines.ts';
import { writeKpiDrivers, writeMovement, writeSums } from './text-movement.ts';
import { writePeople, writePlan } from './text-plan.ts';
import { writeRelease } from './text-release.ts';
import { writeRevised } from './text-revised.ts';
import { writeExperiments, writeFamilies, writeOutlook, writeShown } from './text-scorecard.ts';
import type { View } from './view.ts';
import { fill } from './words.ts';

export function renderText(view: View, locale: Locale): string {
  const blocks = [
    ...(view.release === null ? [] : writeRelease(view.release, locale)),
    ...(view.revised === null ? [] : writeRevised(view.revised, locale)),
    [view.header.shop, ...writeLinks(view.header.links, locale)],
    [`${view.header.title}${view.header.separator}${view.header.period}`, view.header.headline, ...view.header.notes],
    writeScore(view.score),
    heading(view.attention.title, writeAttention(view, locale)),
    ...(view.brief === null
      ? writeSections(view, locale)
      : [[view.brief.text, ...(view.brief.link === null ? [] : [view.brief.link.href])]]),
    heading(
      view.quality.title,
      view.quality.items.map(({ head, body }) => [head, body].join(locale.mail.preheader.sentence)),
    ),
    ...(view.degraded === null
      ? []
      : [[view.degraded.text, ...(view.degraded.link === null ? [] : [view.degraded.link.href])]]),
    writeFooter(view, locale),
  ];
  return joinBlocks(blocks);
}

/** What the short form leaves to the whole. */
function writeSections(view: View, locale: Locale): string[][] {
  return [
    heading(view.scorecard.title, [view.scorecard.note]),
    ...writeFamilies(view.scorecard, locale),
    ...block(view.scorecard.shown, (shown) => writeShown(shown, locale)),
    ...block(view.outlook, (outlook) => writeOutlook(outlook, locale)),
    ...block(view.experiments, (experiments) => writeExperiments(experiments, locale)),
    ...section(view.movement, (movement) => writeMovement(movement, locale)),
    ...section(view.sums, (sums) => writeSums(sums, locale)),
    ...block(view.kpiDrivers, (drivers) => writeKpiDrivers(drivers, locale)),
    ...section(view.carriers, (carriers) => writeCarriers(carriers, locale)),
    ...section(view.people, (people) => writePeople(people, locale)),
    ...section(view.plan, (plan) => writePlan(plan, locale)),
  ];
}

/** Lines of a part of a section, where the mail has it. */
function block<Part>(part: Part | null, write: (part: Part) => string[]): string[][] {
  return part === null ? [] : [write(part)];
}

/** A section under its title, where the mail has it. */
function section<Part extends { title: string }>(part: Part | null, write: (part: Part) => string[]): string[][] {
  return part === null ? [] : [heading(part.title, write(part))];
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
    ...(score.accepted === null ? [] : [score.accepted]),
  ];
}

function writeAttention({ attention }: View, locale: Locale): string[] {
  const lines = attention.items.flatMap((item) => writeException(item, locale));
  return [attention.note, ...lines, attention.closing].filter((line) => line !== null);
}

function writeException(item: AttentionItem, locale: Locale): string[] {
  const { name, actual, target, gap, causeLabel, cause, steps } = item;
  return [
    ROW + fill(locale.plain.attention, { kpi: name, value: actual, target, gap }),
    ROW + INDENT + fill(locale.plain.cause, { label: causeLabel, text: cause.driver }),
    ...(cause.own === null ? [] : [ROW + INDENT + cause.own]),
    ...steps.map((step) => ROW + INDENT + fill(locale.plain.cause, step)),
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
