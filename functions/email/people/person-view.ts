// A review in one language → everything that the person's mail shows, as finished strings. HTML and text are both filled
// from it, so they cannot tell different numbers.
import type { Locale } from '../../definitions/locale.ts';
import type { Person } from '../../snapshot/person-shape.ts';
import { dayName, dayRange, instantName, periodName } from '../dates.ts';
import { checkLinks, type Links } from '../links.ts';
import { formatScore, parseQuantity } from '../numbers.ts';
import { type Footer, type Header, headerLinks, makeLink } from '../view.ts';
import { beginSentence, cleanName, cleanText, fill, insideSentence, pickText } from '../words.ts';
import { type HowSection, viewHow } from './how-lines.ts';
import { type CardSection, type Points, viewCards, viewImprove, viewWell } from './lines.ts';
import { openPersonEdition, type PersonEdition } from './person-edition.ts';
import { type PlanSection, viewPlan } from './plan-items.ts';
import { type ScorePanel, viewScorePanel, whyNotScored } from './score-panel.ts';

export type PersonInput = {
  person: Person;
  locale: Locale;
  /** The report's, which may be the preliminary one. */
  title: Record<string, string>;
  /** As readers know them; null where that is not known. */
  manager: string | null;
  disputeDays: number;
  links: Links;
};

export type Said = { title: string; items: { head: string; text: string }[] };

export type PersonView = {
  lang: string;
  subject: string;
  preheader: string;
  padding: number;
  header: Header;
  panel: ScorePanel;
  well: Points;
  improve: Points;
  plan: PlanSection | null;
  cards: CardSection;
  how: HowSection;
  said: Said | null;
  objection: { title: string; paragraphs: string[] };
  footer: Footer;
};

const PADDING = 24;

export function buildPersonView(input: PersonInput): PersonView {
  const { person, locale, links } = input;
  checkLinks(links);
  const edition = openPersonEdition(person, locale);
  const words = locale.people.person;
  return {
    lang: locale.locale,
    subject: fill(words.subject[person.phase], { period: periodName(person.period.id, 'long', locale) }),
    // A telephone shows these lines where others can see them: no figure is in them.
    preheader: words.preheader,
    padding: PADDING,
    header: viewHeader(edition, input),
    panel: viewScorePanel(edition),
    well: viewWell(edition),
    improve: viewImprove(edition),
    plan: viewPlan(edition),
    cards: viewCards(edition),
    how: viewHow(edition),
    said: viewSaid(edition, input.manager),
    objection: viewObjection(input),
    footer: viewPeopleFooter(fill(words.why, { shop: cleanName(person.shop.name) }), links, locale),
  };
}

function viewHeader(edition: PersonEdition, { title, links }: PersonInput): Header {
  const { person, locale } = edition;
  return {
    shop: cleanName(person.shop.name),
    links: headerLinks(links, locale),
    title: pickText(title, locale) ?? person.report.id,
    separator: locale.mail.header.separator,
    period: periodName(person.period.id, 'long', locale),
    headline: writeHeadline(edition),
    notes: [
      locale.people.person.private,
      ...headerNotes(person, locale),
      ...(person.contested ? [locale.people.contested] : []),
    ],
  };
}

/** Days, time, revision and phase. */
export function headerNotes(
  { period, asOf, revision, phase }: Pick<Person, 'period' | 'asOf' | 'revision' | 'phase'>,
  locale: Locale,
): string[] {
  const words = locale.mail.header;
  const shown = { revision: String(revision), previous: String(revision - 1) };
  return [
    dayRange(period.from, period.to, locale),
    fill(words.as_of, { instant: instantName(asOf, period.timeZone, locale) }),
    fill(revision === 1 ? words.revision : words.replaces, shown),
    locale.people.phases[phase],
  ];
}

function writeHeadline(edition: PersonEdition): string {
  const { person, locale } = edition;
  const { headline } = locale.people.person;
  const score = parseQuantity(person.score);
  if (score === null) return fill(headline.unscored, { reason: whyNotScored(edition) });
  const shown = { score: formatScore(score, locale), grade: person.grade ?? '–' };
  if (person.band === null) return beginSentence(fill(headline.scored, shown));
  const band = insideSentence(locale.people.bands[person.band], locale);
  return beginSentence(fill(headline.banded, { ...shown, band }));
}

function viewSaid({ person, locale }: PersonEdition, manager: string | null): Said | null {
  if (person.responses.length === 0) return null;
  const { title, item, you } = locale.people.person.said;
  const nameOf = (id: string) => (id === person.person.id ? you : id === person.person.manager ? (manager ?? id) : id);
  const items = person.responses.map(({ kind, text, person: who, writtenAt }) => ({
    head: fill(item, {
      kind: locale.people.responses[kind],
      person: cleanName(nameOf(who)),
      date: dayName(writtenAt.slice(0, 10), locale),
    }),
    text: cleanText(text),
  }));
  return { title, items };
}

function viewObjection({ locale, manager, disputeDays }: PersonInput): PersonView['objection'] {
  const words = locale.people.person.objection;
  const who = manager === null ? words.manager : cleanName(manager);
  return {
    title: words.title,
    paragraphs: [
      fill(words.how, { manager: who, days: String(disputeDays) }),
      fill(words.action, { manager: who }),
    ].map(beginSentence),
  };
}

export function viewPeopleFooter(why: string, links: Links, locale: Locale): Footer {
  return {
    definitions: makeLink(links.definitions, locale.mail.footer.definitions, locale),
    why,
    // Nobody unsubscribes from what is said of them; a list that is theirs to leave has such links.
    links: [makeLink(links.files, locale.access.files, locale)].filter((link) => link !== null),
    address: links.address === undefined || links.address === '' ? null : cleanName(links.address),
  };
}
