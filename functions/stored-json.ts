// JSON as it lies in a store. What is not there is null, and nobody has to remember how bytes become text.
import type { Store } from './ports.ts';

export async function readJson<T>(store: Pick<Store, 'get'>, key: string): Promise<T | null> {
  const body = await store.get(key);
  return body === null ? null : (JSON.parse(new TextDecoder().decode(body)) as T);
}

/** The same text for the same data, in whatever order an engine answered its rows. */
export function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) => (isPlain(item) ? Object.fromEntries(sortedEntries(item)) : item));
}

function isPlain(item: unknown): item is Record<string, unknown> {
  return typeof item === 'object' && item !== null && !Array.isArray(item);
}

function sortedEntries(item: Record<string, unknown>): [string, unknown][] {
  return Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1));
}
