// The keys that seal personal links. They lie in the store beside what they open: whoever can read them there can read the
// reports without any link. The first one is made when it is needed; a new number takes over, a retired one opens nothing.
import type { Store } from '../ports.ts';
import { LINK_KEYS } from '../run/keys.ts';
import { readJson } from '../stored-json.ts';
import type { SigningKey } from './token.ts';

const SECRET_BYTES = 32;

export type KeyMaker = {
  store: Store;
  /** Unguessable bytes. */
  random(bytes: number): Uint8Array;
  /** ISO 8601, Z. */
  now(): string;
};

type StoredKey = { secret: string; madeAt: string };

/** The newest key that is not retired, made where there is none. */
export async function currentKey(maker: KeyMaker): Promise<SigningKey> {
  const { made, retired } = await listKeys(maker.store);
  const newest = made.filter((number) => !retired.includes(number)).at(-1);
  const number = newest ?? (made.at(-1) ?? 0) + 1;
  if (newest === undefined) await makeKey(maker, number);
  const key = await findKey(maker.store, String(number));
  if (key === null) throw new Error(`key ${number} of the links is gone`);
  return key;
}

/** Null where there is none of this number, or it is retired. */
export async function findKey(store: Store, id: string): Promise<SigningKey | null> {
  const stored = await readJson<StoredKey>(store, `${LINK_KEYS}/${id}.json`);
  if (stored === null || (await store.get(`${LINK_KEYS}/${id}.retired.json`)) !== null) return null;
  return { id, secret: Buffer.from(stored.secret, 'base64url') };
}

/** Answers the number of the new key; with `retire`, links of all earlier ones open nothing any more. */
export async function rotateKeys(
  maker: KeyMaker,
  { retire, by, reason }: { retire: boolean; by: string; reason: string },
): Promise<number> {
  const { made, retired } = await listKeys(maker.store);
  const number = (made.at(-1) ?? 0) + 1;
  await makeKey(maker, number);
  const at = maker.now();
  for (const old of retire ? made.filter((one) => !retired.includes(one)) : []) {
    await maker.store.putOnce(`${LINK_KEYS}/${old}.retired.json`, `${JSON.stringify({ at, by, reason })}\n`);
  }
  return number;
}

/** Where another was faster, theirs is the key. */
async function makeKey({ store, random, now }: KeyMaker, number: number): Promise<void> {
  const key: StoredKey = { secret: Buffer.from(random(SECRET_BYTES)).toString('base64url'), madeAt: now() };
  await store.putOnce(`${LINK_KEYS}/${number}.json`, `${JSON.stringify(key)}\n`);
}

async function listKeys(store: Store): Promise<{ made: number[]; retired: number[] }> {
  const keys = await store.list(`${LINK_KEYS}/`);
  const numbersOf = (pattern: RegExp) =>
    keys.flatMap((key) => Number(pattern.exec(key)?.[1] ?? 0) || []).sort((a, b) => a - b);
  return { made: numbersOf(/\/(\d+)\.json$/), retired: numbersOf(/\/(\d+)\.retired\.json$/) };
}
