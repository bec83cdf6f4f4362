// Unsubscribing from the mails of a report, and coming back. A program that only follows links changes nothing; a mail
// program's button (RFC 8058) and the reader's own both post.
import type { Locale } from '../definitions/locale.ts';
import { recordWish, type Wish } from '../delivery/unsubscribed.ts';
import { fill, pickText } from '../email/words.ts';
import { noticePage } from '../pages/notice-page.ts';
import type { WholePage } from '../pages/whole-page.ts';
import type { Reader } from './find-reader.ts';
import { canLeave } from './mail-links.ts';
import { readerPath } from './paths.ts';
import type { AccessContext, AccessPorts } from './request-context.ts';

type Asked = { page: 'unsubscribe' | 'subscribe'; token: string; locale: Locale };

/** Before the button. */
export function askToLeave({ report }: Reader, { page, token, locale }: Asked): WholePage {
  const { unsubscribe } = locale.access;
  if (!canLeave(report)) return noticePage({ title: unsubscribe.kept, sentences: [unsubscribe.kept_lead] }, locale);
  const words = locale.access[page];
  const shown = { report: pickText(report.title, locale) ?? report.id };
  const button = { action: readerPath(token, locale.locale, page), label: words.button };
  return noticePage({ title: words.title, sentences: [fill(words.lead, shown)], button }, locale);
}

export async function leave(
  { store, alerts, now }: AccessPorts,
  { stage }: AccessContext,
  reader: Reader,
  { page, token, locale, body }: Asked & { body: string },
): Promise<WholePage> {
  const { id, report } = reader;
  if (!canLeave(report)) return askToLeave(reader, { page, token, locale });
  const unsubscribed = page === 'unsubscribe';
  const by: Wish['by'] = /^List-Unsubscribe=One-Click$/i.test(body.trim()) ? 'one-click' : 'page';
  const isNew = await recordWish(store, id, report.id, { unsubscribed, at: now(), by });
  if (isNew) {
    const what = unsubscribed ? 'unsubscribed from' : 'subscribed again to';
    const text = `${id} ${what} ${report.id}. Their line in recipients/*.csv stays; only they can change this, by a link of theirs.`;
    await alerts?.publish({ subject: `[${stage}] A reader ${what} ${report.id}`, text });
  }
  const words = locale.access[page];
  const shown = { report: pickText(report.title, locale) ?? report.id };
  const back = { href: readerPath(token, locale.locale, 'subscribe'), label: locale.access.unsubscribe.again };
  const notice = { title: words.done, sentences: [fill(words.done_lead, shown)] };
  return noticePage(unsubscribed ? { ...notice, link: back } : notice, locale);
}
