// Mails a fresh link to the address that is registered for a reader, and to no other. Whoever asks is told the same
// whatever comes of it; a reader gets few of them a day.
import { createHash } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import type { Report } from '../definitions/definitions.ts';
import type { Locale } from '../definitions/locale.ts';
import type { Mail } from '../delivery/deliver.ts';
import { isSuppressed } from '../delivery/suppressions.ts';
import { dayName } from '../email/dates.ts';
import { buildMime } from '../email/mime.ts';
import { cleanName, fill, pickText } from '../email/words.ts';
import { noticePage } from '../pages/notice-page.ts';
import { freshLinkFolder } from '../run/keys.ts';
import { findReader } from './find-reader.ts';
import { issueLink } from './issue-link.ts';
import { readerPath } from './paths.ts';
import type { AccessContext, AccessPorts } from './request-context.ts';
import { FRESH_A_DAY, LINK_DAYS } from './token.ts';

export async function sendFresh(
  ports: AccessPorts,
  context: AccessContext,
  { recipient: id, report: reportId }: { recipient: string; report: string },
): Promise<void> {
  const { definitions, sender } = context;
  const reader = findReader({ recipient: id, report: reportId }, await ports.recipientFiles(), definitions);
  const locale = reader === null ? undefined : definitions.locales[reader.locale];
  if (reader?.recipient == null || locale === undefined) return;
  const to = reader.recipient.email;
  if (await isSuppressed(ports.store, to)) return;
  const now = ports.now();
  const day = now.slice(0, 10);
  const attempt = await claim(ports, id, day, now);
  if (attempt === null) return;
  const token = await issueLink(ports, id, reportId);
  const mail = writeFreshMail(context, { report: reader.report, token, now }, locale);
  const run = `fresh-link-${day}`;
  const seed = createHash('sha256').update(`${run}\n${id}\n${attempt}`).digest('hex').slice(0, 32);
  const messageId = `<${seed}@${sender.split('@')[1]}>`;
  const mime = await buildMime({ from: sender, to, ...mail, messageId, date: new Date(now), boundarySeed: seed });
  // A send of which nobody knows is not repeated: they can ask again.
  await ports.mailer.send({ run, recipient: id, attempt, from: sender, to, ...mail, mime });
}

/** Which time of the day this is, or null where it is one too many. Claimed before the send. */
async function claim({ store }: AccessPorts, id: string, day: string, at: string): Promise<number | null> {
  for (let attempt = 1; attempt <= FRESH_A_DAY; attempt += 1) {
    const put = await store.putOnce(`${freshLinkFolder(id, day)}/${attempt}.json`, `${JSON.stringify({ at })}\n`);
    if (put === 'created') return attempt;
  }
  return null;
}

/** The mail alone. `token` is the fresh link, made at `now`. */
export function writeFreshMail(
  { definitions: { shop }, base, calendar }: Pick<AccessContext, 'definitions' | 'base' | 'calendar'>,
  { report, token, now }: { report: Report; token: string; now: string },
  locale: Locale,
): Mail {
  const words = locale.access.fresh_mail;
  const until = Temporal.Instant.from(now).add({ hours: LINK_DAYS * 24 });
  const shown = {
    report: pickText(report.title, locale) ?? report.id,
    shop: cleanName(shop.name),
    day: dayName(until.toZonedDateTimeISO(calendar.timeZone).toPlainDate().toString(), locale),
  };
  const href = `${base.replace(/\/$/, '')}${readerPath(token, locale.locale)}`;
  const subject = fill(words.subject, shown);
  const [lead, why] = [fill(words.lead, shown), fill(words.why, shown)];
  const page = noticePage(
    { title: subject, sentences: [lead], link: { href, label: words.open }, small: [words.note, why] },
    locale,
  );
  return { subject, html: page.html, text: `${lead}\n\n${words.open}:\n${href}\n\n${words.note}\n\n--\n${why}\n` };
}
