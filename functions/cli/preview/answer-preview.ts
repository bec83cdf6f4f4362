// What the preview answers: the page, the mail in its frame, and, to whoever follows, when files have changed.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type PageRequest, type PageResponse, plainResponse, redirect } from '../../access/http.ts';
import { composeMessage, type Mail } from '../../delivery/deliver.ts';
import { readRecipients } from '../../delivery/recipients.ts';
import { readPeriod } from '../../periods/period.ts';
import { deadlineAfter } from '../../periods/schedule.ts';
import { calendarOf } from '../open-shop.ts';
import { showInScheme } from './color-scheme.ts';
import { type ListedMail, listMails, type Newest, type ReportMails } from './list-mails.ts';
import { type Made, type MailContext, makeMail } from './make-mail.ts';
import { type PreviewPage, previewPage, type Shown } from './preview-page.ts';
import { findMail, firstLook, type Look, pathOf, readPath } from './view-path.ts';
import type { Shop } from './watched-shop.ts';

export type PreviewContext = Pick<MailContext, 'store' | 'pages' | 'decideBy'> & {
  shop(): Promise<Shop>;
  /** Instead of the newest of each report. */
  period: string | undefined;
};

const LIVE = readFileSync(path.join(import.meta.dirname, 'live.js'), 'utf8');

/** How soon a change is seen. */
export const LOOK_AGAIN_MS = 150;
/** Then whoever follows asks again. */
const FOLLOW_MS = 20_000;

export async function answerPreview(
  { method, path: asked }: PageRequest,
  context: PreviewContext,
): Promise<PageResponse> {
  if (method !== 'GET' && method !== 'HEAD')
    return plainResponse(405, 'Only to be looked at\n', { allow: 'GET, HEAD' });
  if (asked === '/live.js') return plainResponse(200, LIVE, { 'content-type': 'text/javascript; charset=utf-8' });
  if (asked.startsWith('/changes/')) return plainResponse(200, await nextVersion(asked.slice(9), context));
  const found = readPath(asked);
  if (found?.is === 'frame') return showFrame(found.look, context);
  return found === null && asked !== '/'
    ? plainResponse(404, 'There is no such page.\n')
    : showPage(found?.look ?? null, context);
}

/** Answers once files have changed, or after a while without that. */
async function nextVersion(known: string, { shop }: PreviewContext): Promise<string> {
  for (let waited = 0; waited < FOLLOW_MS; waited += LOOK_AGAIN_MS) {
    const { version } = await shop();
    if (version !== known) return version;
    await pause(LOOK_AGAIN_MS);
  }
  return known;
}

async function showPage(look: Look | null, context: PreviewContext): Promise<PageResponse> {
  const shop = await context.shop();
  const { definitions, version, problems } = shop;
  if (definitions === null) {
    return pageResponse({
      version,
      shop: 'Preview',
      listed: [],
      locales: [],
      look: null,
      mail: null,
      shown: { is: 'problems', problems },
    });
  }
  const { recipients, problems: unread } = readRecipients(shop.recipientFiles, definitions);
  const listed = await listMails(definitions, recipients, context.store, context.period);
  const page = { version, shop: definitions.shop.name, listed, locales: definitions.shop.locales };
  if (look === null) {
    const first = listed.flatMap(({ mails }) => mails)[0];
    if (first !== undefined && problems.length + unread.length === 0) return redirect(pathOf(firstLook(first)));
  }
  const found = look === null ? null : findMail(listed, look);
  const wrong = [...problems, ...unread];
  const shown: Shown =
    wrong.length > 0
      ? { is: 'problems', problems: wrong }
      : found?.of.newest == null || look === null
        ? { is: 'nothing', why: whyNothing(listed, look, context.period) }
        : await show({ ...context, shop, definitions }, found.mail, found.of.newest, look);
  return pageResponse({ ...page, look, mail: found?.mail ?? null, shown }, found === null && look !== null ? 404 : 200);
}

