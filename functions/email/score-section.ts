// The score panel: score, grade, changes, twelve months, and how many KPIs have which status. A card without a score
// says so and why; it never shows 0.

import { Fraction } from '../exact.ts';
import type { SnapshotScorecard } from '../snapshot/shape.ts';
import { periodName, twelvePeriods } from './dates.ts';
import { type Edition, markStatus, type StatusMark } from './edition.ts';
import { formatScore, formatShare, parseQuantity } from './numbers.ts';
import { acceptedChecks } from './quality-checks.ts';
import { printPlainScore, printPoints, printScore, printSignedPoints } from './short-score.ts';
import { dimensionName } from './slice.ts';
import { drawStrip, type Strip } from './strip.ts';
import { fill, fillCounted } from './words.ts';

const STRIP_PIXELS = 44;

export type ScoreChange = { direction: 'up' | 'down' | 'flat'; glyph: string; points: string; text: string };
export type Tally = StatusMark & { count: number; percent: number };

export type ScoreSection = {
  title: string;
  score: string | null;
  of: string;
  grade: string | null;
  unscored: { word: string; why: string } | null;
  previous: ScoreChange | null;
  yearAgo: ScoreChange | null;
  strip: (Strip & { title: string; from: string; to: string }) | null;
  tally: Tally[];
  summary: string;
  /** Whether the figures rest on findings that somebody accepted. */
  accepted: string | null;
};

export function viewScore(edition: Edition): ScoreSection {
  const { card, locale, snapshot } = edition;
  const words = locale.mail.score;
  const score = parseQuantity(card.score);
  const accepted = acceptedChecks(edition).length;
  const change = (base: SnapshotScorecard['previous'], pattern: string) => compareScore(edition, score, base, pattern);
  return {
    title: words.title,
    score: score === null ? null : printScore(score, card, locale),
    of: words.of,
    grade: card.grade === null ? null : fill(words.grade, { grade: card.grade }),
    unscored: score === null ? { word: words.unscored, why: whyUnscored(edition) } : null,
    previous: change(card.previous, words.previous),
    yearAgo: change(card.yearAgo, words.year_ago),
    strip: viewHistory(edition),
    tally: tallyStatuses(edition),
    summary: [
      fill(words.tally, { scored: String(countScored(card)), all: String(card.lines.length) }),
      ...gradeScale(edition),
    ].join(' · '),
    accepted: accepted === 0 ? null : fillCounted(words.accepted, accepted),
  };

  function viewHistory({ card: { trend } }: Edition): ScoreSection['strip'] {
    const periods = twelvePeriods(snapshot.period.id);
    const [first] = periods;
    const last = periods.at(-1);
    const points = trend.map(({ period, score: value }) => ({
      period,
      value: parseQuantity(value),
      provisional: false,
    }));
    const current = { period: snapshot.period.id, value: score, provisional: snapshot.status === 'provisional' };
    if (!first || !last || trend.every((point) => point.period === current.period || point.score === null)) return null;
    return {
      ...drawStrip(edition, [...points, current], (value) => formatScore(value, locale), STRIP_PIXELS),
      title: words.strip,
      from: periodName(first, 'short', locale),
      to: periodName(last, 'short', locale),
    };
  }
}

/** Why there is no score, in a sentence. */
export function whyUnscored({ card, locale }: Edition): string {
  if (card.reason === 'no_card')
    return fill(locale.mail.score.no_card, { dimension: dimensionName(card.subject.kind, locale) });
  return fill(locale.mail.score.coverage, { coverage: formatShare(new Fraction(card.coverage), 1, locale) });
}

export function countScored(card: SnapshotScorecard): number {
  return card.lines.filter((line) => line.score !== null).length;
}

function compareScore(
  { locale }: Edition,
  score: Fraction | null,
  base: SnapshotScorecard['previous'],
  pattern: string,
): ScoreChange | null {
  const before = parseQuantity(base?.score);
  if (score === null || base === null || before === null) return null;
  const change = score.sub(before);
  const direction = change.compare(0) === 0 ? 'flat' : change.compare(0) < 0 ? 'down' : 'up';
  return {
    direction,
    glyph: { up: '▲', down: '▼', flat: '' }[direction],
    points: direction === 'flat' ? printSignedPoints(change, locale) : printPoints(change, locale),
    text: fill(pattern, { period: periodName(base.period, 'short', locale), score: printPlainScore(before, locale) }),
  };
}

/** Widths are floored, so that the bar never grows beyond its track. */
function tallyStatuses(edition: Edition): Tally[] {
  const { lines } = edition.card;
  return (['green', 'amber', 'red', 'grey'] as const).map((status) => {
    const count = lines.filter((line) => line.status === status).length;
    return { ...markStatus(edition, status), count, percent: Math.floor((count * 100) / Math.max(1, lines.length)) };
  });
}

function gradeScale({ card, locale }: Edition): string[] {
  const bands = card.bands ?? [];
  return bands.map(({ grade, from }, index) => {
    const before = bands[index - 1]?.from;
    const last = index === bands.length - 1 && before !== undefined;
    return fill(last ? locale.mail.score.last_band : locale.mail.score.band, { grade, from: last ? before : from });
  });
}
