// The mails of a run: rendered once a language; its readers listed by id, in parts that an execution can deliver.
// Addresses are read when a mail is sent and kept in no workflow state.
import { createHash } from 'node:crypto';
import type { Mail } from '../delivery/deliver.ts';
import { RECIPIENTS_PER_PART, type StoredMail } from '../delivery/deliver-batch.ts';
import { readRecipients } from '../delivery/recipients.ts';
import { renderEmail } from '../email/render.ts';
import type { Snapshot } from '../snapshot/shape.ts';
import { type RunFrame, readStored } from './frame.ts';
import { mailKey, readersKey } from './keys.ts';

/** Stores the ids of the report's readers, at most 500 an object; answers the keys. */
export async function listReaders({ ports, request, context, folder }: RunFrame): Promise<string[]> {
  const { recipients } = readRecipients(await ports.recipientFiles(), context.definitions);
  const ids = recipients.filter(({ reports }) => reports.includes(request.report.id)).map(({ id }) => id);
  const keys: string[] = [];
  for (let from = 0; from < ids.length; from += RECIPIENTS_PER_PART) {
    const body = JSON.stringify(ids.slice(from, from + RECIPIENTS_PER_PART));
    const key = readersKey(folder, `${keys.length + 1}-${hashOf(body)}`);
    await ports.store.putOnce(key, body);
    keys.push(key);
  }
  return keys;
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
  const key = mailKey(folder, `${locale}-${hashOf(body)}`);
  await ports.store.putOnce(key, body);
  return { locale, key };
}

function hashOf(body: string): string {
  return createHash('sha256').update(body).digest('hex').slice(0, 16);
}
