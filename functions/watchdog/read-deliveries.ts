// Who of the readers waits in vain. Whoever may have the mail gets no notice: `late` to somebody who has read it already
// is worse than silence.
import { createHash } from 'node:crypto';
import type { Store } from '../ports.ts';
import { deliveryFolder, suppressionFolder, unsubscribedFolder } from '../run/keys.ts';

export type Delivered = {
  /** Ids to whom the mail certainly went. */
  sent: Set<string>;
  /** Ids for whom nothing more is to come: sent, perhaps sent, or never mailed by this stage. */
  settled: Set<string>;
};

const TRY_FILE = /\/try-(\d+)\/(claim\.json|end\.json|events\/.+)$/;
const OPEN = ['over_quota', 'failed'];

export async function readDeliveries(
  store: Store,
  run: string,
  readers: readonly { id: string }[],
): Promise<Delivered> {
  const keys = await store.list(`deliveries/${run}/`);
  const delivered: Delivered = { sent: new Set(), settled: new Set() };
  for (const { id } of readers) {
    const folder = deliveryFolder(run, id);
    const outcomes = await outcomesOf(
      store,
      folder,
      keys.filter((key) => key.startsWith(`${folder}/`)),
    );
    if (outcomes.includes('sent')) delivered.sent.add(id);
    if (outcomes.some((outcome) => !OPEN.includes(outcome))) delivered.settled.add(id);
  }
  return delivered;
}

/** What came of each try; an event proves a send whatever was written, and a claim without an end is unknown. */
async function outcomesOf(store: Store, folder: string, keys: string[]): Promise<string[]> {
  const files = keys.flatMap((key) => {
    const found = TRY_FILE.exec(key);
    return found ? [{ attempt: found[1] as string, file: found[2] as string }] : [];
  });
  const attempts = [...new Set(files.map(({ attempt }) => attempt))];
  return Promise.all(
    attempts.map(async (attempt) => {
      const own = files.filter((one) => one.attempt === attempt).map(({ file }) => file);
      if (own.some((file) => file.startsWith('events/'))) return 'sent';
      const end = own.includes('end.json') ? await store.get(`${folder}/try-${attempt}/end.json`) : null;
      return end === null ? 'unknown' : (JSON.parse(new TextDecoder().decode(end)) as { outcome: string }).outcome;
    }),
  );
}

/** Did mail to this address bounce, or its owner complain? The newest entry counts. */
export async function isSuppressed(store: Store, address: string): Promise<boolean> {
  const folder = suppressionFolder(createHash('sha256').update(address.trim().toLowerCase()).digest('hex'));
  return (await newestEntry<{ suppressed: boolean }>(store, folder))?.suppressed ?? false;
}

/** Has this reader said that they want no mails of the report? The newest entry counts. */
async function isUnsubscribed(store: Store, recipient: string, report: string): Promise<boolean> {
  const folder = unsubscribedFolder(recipient, report);
  return (await newestEntry<{ unsubscribed: boolean }>(store, folder))?.unsubscribed ?? false;
}

/** Those to whom the report may be mailed, as far as it is up to them. */
export async function subscribed<R extends { id: string }>(
  store: Store,
  readers: readonly R[],
  report: string,
): Promise<R[]> {
  const wanted: R[] = [];
  for (const reader of readers) if (!(await isUnsubscribed(store, reader.id, report))) wanted.push(reader);
  return wanted;
}

async function newestEntry<T>(store: Store, folder: string): Promise<T | null> {
  const numbers = (await store.list(`${folder}/`)).map((key) => Number(/\/(\d+)\.json$/.exec(key)?.[1] ?? 0));
  const body = numbers.length === 0 ? null : await store.get(`${folder}/${Math.max(...numbers)}.json`);
  return body === null ? null : (JSON.parse(new TextDecoder().decode(body)) as T);
}
