// The finished mail as its owners see it first: what readers will get, below what moved and what is unusual about it.
import type { Reader } from '../delivery/deliver-batch.ts';
import { ownersOf } from '../delivery/owners.ts';
import { editionName, editionOf } from '../delivery/reader-edition.ts';
import { readRecipients } from '../delivery/recipients.ts';
import type { ReleaseAsk } from '../email/release-section.ts';
import { type RunFrame, readStored } from './frame.ts';
import { hashOf, mailKey, readersKey } from './keys.ts';
import type { Published, Usage } from './request.ts';
import type { Revisions } from './revisions.ts';
import { VIEWS } from './views.ts';

export type Made = { published: Published[]; revisions: Revisions; readers: string[]; usage: Usage };

/** Answers the key of the list of owners with their mails, and how many readers wait. */
export async function renderPreviews(
  frame: RunFrame,
  { published, revisions, readers }: Made,
  goesOutAt: string,
): Promise<{ list: string; waiting: number }> {
  const { ports, request, context, folder, run } = frame;
  const { report } = request;
  const view = VIEWS[report.view];
  const { recipients } = readRecipients(await ports.recipientFiles(), context.definitions);
  const owners = ownersOf(report, recipients).map(({ id, ...owner }) => ({
    id,
    edition: editionOf({ id, ...owner }, report),
  }));
  const wanted = owners.map(({ edition }) => edition);
  const editions = await view.open(frame, published, revisions, wanted);
  const waiting = await countReaders(frame, readers);
  const { canWait = false, decideBy = { release: '', hold: '', resend: '' } } = context;
  const ask: ReleaseAsk = { run, goesOutAt, waiting, byItself: canWait, decideBy };
  const listed: Reader[] = [];
  for (const { id, edition } of owners) {
    const rendered = await editions.render(edition, ask);
    if (rendered === null) continue;
    const body = JSON.stringify(rendered);
    const mail = mailKey(view.mailFolder(frame), `preview-${edition.locale}-${hashOf(body)}`);
    await ports.store.putOnce(mail, body);
    listed.push({ id, edition: editionName(edition), mail });
  }
  const body = JSON.stringify(listed);
  const list = readersKey(folder, `owners-${hashOf(body)}`);
  await ports.store.putOnce(list, body);
  return { list, waiting };
}

async function countReaders({ ports }: RunFrame, lists: string[]): Promise<number> {
  let count = 0;
  for (const list of lists) count += (await readStored<Reader[]>(ports.store, list)).length;
  return count;
}
