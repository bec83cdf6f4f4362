// The lines of a person's card: what went well, what to improve, and how each score came about, so that the person can redo
// it with a calculator.
import { Fraction, parseDecimal } from '../../exact.ts';
import type { Person, PersonLine } from '../../snapshot/person-shape.ts';
import { markStatus, type StatusMark } from '../edition.ts';
import { formatCount, formatScore, formatShare, parseQuantity, sumOf } from '../numbers.ts';
import { whyUnavailable } from '../reasons.ts';
import { formatSum, printSums } from '../sums-line.ts';
import { cleanText, fill } from '../words.ts';
import { againstTarget, kpiOf, lineName, type PersonEdition, printIn, windowName } from './person-edition.ts';
import { cardTitle, whyNotScored } from './score-panel.ts';

const MOST_NAMED = 3;

export type Point = { name: string; status: StatusMark; text: string };
export type Points = { title: string; note: string | null; items: Point[]; none: string | null };

export type CardRow = {
  name: string;
  sub: string | null;
  status: StatusMark;
  actual: string;
  target: string | null;
  muted: boolean;
  score: string;
  weight: string;
  points: string;
  /** Does it count for the total? */
  isCounted: boolean;
};

export type CardTable = { heading: string | null; rows: CardRow[]; total: { label: string; points: string } | null };

export type CardSection = {
  title: string;
  note: string;
  columns: { kpi: string; status: string; actual: string; score: string; weight: string; points: string };
  tables: CardTable[];
};

export type HowSection = { title: string; note: string; items: { name: string; lines: string[] }[] };

function linesOf({ person }: PersonEdition): PersonLine[] {
  return person.cards.flatMap(({ lines }) => lines);
}

/** On target, the best first. */
export function viewWell(edition: PersonEdition): Points {
  const { title, none, item } = edition.locale.people.person.well;
  const lines = linesOf(edition)
    .filter((line) => line.status === 'green')
    .sort((a, b) => compareScores(b, a) || compareIds(a, b));
  return { title, note: null, ...pointsOf(edition, lines, item, none) };
}

/** Not on target; those that weigh most and have most to gain first. */
export function viewImprove(edition: PersonEdition): Points {
  const { title, note, none, item } = edition.locale.people.person.improve;
  const lines = linesOf(edition)
    .filter((line) => line.status === 'red' || line.status === 'amber')
    .sort((a, b) => gainOf(b).compare(gainOf(a)) || compareIds(a, b));
  return { title, note: lines.length === 0 ? null : note, ...pointsOf(edition, lines, item, none) };
}

function pointsOf(edition: PersonEdition, lines: PersonLine[], pattern: string, none: string) {
  const items = lines.slice(0, MOST_NAMED).map((line): Point => {
    const { actual, target } = againstTarget(edition, line);
    const text = target === null ? actual : fill(pattern, { value: actual, target });
    return { name: lineName(edition, line), status: markStatus(edition, line.status), text };
  });
  const isJudged = linesOf(edition).some(({ score }) => score !== null);
  const empty = isJudged ? none : edition.locale.people.person.unjudged;
  return { items, none: items.length === 0 ? empty : null };
}

function gainOf({ score, effectiveWeight }: PersonLine): Fraction {
  const [points, weight] = [parseQuantity(score), parseQuantity(effectiveWeight)];
  return points === null || weight === null ? new Fraction(0) : new Fraction(100).sub(points).mul(weight);
}

function compareScores(a: PersonLine, b: PersonLine): number {
  return (parseQuantity(a.score) ?? new Fraction(0)).compare(parseQuantity(b.score) ?? new Fraction(0));
}

function compareIds(a: PersonLine, b: PersonLine): number {
  return a.kpi < b.kpi ? -1 : 1;
}

export function viewCards(edition: PersonEdition): CardSection {
  const { people, mail } = edition.locale;
  const words = people.person.card;
  const { cards } = edition.person;
  return {
    title: words.title,
    note: words.note,
    columns: {
      kpi: mail.scorecard.kpi,
      status: mail.scorecard.status,
      actual: mail.scorecard.actual,
      score: words.score,
      weight: words.weight,
      points: words.points,
    },
    tables: cards.map((card) => ({
      heading: cards.length === 1 ? null : cardTitle(card, edition.locale),
      rows: card.lines.map((line) => viewRow(edition, line)),
      total: viewTotal(edition, card),
    })),
  };
}

function viewRow(edition: PersonEdition, line: PersonLine): CardRow {
  const { locale } = edition;
  const { actual, target } = againstTarget(edition, line);
  const [score, weight, points] = [line.score, line.effectiveWeight, line.points].map(parseQuantity);
  return {
    name: lineName(edition, line),
    sub: line.score === null ? whyUnscored(edition, line) : null,
    status: markStatus(edition, line.status),
    actual,
    target,
    muted: line.score === null,
    score: score ? formatScore(score, locale) : '–',
    weight: weight ? formatShare(weight, 1, locale) : '–',
    points: points ? formatScore(points, locale) : '–',
    isCounted: points !== null,
  };
}