/** The page and the frame in it show the same mail; it is made once for both. */
const made = new WeakMap<Shop, Map<string, Promise<Made>>>();

function makeOnce(context: MailContext, listed: ListedMail, newest: Newest, locale: string): Promise<Made> {
  const mails = made.get(context.shop) ?? new Map<string, Promise<Made>>();
  made.set(context.shop, mails);
  const name = [newest.key, listed.report.id, listed.kind, listed.reader.id, locale].join(' ');
  const mail = mails.get(name) ?? makeMail(context, listed, newest, locale);
  mails.set(name, mail);
  return mail;
}

async function show(context: MailContext, listed: ListedMail, newest: Newest, look: Look): Promise<Shown> {
  const shown = await makeOnce(context, listed, newest, look.locale);
  if (shown.is !== 'mail') return shown;
  const { mail } = shown;
  const { sender } = context.definitions.shop;
  const bytes = Buffer.byteLength(mail.html);
  const head = { is: 'mail', subject: mail.subject, from: sender, bytes } as const;
  if (look.view === 'html') return { ...head, body: { is: 'frame' } };
  const text =
    look.view === 'text'
      ? mail.text
      : look.view === 'source'
        ? mail.html
        : await messageOf(context, listed, newest, mail);
  return { ...head, body: { is: 'text', text } };
}

/** All of it, as it is sent to the first reader. */
async function messageOf(
  { definitions }: MailContext,
  { report, kind, reader }: ListedMail,
  newest: Newest,
  mail: Mail,
): Promise<string> {
  const period = readPeriod(newest.period, calendarOf(definitions));
  if (period === null) throw new Error(`${newest.key} is of no period`);
  const { holidays, shop } = definitions;
  const of = {
    run: `${report.id}-${period.id}.${kind}`,
    attempt: 1,
    sender: shop.sender,
    asOf: deadlineAfter(period, report, holidays),
  };
  return new TextDecoder().decode((await composeMessage(of, reader, mail)).mime);
}

async function showFrame(look: Look, context: PreviewContext): Promise<PageResponse> {
  const shop = await context.shop();
  const { definitions } = shop;
  const gone = plainResponse(404, 'There is no such mail.\n');
  if (definitions === null) return gone;
  const { recipients } = readRecipients(shop.recipientFiles, definitions);
  const found = findMail(await listMails(definitions, recipients, context.store, context.period), look);
  if (found?.of.newest == null) return gone;
  const shown = await makeOnce({ ...context, shop, definitions }, found.mail, found.of.newest, look.locale);
  if (shown.is !== 'mail') return gone;
  return htmlResponse(200, showInScheme(withoutWays(shown.mail.html), look.scheme), FRAME_POLICY);
}

/** Links open windows, which the frame may not: whoever clicks stays where they are. */
function withoutWays(html: string): string {
  return html.replace(/<head\b[^>]*>/i, (head) => `${head}<base target="_blank">`);
}

function whyNothing(listed: readonly ReportMails[], look: Look | null, period: string | undefined): string {
  if (look !== null) return 'There is no such mail any more. Choose another one.';
  const of = period === undefined ? '' : ` of ${period}`;
  return listed.every(({ newest }) => newest === null)
    ? `There are no figures${of} in the out folder yet. Make them by npx scorecard run, then look here again.`
    : 'Nobody in recipients/*.csv reads a report of which there are figures.';
}

const FRAME_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; form-action 'none'; base-uri 'none'";

function pageResponse(page: PreviewPage, status = 200): PageResponse {
  const { html, style } = previewPage(page);
  const hash = createHash('sha256').update(style).digest('base64');
  return htmlResponse(
    status,
    html,
    `default-src 'none'; style-src 'sha256-${hash}'; script-src 'self'; connect-src 'self'; frame-src 'self'; frame-ancestors 'none'; form-action 'none'; base-uri 'none'`,
  );
}

function htmlResponse(status: number, html: string, policy: string): PageResponse {
  return plainResponse(status, html, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy });
}
