// The mails of a run: rendered once a language, delivered once a recipient. Addresses are read when a mail is sent and
// kept in no workflow state.
import { createHash } from 'node:crypto';
import { composeMessage, type Mail } from '../delivery/deliver.ts';
import { type Recipient, readRecipients } from '../delivery/recipients.ts';
import { renderEmail } from '../email/render.ts';
import type { Message } from '../ports.ts';
import { ProblemError } from '../problem.ts';
import type { Snapshot } from '../snapshot/shape.ts';
import { type RunFrame, readStored } from './frame.ts';
import { mailKey } from './keys.ts';

/** Where a language's mail lies, under the hash of its content. */
export type StoredMail = { locale: string; key: string };

/** Readers of the report by id, with their language. */
export async function listReaders(frame: RunFrame): Promise<{ id: string; locale: string }[]> {
  return (await recipientsOf(frame)).map(({ id, locale }) => ({ id, locale }));
}

export async function renderMail(frame: RunFrame, snapshotFolder: string, locale: string): Promise<StoredMail> {
  const { ports, request, context, folder } = frame;
  const { report } = request;
  const snapshot = await readStored<Snapshot>(ports.store, `${snapshotFolder}/snapshot.json`);
  const words = context.definitions.locales[locale];
  const template = context.templates[report.id]?.[locale];
  if (!words || template === undefined) throw new Error(`no layout of ${report.id} in ${locale}`);
  const { sections } = report;
  const { subject, html, text } = renderEmail({ snapshot, locale: words, template, sections, links: context.links });
  const body = JSON.stringify({ subject, html, text } satisfies Mail);
  const key = mailKey(folder, `${locale}-${createHash('sha256').update(body).digest('hex').slice(0, 16)}`);
  await ports.store.putOnce(key, body);
  return { locale, key };
}

export async function messageTo(frame: RunFrame, id: string, mails: StoredMail[]): Promise<Message> {
  const { run, ports, request, context } = frame;
  const recipient = (await recipientsOf(frame)).find((candidate) => candidate.id === id);
  const key = mails.find(({ locale }) => locale === recipient?.locale)?.key;
  if (!recipient || key === undefined) {
    throw new ProblemError({
      code: 'INVALID_RECIPIENT',
      message: `Recipient ${id} was changed or taken off the list while the run was under way.`,
      remedy: 'Run the same command again; who had the mail does not get it twice.',
    });
  }
  const mail = await readStored<Mail>(ports.store, key);
  return composeMessage(run, context.definitions.shop.sender, recipient, mail, request.asOf);
}

async function recipientsOf({ ports, request, context }: RunFrame): Promise<Recipient[]> {
  const { recipients } = readRecipients(await ports.recipientFiles(), context.definitions);
  return recipients.filter(({ reports }) => reports.includes(request.report.id));
}
