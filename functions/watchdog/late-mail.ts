// The notice that a report is late: a few sentences in the reader's language. Its words lie in the locale under `late`, its
// layout is that of all notices; both were read and compiled when the watchdog was deployed.
import { createHash } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import type { LateWords } from '../definitions/locale.ts';
import type { WatchedReport, WatchFile } from '../definitions/watch-file.ts';
import { buildMime } from '../email/mime.ts';
import { type NoticeMail, type NoticeView, PADDING, renderNotice } from '../email/notices/notice-view.ts';
import { cleanName, fill } from '../email/words.ts';
import type { Period } from '../periods/period.ts';
import type { Message } from '../ports.ts';
import type { Reader } from './read-readers.ts';

export type Reason = keyof LateWords['because'];

export type LateNotice = {
  file: WatchFile;
  report: WatchedReport;
  period: Period;
  reason: Reason;
  /** The instant by which the report is expected instead. */
  expected: string;
  sender: string;
  /** The watchdog's scheduled time, which is the date of the message. */
  scheduledTime: string;
};

/** The same notice to the same reader is the same bytes. */
export async function composeNotice(run: string, notice: LateNotice, reader: Reader): Promise<Message> {
  const { sender, scheduledTime } = notice;
  const seed = createHash('sha256').update(`${run}\n${reader.id}`).digest('hex').slice(0, 32);
  const { preheader: _, ...mail } = writeNotice(notice, reader.locale);
  const mime = await buildMime({
    from: sender,
    to: reader.email,
    ...mail,
    messageId: `<${seed}@${sender.split('@')[1]}>`,
    date: new Date(scheduledTime),
    boundarySeed: seed,
  });
  return { run, recipient: reader.id, attempt: 1, from: sender, to: reader.email, ...mail, mime };
}

/** A language that the shop does not write gets the shop's first one. */
export function writeNotice(notice: LateNotice, wanted: string): NoticeMail {
  const { file } = notice;
  const locale = wanted in file.words ? wanted : (file.shop.locales[0] as string);
  const layout = file.layouts[locale];
  if (!layout) throw new Error(`watch.json has no layout in ${locale}`);
  return renderNotice(viewLate(notice, locale), layout);
}

/** As private as a letter box: what is late, why and until when, and no figure. */
function viewLate({ file, report, period, reason, expected }: LateNotice, locale: string): NoticeView {
  const words = file.words[locale];
  if (!words) throw new Error(`watch.json has no words in ${locale}`);
  const names = {
    report: cleanName(report.title[locale] ?? Object.values(report.title)[0] ?? report.id),
    period: periodText(period, words, locale),
    shop: cleanName(file.shop.name),
  };
  const lead = fill(words.lead, names);
  const until = fill(words.expected, { expected: instantText(expected, period.timeZone, words, locale) });
  return {
    lang: locale,
    subject: fill(words.subject, names),
    preheader: until,
    padding: PADDING,
    header: {
      shop: names.shop,
      links: [],
      title: names.report,
      separator: words.separator,
      period: names.period,
      headline: lead,
      notes: [],
    },
    paragraphs: [words.because[reason], until, words.told],
    findings: null,
    next: null,
    footer: {
      definitions: null,
      why: fill(words.why, names),
      links: [],
      address: file.shop.address === '' ? null : cleanName(file.shop.address),
    },
  };
}

function periodText(period: Period, words: LateWords, locale: string): string {
  const quarter = /^(\d{4})-Q([1-4])$/.exec(period.id);
  if (quarter) return fill(words.quarter, { year: quarter[1] as string, quarter: quarter[2] as string });
  return dateText(period.from, locale, { year: 'numeric', month: 'long' });
}

/** Date, time and UTC offset of an instant in the report's zone. */
function instantText(instant: string, timeZone: string, words: LateWords, locale: string): string {
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);
  return fill(words.instant, {
    date: dateText(local.toPlainDate().toString(), locale, { dateStyle: 'long' }),
    time: local.toPlainTime().toString({ smallestUnit: 'minute' }),
    offset: local.offset,
  });
}

/** A language that the machine does not know is written as English, wherever the machine stands. */
function dateText(day: string, locale: string, form: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat([locale, 'en'], { ...form, timeZone: 'UTC' }).format(Date.parse(day));
}
