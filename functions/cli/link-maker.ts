// What commands and functions make personal links with: a store that keeps the keys, chance, and the time of day.
import { randomBytes } from 'node:crypto';
import type { KeyMaker } from '../access/link-keys.ts';
import type { Store } from '../ports.ts';

export function linkMaker(store: Store): KeyMaker {
  return { store, random: randomBytes, now: () => new Date().toISOString() };
}
