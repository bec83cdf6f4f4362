// Recipients as they lie in the store: changed there by a person at any time, without deploying.
import type { Store } from '../ports.ts';

const FOLDER = 'recipients/';

/** The texts of `recipients/*.csv`. */
export async function storedRecipients(store: Pick<Store, 'get' | 'list'>): Promise<{ file: string; text: string }[]> {
  const keys = (await store.list(FOLDER)).filter((key) => key.endsWith('.csv'));
  const bodies = await Promise.all(keys.map((key) => store.get(key)));
  return keys.map((file, at) => ({ file, text: new TextDecoder().decode(bodies[at] ?? new Uint8Array()) }));
}
