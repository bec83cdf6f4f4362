// Subject, headline and preheader: one result, one cause, the score, generated from the snapshot and kept within the
// lengths at which clients cut them off.
import type { Locale } from '../definitions/locale.ts';
import { type Fraction, parseDecimal } from '../exact.ts';
import type { SnapshotLine } from '../snapshot/shape.ts';
import { printAgainstTarget } from './attention-section.ts';
import { instantName, periodName } from './dates.ts';
import { type Edition, getKpi, markedName } from './edition.ts';
import { parseQuantity } from './numbers.ts';
import { countScored, whyUnscored } from './score-section.ts';
import { printPoints, printScore, printSignedPoints } from './short-score.ts';
import { isNoise } from './signal-words.ts';
import { beginSentence, cleanName, fill, insideSentence } from './words.ts';

/** More do not fit a preheader. */
const MOST_MISSES = 4;

/** Says so where late or incomplete data may still change what is scored. What only matures does so every month. */
export function writeSubject(edition: Edition): string {
  const subject = plainSubject(edition);
  const { provisional } = edition.locale.mail.subject;
  return isDoubtful(edition) ? fill(provisional, { subject }) : subject;
}

function isDoubtful(edition: Edition): boolean {
  return edition.card.lines.some(({ kpi, value }) => {
    const doubts = getKpi(edition, kpi).provisional ?? [];
    return value !== null && doubts.some(({ check }) => check !== null);
  });
}

function plainSubject(edition: Edition): string {
  const { card, locale, snapshot } = edition;
  const words = locale.mail.subject;
  const names = {
    period: periodName(snapshot.period.id, 'bare', locale),
    long: periodName(snapshot.period.id, 'long', locale),
    shop: cleanName(snapshot.shop.name),
  };
  const score = parseQuantity(card.score);
  if (score === null) return fill(words.unscored, names);
  const shown = { ...names, score: printScore(score, card, locale), grade: card.grade ?? '–' };
  const change = scoreChange(edition);
  if (change === null) return fill(words.first, shown);
  const points = fill(words.change, { n: printSignedPoints(change, locale) });
  return fill(words.scored, { ...shown, change: points });
}

/** The first of these that fits: result and cause, cause alone, the score alone. */
export function writeHeadline(edition: Edition): string {
  const { card, locale } = edition;
  const words = locale.mail.headline;
  const score = parseQuantity(card.score);
  if (score === null) return whyUnscored(edition);
  const shown = printScore(score, card, locale);
  const change = scoreChange(edition);
  const cause = findCause(edition, change);
  const result = findResult(edition, cause);
  const plain = fill(words[change === null ? 'first' : direction(change, 'fell', 'rose')], { score: shown });
  // A KPI within its usual range is named as what moved the score, and never as news.
  const noise = cause !== null && isNoise(getKpi(edition, cause));
  const caused =
    cause === null || change === null
      ? plain
      : fill(words[noise ? direction(change, 'noise_down', 'noise_up') : direction(change, 'down', 'up')], {
          kpi: insideSentence(nameOf(edition, cause), locale),
          score: shown,
        });
  const candidates = [
    ...(result === null ? [] : [fill(words.joined, { result: describeResult(edition, result), ending: caused })]),
    fill(words.alone, { ending: caused }),
    ...(result === null ? [] : [fill(words.joined, { result: describeResult(edition, result), ending: plain })]),
  ].map(beginSentence);
  const last = beginSentence(fill(words.alone, { ending: plain }));
  return candidates.find((text) => [...text].length <= locale.lengths.headline) ?? last;
}

/** Score, grade and change, then as many facts as fit: the result, what is off target, the tally, the date. */
export function writePreheader(edition: Edition): string {
  const { card, locale, snapshot } = edition;
  const words = locale.mail.preheader;
  const score = parseQuantity(card.score);
  const result = findResult(edition, findCause(edition, scoreChange(edition)));
  const off = card.lines.filter((line) => line.status === 'red' || line.status === 'amber');
  const facts = [
    ...(result === null ? [] : [beginSentence(fill(words.full_stop, { text: describeResult(edition, result) }))]),
    ...[...off]
      .sort(bySeverity)
      .slice(0, MOST_MISSES)
      .map((line) => describeMiss(edition, line)),
    fill(words.tally, {
      on_target: String(card.lines.filter(({ status }) => status === 'green').length),
      all: String(card.lines.length),
    }),
    fill(words.full_stop, {
      text: fill(locale.mail.score.tally, { scored: String(countScored(card)), all: String(card.lines.length) }),
    }),
    fill(words.full_stop, {
      text: fill(locale.mail.header.as_of, { instant: instantName(snapshot.asOf, snapshot.period.timeZone, locale) }),
    }),
  ];
  const change = describeScoreChange(edition);
  const lead = {
    score: score === null ? '' : printScore(score, card, locale),
    grade: card.grade ?? '–',
    change: change ?? '',
  };
  const text = score === null ? fill(words.unscored) : fill(change === null ? words.first : words.scored, lead);
  return addFacts(text, facts, locale) ?? text;
}

