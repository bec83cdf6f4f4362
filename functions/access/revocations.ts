// Links that were taken back: of a reader, all that were issued until an instant. Kept as a history that nothing removes.
import type { Store } from '../ports.ts';
import { revokedFolder } from '../run/keys.ts';
import { readJson } from '../stored-json.ts';

export type Revocation = {
  /** ISO 8601, Z: links issued until then open nothing. */
  at: string;
  by: string;
  reason: string;
};

export async function revokeLinks(store: Store, recipient: string, revocation: Revocation): Promise<void> {
  const folder = revokedFolder(recipient);
  const body = `${JSON.stringify(revocation)}\n`;
  for (let number = (await numbersIn(store, folder)).length + 1; ; number += 1) {
    if ((await store.putOnce(`${folder}/${number}.json`, body)) !== 'different') return;
  }
}

/** `issued`: milliseconds since 1970. */
export async function isRevoked(store: Store, recipient: string, issued: number): Promise<boolean> {
  const folder = revokedFolder(recipient);
  for (const number of await numbersIn(store, folder)) {
    const revocation = await readJson<Revocation>(store, `${folder}/${number}.json`);
    if (revocation !== null && issued <= Date.parse(revocation.at)) return true;
  }
  return false;
}

async function numbersIn(store: Store, folder: string): Promise<number[]> {
  return (await store.list(`${folder}/`)).flatMap((key) => Number(/\/(\d+)\.json$/.exec(key)?.[1] ?? 0) || []);
}
