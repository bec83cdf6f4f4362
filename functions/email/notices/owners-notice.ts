// What the notices to owners have in common: header, footer, and a list that is not without end.

import type { Locale } from '../../definitions/locale.ts';
import type { Period } from '../../periods/period.ts';
import { dayRange, periodName } from '../dates.ts';
import type { StatusMark } from '../edition.ts';
import { cleanName, fill, fillCounted, pickText } from '../words.ts';
import { type NoticeItem, type NoticeView, PADDING } from './notice-view.ts';

/** What a notice is about. */
export type About = {
  shop: string;
  report: { id: string; title: Record<string, string> };
  period: Pick<Period, 'id' | 'from' | 'to'>;
  run: string;
  /** How many owners are told. */
  owners: number;
  /** The sender's postal address. */
  address?: string;
};

type Said = Pick<NoticeView, 'subject' | 'preheader' | 'paragraphs' | 'next'> & {
  headline: string;
  findings: string;
  items: NoticeItem[];
};

const MOST_ITEMS = 10;

export function ownersNotice(about: About, locale: Locale, said: Said): NoticeView {
  const { notices, mail } = locale;
  const { headline, findings: title, items, paragraphs, ...rest } = said;
  const left = items.length - MOST_ITEMS;
  return {
    lang: locale.locale,
    padding: PADDING,
    ...rest,
    header: {
      shop: cleanName(about.shop),
      links: [],
      title: titleOf(about, locale),
      separator: mail.header.separator,
      period: periodName(about.period.id, 'long', locale),
      headline,
      notes: [dayRange(about.period.from, about.period.to, locale), fill(notices.about, { run: about.run })],
    },
    paragraphs: [...paragraphs, fillCounted(notices.told, about.owners)],
    findings:
      items.length === 0
        ? null
        : { title, items: items.slice(0, MOST_ITEMS), more: left > 0 ? fill(notices.more, { n: String(left) }) : null },
    footer: {
      definitions: null,
      why: fill(notices.why, { shop: cleanName(about.shop), report: titleOf(about, locale) }),
      links: [],
      address: about.address === undefined ? null : cleanName(about.address),
    },
  };
}

/** What patterns of subjects are filled with. */
export function namesOf(about: About, locale: Locale): Record<'report' | 'period' | 'shop', string> {
  return {
    report: titleOf(about, locale),
    period: periodName(about.period.id, 'long', locale),
    shop: cleanName(about.shop),
  };
}

/** The head of an item with its status. */
export function headed(
  { tone, word, head }: { tone: 'off' | 'watch'; word: string; head: string },
  { notices }: Locale,
): Pick<NoticeItem, 'status' | 'head' | 'tagged'> {
  const status: StatusMark = { tone, glyph: tone === 'off' ? '✕' : '!', word };
  return { status, head, tagged: fill(notices.tagged, { word, head }) };
}

/** As much of it as a mail program shows beside the subject. */
export function shortPreheader(text: string, { lengths: { preheader_most: most } }: Locale): string {
  const letters = [...text];
  return letters.length <= most
    ? text
    : `${letters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
}

function titleOf({ report }: About, locale: Locale): string {
  return pickText(report.title, locale) ?? report.id;
}
