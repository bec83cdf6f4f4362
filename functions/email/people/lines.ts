// The lines of a person's card: what went well, what to improve, and the card as a table whose points add to its score.
import { Fraction } from '../../exact.ts';
import type { Person, PersonLine } from '../../snapshot/person-shape.ts';
import { markStatus, type StatusMark } from '../edition.ts';
import { formatScore, formatShare, parseQuantity, sumOf } from '../numbers.ts';
import { fill } from '../words.ts';
import { againstTarget, lineName, type PersonEdition } from './person-edition.ts';
import { cardTitle, whyLineUnscored } from './score-panel.ts';

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

export function linesOf({ person }: PersonEdition): PersonLine[] {
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
  const isMarked = linesOf(edition).some(({ notes }) => notes.includes('provisional'));
  return {
    title: words.title,
    note: [words.note, ...(isMarked ? [mail.scorecard.provisional] : [])].join(mail.preheader.sentence),
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
    sub: line.score === null ? whyLineUnscored(edition, line) : null,
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