/** The text with the first facts whose lengths end within the bounds; a fact is skipped where none follows that fits. */
function addFacts(text: string, facts: readonly string[], locale: Locale): string | null {
  const { preheader_least: least, preheader_most: most } = locale.lengths;
  const length = [...text].length;
  if (length > most) return null;
  if (length >= least) return text;
  const [fact, ...rest] = facts;
  if (fact === undefined) return null;
  return addFacts(text + locale.mail.preheader.sentence + fact, rest, locale) ?? addFacts(text, rest, locale);
}

function scoreChange({ card }: Edition): Fraction | null {
  const before = parseQuantity(card.previous?.score);
  const now = parseQuantity(card.score);
  return before === null || now === null ? null : now.sub(before);
}

function direction<Down, Up>(change: Fraction, down: Down, up: Up): Down | Up | 'flat' {
  if (change.compare(0) === 0) return 'flat';
  return change.compare(0) < 0 ? down : up;
}

function describeScoreChange(edition: Edition): string | null {
  const change = scoreChange(edition);
  if (change === null) return null;
  const pattern = edition.locale.mail.change[direction(change, 'down', 'up')];
  return fill(pattern, { points: printPoints(change, edition.locale) });
}

/** The KPI that moved the score most in the direction in which it went. */
function findCause({ snapshot, card }: Edition, change: Fraction | null): string | null {
  if (change === null || change.compare(0) === 0) return null;
  const same = snapshot.drivers
    .filter(({ scorecard, kpi }) => scorecard === card.id && kpi !== null && wasScoredTwice(card, kpi))
    .filter(({ points }) => parseDecimal(points).mul(change).compare(0) > 0)
    .sort((a, b) => parseDecimal(b.points).abs().compare(parseDecimal(a.points).abs()));
  return same[0]?.kpi ?? null;
}

/** A KPI that joined or left the score moved it without having changed itself. */
function wasScoredTwice({ lines }: Edition['card'], kpi: string): boolean {
  const line = lines.find((candidate) => candidate.kpi === kpi);
  return line !== undefined && line.points !== null && line.previousScore !== null;
}

/** The scored KPI that weighs most, other than the cause. */
function findResult({ card }: Edition, cause: string | null): SnapshotLine | null {
  const scored = card.lines.filter((line) => line.points !== null && line.value !== null && line.kpi !== cause);
  return [...scored].sort((a, b) => parseDecimal(b.weight).compare(parseDecimal(a.weight)))[0] ?? null;
}

function describeResult(edition: Edition, line: SnapshotLine): string {
  const { met, missed } = edition.locale.mail.headline;
  const { actual } = printAgainstTarget(edition, getKpi(edition, line.kpi));
  const kpi = insideSentence(nameOf(edition, line.kpi), edition.locale);
  return fill(line.status === 'green' ? met : missed, { kpi, value: actual });
}

function describeMiss(edition: Edition, line: SnapshotLine): string {
  const { actual, target } = printAgainstTarget(edition, getKpi(edition, line.kpi));
  const kpi = nameOf(edition, line.kpi);
  return fill(edition.locale.mail.preheader.off_target, { kpi, value: actual, target: target ?? '–' });
}

/** Red before amber, then by weight. */
function bySeverity(a: SnapshotLine, b: SnapshotLine): number {
  const rank = (line: SnapshotLine) => (line.status === 'red' ? 0 : 1);
  return rank(a) - rank(b) || parseDecimal(b.weight).compare(parseDecimal(a.weight));
}

function nameOf(edition: Edition, id: string): string {
  return markedName(edition, getKpi(edition, id));
}
