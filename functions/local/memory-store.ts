// A store that lasts as long as the process, for commands that keep nothing.
import type { Store } from '../ports.ts';

export function memoryStore(): Store {
  const objects = new Map<string, Uint8Array>();
  return {
    get: async (key) => objects.get(key) ?? null,
    putOnce: async (key, body) => {
      const bytes = Buffer.from(body);
      const known = objects.get(key);
      if (known) return bytes.equals(known) ? 'same' : 'different';
      objects.set(key, bytes);
      return 'created';
    },
    list: async (prefix) => [...objects.keys()].filter((key) => key.startsWith(prefix)).sort(),
  };
}
