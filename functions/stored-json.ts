// JSON as it lies in a store. What is not there is null, and nobody has to remember how bytes become text.
import type { Store } from './ports.ts';

export async function readJson<T>(store: Pick<Store, 'get'>, key: string): Promise<T | null> {
  const body = await store.get(key);
  return body === null ? null : (JSON.parse(new TextDecoder().decode(body)) as T);
}