/** A mail whose printed points do not add to the printed score is not sent. */
function viewTotal({ locale, person }: PersonEdition, card: Person['cards'][number]): CardTable['total'] {
  const score = parseQuantity(card.score);
  if (score === null) return null;
  const points = sumOf(card.lines.map((line) => parseQuantity(line.points)));
  if (points.compare(score) !== 0) {
    throw new Error(
      `points of ${card.scorecard} of ${person.person.id} add to ${points.toString()}, not ${card.score}`,
    );
  }
  return { label: locale.people.person.card.total, points: formatScore(score, locale) };
}

export function viewHow(edition: PersonEdition): HowSection {
  const { title, note } = edition.locale.people.person.how;
  const items = linesOf(edition).map((line) => ({ name: lineName(edition, line), lines: explain(edition, line) }));
  return { title, note, items };
}

/** What was done to a figure until it was a score, step by step; a step that was not done is not told. */
function explain(edition: PersonEdition, line: PersonLine): string[] {
  const { locale, person } = edition;
  const { how } = locale.people.person;
  const inUnit = (value: string) => printIn(edition, line, value);
  return [
    ...(line.period === person.period.id ? [] : [fill(how.window, { window: windowName(line.period, locale) })]),
    ...describeValue(edition, line),
    ...describeFairness(edition, line, inUnit),
    ...describeTarget(edition, line, inUnit),
    ...describeFormula(edition, line),
    ...(line.score === null ? [fill(how.unscored, { reason: whyUnscored(edition, line) })] : []),
    ...describePeers(edition, line, inUnit),
  ];
}

/** The reason of the line where it has one, else that of the person: then it counts for nothing, whatever it is. */
function whyUnscored(edition: PersonEdition, line: PersonLine): string {
  const isOwn = line.notes.some((note) => note !== 'provisional') || edition.person.reason === null;
  return isOwn ? whyUnavailable(edition.locale, line.notes, line) : whyNotScored(edition);
}

/** Step by step; the last one is the score. */
function describeFormula({ locale }: PersonEdition, { formula }: PersonLine): string[] {
  const steps = (formula ?? '').split('\n').map(cleanText).filter(Boolean);
  const last = steps.pop();
  return last === undefined ? [] : [...steps, fill(locale.people.person.how.formula, { formula: last })];
}

function describeValue(edition: PersonEdition, line: PersonLine): string[] {
  const { how } = edition.locale.people.person;
  if (line.value === null) return [];
  const value = printIn(edition, line, line.value);
  const sums = printSums(edition, { ...kpiOf(edition, line.kpi), ...line, id: line.kpi });
  const sample = parseQuantity(line.sample);
  const isDivisor = line.sample === line.denominator;
  return [
    sums === null ? fill(how.counted, { value }) : fill(how.counted_sums, { value, sums }),
    ...(sample === null || isDivisor ? [] : [fill(how.sample, { n: formatCount(sample, edition) })]),
  ];
}

function describeFairness(edition: PersonEdition, line: PersonLine, inUnit: (value: string) => string): string[] {
  const { how } = edition.locale.people.person;
  const { adjusted, shrunk } = line;
  const count = (text: string) => formatSum(parseQuantity(text) as Fraction, edition);
  const told = [
    ...(adjusted === null
      ? []
      : [
          fill(how.adjusted, {
            observed: count(adjusted.observed),
            expected: count(adjusted.expected),
            pooled: inUnit(adjusted.pooled),
            value: inUnit(adjusted.value),
          }),
        ]),
    ...(shrunk === null ? [] : [describeShrinking(edition, shrunk, inUnit)]),
  ];
  const isTold = line.scored === line.value || line.scored === shrunk?.value || line.scored === adjusted?.value;
  return [...told, ...(line.scored === null || isTold ? [] : [fill(how.scored, { value: inUnit(line.scored) })])];
}

/** Peers that differ by chance alone draw everyone wholly to them. */
function describeShrinking(
  edition: PersonEdition,
  { peerRate, strength, peers, value }: NonNullable<PersonLine['shrunk']>,
  inUnit: (value: string) => string,
): string {
  const { how } = edition.locale.people.person;
  const pooled = { pooled: inUnit(peerRate), n: String(peers) };
  if (strength === null) return fill(how.shrunk_whole, pooled);
  const cases = formatSum(parseDecimal(strength), edition);
  return fill(how.shrunk, { ...pooled, strength: cases, value: inUnit(value) });
}

function describeTarget(edition: PersonEdition, line: PersonLine, inUnit: (value: string) => string): string[] {
  const { locale } = edition;
  const { how } = locale.people.person;
  const prorated = parseQuantity(line.prorated);
  const { interval, verdict } = line;
  return [
    ...(prorated === null ? [] : [fill(how.prorated, { share: formatShare(prorated, 1, locale) })]),
    ...(interval === null || verdict === null
      ? []
      : [
          fill(how.interval, {
            level: formatShare(parseQuantity(interval.level) as Fraction, 0, locale),
            low: inUnit(interval.low),
            high: inUnit(interval.high),
            verdict: locale.people.verdicts[verdict],
          }),
        ]),
  ];
}

function describePeers({ locale }: PersonEdition, { band, peers }: PersonLine, inUnit: (value: string) => string) {
  if (band === null || peers === null || peers.value === null) return [];
  const values = { band: locale.people.bands[band], n: String(peers.people), value: inUnit(peers.value) };
  return [fill(locale.people.person.how.peers, values)];
}
