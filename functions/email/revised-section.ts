// What stands above the mail of a revision: what moved since the one before it, by how much, and why. Only what somebody
// must hear of is listed; how much else differs is said.
import type { KpiMove, Material, SnapshotDiff } from '../snapshot/diff-shape.ts';
import type { Snapshot } from '../snapshot/shape.ts';
import { instantName, periodName } from './dates.ts';
import { type Edition, getKpi, markedName, markStatus, openEdition, printQuantity } from './edition.ts';
import { writeSubject } from './headline.ts';
import { formatGap, formatPoints, formatScore, parseQuantity } from './numbers.ts';
import { printedKpis } from './quality-items.ts';
import { sayReasons } from './reason-words.ts';
import type { ViewInput } from './view.ts';
import { beginSentence, fill, fillCounted } from './words.ts';

/** A revision, and what it says otherwise than the one before. */
export type Revised = { before: Snapshot; diff: SnapshotDiff; material: Material };

export type RevisedRow = { name: string; from: string; to: string; change: string; note: string };

export type RevisedSection = {
  title: string;
  sentences: string[];
  rows: RevisedRow[];
  /** How many figures differ beside those listed. */
  more: string | null;
  below: string;
};

/** `most`: how many KPIs are listed. */
export function viewRevised(
  { snapshot, locale }: Pick<ViewInput, 'snapshot' | 'locale'>,
  { before, diff, material }: Revised,
  most: number,
): RevisedSection & { subject: string; preheader: string } {
  const edition = openEdition(snapshot, locale);
  const words = locale.revised;
  const wanted = material.kpis.slice(0, most).flatMap((id) => diff.kpis.find(({ kpi }) => kpi === id) ?? []);
  const printed = new Set(printedKpis(edition).map(({ id }) => id));
  const rest = diff.kpis.filter((move) => printed.has(move.kpi) && isOther(move) && !wanted.includes(move)).length;
  const score = sayScore(edition, diff);
  const period = periodName(snapshot.period.id, 'long', locale);
  const instant = instantName(before.asOf, before.period.timeZone, locale);
  return {
    subject: fill(words.subject, { subject: writeSubject(edition) }),
    preheader: score,
    title: fill(words.title, { period }),
    sentences: [
      fill(words.lead, { previous: String(before.revision), revision: String(snapshot.revision), instant }),
      score,
    ],
    rows: wanted.map((move) => viewRow(edition, move)),
    more: rest === 0 ? null : fillCounted(words.more, rest),
    below: words.below,
  };
}

function isOther({ was, is }: KpiMove): boolean {
  return was?.value !== is?.value || was?.status !== is?.status;
}

function sayScore({ card, locale }: Edition, diff: SnapshotDiff): string {
  const words = locale.revised;
  const move = diff.scores.find(({ scorecard, subject }) => scorecard === card.id && subject.id === card.subject.id);
  const print = (scored: { score: string | null; grade: string | null } | null | undefined) => {
    const value = parseQuantity(scored?.score);
    if (value === null) return locale.not_available;
    return fill(words.scored, { score: formatScore(value, locale), grade: scored?.grade ?? locale.not_available });
  };
  if (move === undefined) return fill(words.score_same, { score: print(card) });
  const change = parseQuantity(move.change);
  const points = change === null ? locale.not_available : formatPoints(change, locale);
  return fill(words.score, { was: print(move.was), is: print(move.is), points });
}

function viewRow(edition: Edition, { kpi: id, was, is, change, reasons }: KpiMove): RevisedRow {
  const { locale } = edition;
  const kpi = getKpi(edition, id);
  const print = (value: string | null | undefined, status: typeof kpi.status | undefined) => {
    const text = printQuantity(edition, kpi, value);
    return status === undefined || status === 'grey' ? text : `${text} ${markStatus(edition, status).glyph}`;
  };
  const moved = parseQuantity(change);
  return {
    name: markedName(edition, kpi),
    from: fill(locale.revised.from, { value: print(was?.value, was?.status) }),
    to: print(is?.value, is?.status),
    change: moved === null ? '' : formatGap(moved, kpi, edition),
    note: beginSentence(sayReasons(reasons, locale)),
  };
}
