// The notice to its owners that deliveries of a run are over and some readers have no mail, or nobody knows: how many have
// it, who does not and why, and the commands that go on. Readers are named by their ids, as commands want them.
import type { Locale } from '../../definitions/locale.ts';
import { UNDELIVERED, type Undelivered } from '../../definitions/locale-notices.ts';
import { cleanName, fill, joinSome } from '../words.ts';
import type { NoticeItem, NoticeView } from './notice-view.ts';
import { type About, headed, namesOf, ownersNotice, shortPreheader } from './owners-notice.ts';

export type UndeliveredNotice = About & {
  /** How many readers have the mail, for certain. */
  sent: number;
  /** Ids of the others, in the order of the list. */
  without: Record<Undelivered, string[]>;
  /** Codes of what failed. */
  codes: string[];
  commands: { look: string; again: string; resend: string; lift: string };
};

const MOST_NAMES = 10;

export function viewUndelivered(notice: UndeliveredNotice, locale: Locale): NoticeView {
  const words = locale.notices.undelivered;
  const { sent, without, commands } = notice;
  const unknown = without.unknown.length;
  const all = UNDELIVERED.flatMap((outcome) => without[outcome]);
  const missing = all.length - unknown;
  const forms = missing > 0 ? words.subject : words.subject_unknown;
  const count = missing > 0 ? missing : unknown;
  const tries = without.failed.length + without.over_quota.length;
  return ownersNotice(notice, locale, {
    subject: fill(count === 1 ? forms.one : forms.other, { ...namesOf(notice, locale), n: String(count) }),
    preheader: shortPreheader(fill(words.preheader, { list: namesOfReaders(all, locale) }), locale),
    headline: fill(words.headline, {
      sent: String(sent),
      all: String(sent + all.length),
      missing: String(missing),
      unknown: String(unknown),
    }),
    paragraphs: [words.sent_stays],
    findings: words.findings,
    items: UNDELIVERED.flatMap((outcome) => viewGroup(notice, outcome, locale)),
    next: {
      title: locale.notices.next,
      sentences: [],
      commands: [
        { label: words.look, command: commands.look },
        ...(tries > 0 ? [{ label: words.again, command: commands.again }] : []),
        ...(unknown > 0 ? [{ label: words.resend, command: commands.resend }] : []),
        ...(without.suppressed.length > 0 ? [{ label: words.lift, command: commands.lift }] : []),
      ],
    },
  });
}

function viewGroup({ without, codes }: UndeliveredNotice, outcome: Undelivered, locale: Locale): NoticeItem[] {
  const { undelivered: words, status } = locale.notices;
  const ids = without[outcome];
  if (ids.length === 0) return [];
  const tone = outcome === 'failed' || outcome === 'suppressed' ? 'off' : 'watch';
  return [
    {
      ...headed({ tone, word: status[outcome], head: namesOfReaders(ids, locale) }, locale),
      body:
        outcome === 'failed' ? fill(words.failed, { codes: codes.join(locale.list.separator) || '–' }) : words[outcome],
      remedy: words.remedies[outcome],
    },
  ];
}

function namesOfReaders(ids: readonly string[], locale: Locale): string {
  return joinSome(ids.map(cleanName), MOST_NAMES, locale);
}
