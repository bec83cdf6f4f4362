// What the mail service tells afterwards: kept beside the try that it is about, where it proves the send. Bounces and
// complaints take the address off; events come late, twice and in any order, so each is an object of its own.
import { createHash } from 'node:crypto';
import type { Store } from '../ports.ts';
import { tryFolder } from '../run/keys.ts';
import { addSuppression } from './suppressions.ts';

/** An event of the mail service, in our words. */
export type MailEvent = {
  run: string;
  recipient: string;
  attempt: number;
  /** Send, Delivery, Bounce, Complaint, Reject … as the service names them. */
  type: string;
  at: string;
  /** Addresses that bounced for good or complained. */
  lost: { address: string; because: 'bounce' | 'complaint' }[];
  /** The service's own words for it. */
  detail: string;
};

export type Recorded = { isNew: boolean; suppressed: number };

export async function recordEvent(store: Store, event: MailEvent): Promise<Recorded> {
  const { run, recipient, attempt, type, at, detail, lost } = event;
  const body = `${JSON.stringify({ type, at, detail })}\n`;
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 16);
  const put = await store.putOnce(`${tryFolder(run, recipient, attempt)}/events/${type}-${hash}.json`, body);
  // Also where the event is known: a crash between the two must not lose the suppression.
  for (const { address, because } of lost) {
    await addSuppression(store, address, { suppressed: true, because, run, recipient, at });
  }
  return { isNew: put === 'created', suppressed: lost.length };
}
