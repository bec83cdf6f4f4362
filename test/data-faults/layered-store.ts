// What earlier months left in the store, as each fault finds it: new objects lie above it and are nobody else's.
import { memoryStore } from '../../functions/local/memory-store.ts';
import type { Store } from '../../functions/ports.ts';

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
