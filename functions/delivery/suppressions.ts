// Addresses that are not mailed any more, since they bounced or their owner complained. Kept as a history under the hash
// of the address: the newest entry counts, and nothing is ever taken back silently.
import { createHash } from 'node:crypto';
import type { Store } from '../ports.ts';
import { suppressionFolder } from '../run/keys.ts';
import { readJson } from '../stored-json.ts';
import type { Ask } from './ledger.ts';

export type Suppression =
  | { suppressed: true; because: 'bounce' | 'complaint'; run: string; recipient: string; at: string }
  | ({ suppressed: false } & Ask);

/** The newest entry of an address, or null where there was never one. */
async function readSuppression(store: Store, address: string): Promise<Suppression | null> {
  const last = (await entriesOf(store, address)).at(-1);
  return last === undefined ? null : readJson<Suppression>(store, last.key);
}

export async function isSuppressed(store: Store, address: string): Promise<boolean> {
  return (await readSuppression(store, address))?.suppressed ?? false;
}

/** Appends an entry; the same event again changes nothing, and an address that is free already is not lifted again. */
export async function addSuppression(store: Store, address: string, entry: Suppression): Promise<void> {
  const body = `${JSON.stringify(entry)}\n`;
  const known = await entriesOf(store, address);
  const bodies = await Promise.all(known.map(({ key }) => store.get(key)));
  // The same person may lift for the same reason again after another bounce: only the newest entry can be that lift.
  const earlier = entry.suppressed ? bodies : bodies.slice(-1);
  if (earlier.some((bytes) => bytes !== null && new TextDecoder().decode(bytes) === body)) return;
  for (let number = (known.at(-1)?.number ?? 0) + 1; ; number += 1) {
    const put = await store.putOnce(`${folderOf(address)}/${number}.json`, body);
    if (put !== 'different') return;
  }
}

async function entriesOf(store: Store, address: string): Promise<{ number: number; key: string }[]> {
  const keys = await store.list(`${folderOf(address)}/`);
  const entries = keys.map((key) => ({ number: Number(/\/(\d+)\.json$/.exec(key)?.[1] ?? 0), key }));
  return entries.filter(({ number }) => number > 0).sort((a, b) => a.number - b.number);
}

function folderOf(address: string): string {
  return suppressionFolder(createHash('sha256').update(address.trim().toLowerCase()).digest('hex'));
}
