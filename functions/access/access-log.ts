// Who opened what, and when: an object for each access of a link that is ours. No link, address or network address is in
// it; links that are not ours are not written down, since anybody could fill the store with them.
import { createHash } from 'node:crypto';
import type { Store } from '../ports.ts';
import { accessLogFolder } from '../run/keys.ts';

export type Access = {
  /** ISO 8601, Z. */
  at: string;
  recipient: string;
  report: string;
  /** What was asked for, e.g. `open file 2026-10 r1 kpis.csv`. */
  what: string;
  outcome: 'shown' | 'landing' | 'refused' | 'expired' | 'revoked' | 'missing';
};

/** `request`: an id by which two accesses in one millisecond differ. */
export async function logAccess(store: Store, access: Access, request: string): Promise<void> {
  const [day = '', time = ''] = access.at.split('T');
  const name = createHash('sha256')
    .update(`${request}\n${JSON.stringify(access)}`)
    .digest('hex')
    .slice(0, 12);
  const key = `${accessLogFolder(day)}/${time.replaceAll(/\D/g, '')}-${name}.json`;
  await store.putOnce(key, `${JSON.stringify(access)}\n`);
}
