// The notice to its owners that a run ended held: what was found and where, what to do about each, and the commands by
// which it goes on. The same findings as on the terminal and in the alert, in the owner's language.
import type { CheckId } from '../../definitions/checks.ts';
import type { Locale } from '../../definitions/locale.ts';
import type { RemedyId } from '../../definitions/locale-notices.ts';
import type { Place } from '../../problem.ts';
import { type Found, sayFound, tableName } from '../check-words.ts';
import { dayName } from '../dates.ts';
import { beginSentence, cleanName, fill } from '../words.ts';
import type { NoticeItem, NoticeView } from './notice-view.ts';
import { type About, headed, namesOf, ownersNotice, shortPreheader } from './owners-notice.ts';

/** What a check found that holds the run. */
export type HeldFinding = {
  check: CheckId;
  table: string;
  subject: string | null;
  found: Found;
  since: string | null;
  is: 'missing' | 'wrong' | 'unusual';
  remedy: RemedyId;
  /** Whose the source is; empty where nobody is named. */
  owner: string;
};

/** What no check found: a line of the list of readers, or what keeps the data from being looked at. */
export type HeldProblem = { is: 'readers' | 'other'; code: string; place: Place | null };

export type Held = About & {
  findings: HeldFinding[];
  problems: HeldProblem[];
  /** `accept`: null where not all of it may be accepted. */
  commands: { look: string; again: string; accept: string | null };
};

export function viewHeld(held: Held, locale: Locale): NoticeView {
  const words = locale.notices.held;
  const { findings, problems, commands } = held;
  const names = namesOf(held, locale);
  const count = findings.length + problems.filter(({ is }) => is === 'other').length;
  const ofReaders = count === 0;
  const items = [
    ...findings.map((finding) => viewFinding(finding, locale)),
    ...problems.map((problem) => viewProblem(problem, locale)),
  ];
  const [first] = items;
  return ownersNotice(held, locale, {
    subject: ofReaders
      ? fill(words.subject_readers, names)
      : fill(count === 1 ? words.subject.one : words.subject.other, { ...names, n: String(count) }),
    preheader: shortPreheader(fill(words.preheader, { first: first ? first.head : '–' }), locale),
    headline: ofReaders ? words.headline_readers : words.headline,
    paragraphs: [ofReaders ? words.not_sent : words.not_made],
    findings: words.findings,
    items,
    next: {
      title: locale.notices.next,
      sentences: [words.by_hand],
      commands: [
        { label: words.look, command: commands.look },
        { label: words.again, command: commands.again },
        ...(commands.accept === null ? [] : [{ label: words.accept, command: commands.accept }]),
      ],
    },
  });
}

function viewFinding(finding: HeldFinding, locale: Locale): NoticeItem {
  const { check, table, found, since, is, remedy, owner } = finding;
  const { held, status } = locale.notices;
  const { sentence, full_stop } = locale.mail.preheader;
  const said = sayFound(finding, found, locale);
  const more = [
    ...(said === null ? [] : [fill(full_stop, { text: beginSentence(said) })]),
    ...(since === null ? [] : [fill(held.since, { day: dayName(since, locale) })]),
  ];
  const who = owner === '' ? [] : [fill(held.owner, { owner: cleanName(owner) })];
  const head = beginSentence(fill(held.check, { table: tableName(table, locale), check: locale.checks[check].name }));
  return {
    ...headed({ tone: is === 'unusual' ? 'watch' : 'off', word: status[is], head }, locale),
    body: more.join(sentence),
    remedy: [locale.remedies[remedy], ...who].join(sentence),
  };
}

function viewProblem({ is, code, place }: HeldProblem, locale: Locale): NoticeItem {
  const { held, status } = locale.notices;
  const where = placeText(place);
  const head = is === 'readers' ? fill(held.readers, { place: where }) : fill(held.other, { place: where, code });
  return {
    ...headed({ tone: 'off', word: status.wrong, head }, locale),
    ...(is === 'readers'
      ? { body: fill(held.readers_note, { code }), remedy: held.readers_remedy }
      : { body: held.other_note, remedy: held.other_remedy }),
  };
}

function placeText(place: Place | null): string {
  if (place === null) return '–';
  const { file, line, column } = place;
  return cleanName([file, line, column].filter((part) => part !== undefined).join(':'));
}
