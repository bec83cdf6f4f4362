// A store laid over another one, which it never changes: what is put lies above it, as long as the process lasts.

import type { Store } from '../ports.ts';
import { memoryStore } from './memory-store.ts';

export function layeredStore(below: Store): Store {
  const above = memoryStore();
  return {
    get: async (key) => (await below.get(key)) ?? above.get(key),
    async putOnce(key, body) {
      const known = await below.get(key);
      if (known === null) return above.putOnce(key, body);
      return Buffer.from(body).equals(known) ? 'same' : 'different';
    },
    list: async (prefix) => [...(await below.list(prefix)), ...(await above.list(prefix))].sort(),
  };
}
