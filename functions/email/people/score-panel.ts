// The person's score: grade, change, and where it stands among peers as a group. What is not scored says why, kindly, and
// is never shown as 0.
import { parseDecimal } from '../../exact.ts';
import type { Person, PersonLine } from '../../snapshot/person-shape.ts';
import { dayRange, periodName } from '../dates.ts';
import { formatCount, formatFigure, formatPoints, formatScore, formatShare, parseQuantity } from '../numbers.ts';
import { whyUnavailable } from '../reasons.ts';
import type { ScoreChange } from '../score-section.ts';
import { fill, pickText } from '../words.ts';
import { isReleasedAllTheSame } from './doubts.ts';
import type { PersonEdition } from './person-edition.ts';

export type ScorePanel = {
  title: string;
  score: string | null;
  of: string;
  grade: string | null;
  unscored: { word: string; why: string } | null;
  previous: ScoreChange | null;
  band: string | null;
  notes: string[];
};

export function viewScorePanel(edition: PersonEdition): ScorePanel {
  const { person, locale } = edition;
  const words = locale.people.person;
  const score = parseQuantity(person.score);
  return {
    title: words.score.title,
    score: score === null ? null : formatScore(score, locale),
    of: locale.mail.score.of,
    grade: person.grade === null ? null : fill(locale.mail.score.grade, { grade: person.grade }),
    unscored: score === null ? { word: words.score.unscored, why: whyNotScored(edition) } : null,
    previous: viewChange(edition),
    band: person.band === null ? null : locale.people.bands[person.band],
    notes: [
      ...describePart(edition),
      ...describeCards(edition),
      ...describePeers(edition),
      ...(isReleasedAllTheSame(person) ? [locale.people.doubts.released] : []),
    ],
  };
}

/** The reason, as a part of a sentence. */
export function whyNotScored({ person, locale }: Pick<PersonEdition, 'person' | 'locale'>): string {
  const days = parseQuantity(person.person.activeDays);
  return fill(locale.people.reasons[person.reason ?? 'coverage'], {
    days: days === null ? '' : formatFigure(days, days.d === 1n ? 0 : 1, { locale, currency: '' }),
    all: String(person.period.days),
  });
}

function viewChange({ person, locale }: PersonEdition): ScoreChange | null {
  const [card] = person.cards;
  const change = parseQuantity(card?.change);
  const before = parseQuantity(card?.previous?.score);
  if (person.cards.length !== 1 || !card?.previous || change === null || before === null) return null;
  const direction = change.compare(0) === 0 ? 'flat' : change.compare(0) < 0 ? 'down' : 'up';
  const period = periodName(card.previous.period, 'short', locale);
  return {
    direction,
    glyph: { up: '▲', down: '▼', flat: '' }[direction],
    points: direction === 'flat' ? formatPoints(change, locale) : formatScore(change.abs(), locale),
    text: fill(locale.people.person.score.previous, { period, score: formatScore(before, locale) }),
  };
}

function describePart({ person, locale }: PersonEdition): string[] {
  const share = parseQuantity(person.person.activeShare);
  const days = parseQuantity(person.person.activeDays);
  if (share === null || days === null || share.compare(1) >= 0) return [];
  const shown = formatFigure(days, days.d === 1n ? 0 : 1, { locale, currency: '' });
  return [fill(locale.people.person.score.part, { days: shown, all: String(person.period.days) })];
}

/** Whoever changed roles has two cards, each for its days. */
function describeCards({ person, locale }: PersonEdition): string[] {
  if (person.cards.length < 2) return [];
  return person.cards.map((card) =>
    fill(locale.people.person.score.card, {
      card: cardTitle(card, locale),
      range: dayRange(card.from, card.to, locale),
      share: formatShare(parseDecimal(card.share), 1, locale),
    }),
  );
}

function describePeers({ person, locale, currency }: PersonEdition): string[] {
  const words = locale.people.person.peers;
  if (person.peers === null) return [words.few];
  const mean = parseQuantity(person.peers.mean);
  const people = parseQuantity(String(person.peers.people));
  return [
    fill(words.known, { n: people === null ? '' : formatCount(people, { locale, currency }) }),
    ...(mean === null ? [] : [fill(words.mean, { mean: formatScore(mean, locale) })]),
  ];
}

export function cardTitle(card: Person['cards'][number], locale: PersonEdition['locale']): string {
  return pickText(card.title, locale) ?? card.scorecard;
}

/** The reason of the line where it has one, else that of the person: then it counts for nothing, whatever it is. */
export function whyLineUnscored(edition: PersonEdition, line: PersonLine): string {
  const isOwn = line.notes.some((note) => note !== 'provisional') || edition.person.reason === null;
  return isOwn ? whyUnavailable(edition.locale, line.notes, line) : whyNotScored(edition);
}
