// A mail service in memory for tests of delivery: what it was asked to send, and answers as a test scripts them.
import type { Mail } from '../../functions/delivery/deliver.ts';
import type { DeliveryContext, DeliveryPorts } from '../../functions/delivery/deliver-batch.ts';
import { memoryStore } from '../../functions/local/memory-store.ts';
import type { Mailer, Message, Sent, Store } from '../../functions/ports.ts';
import { mustLoad } from '../support/shop.ts';

export const RUN = 'monthly-executive-2026-06';
const definitions = mustLoad();

export type Desk = DeliveryPorts & { sent: Message[]; mailer: Mailer; store: Store };

export function openDesk(
  readers: string[],
  over: Partial<Mailer> & { answer?: (message: Message) => Promise<Sent> } = {},
): Desk {
  const sent: Message[] = [];
  const { answer, ...mailer } = over;
  return {
    sent,
    store: memoryStore(),
    mailer: {
      quota: async () => null,
      look: async () => 'unknown',
      async send(message) {
        const said = (await answer?.(message)) ?? { outcome: 'sent', messageId: 'ses-1' };
        sent.push(message);
        return said;
      },
      ...mailer,
    },
    recipientFiles: async () => [{ file: 'recipients/readers.csv', text: listOf(readers) }],
  };
}

function listOf(readers: string[]): string {
  const header = 'recipient_id,email,name,locale,role,reports,slice,employee_id';
  const lines = readers.map((id) => `${id},${id}@shop.test,${id},en,executive,monthly-executive,,`);
  return [header, ...lines, ''].join('\n');
}

export const context: DeliveryContext = { definitions, sender: 'reports@shop.test', reconcileHours: 24 };

/** Stores a rendered mail and the list of readers, and gives the input of the part. */
const JUNE: Mail = { subject: 'June', html: '<p>June</p>', text: 'June\n' };

export async function batchFor(desk: Desk, readers: string[], mail = JUNE) {
  await desk.store.putOnce('runs/r/attempt-1/mail/en.json', JSON.stringify(mail));
  const mailKey = 'runs/r/attempt-1/mail/en.json';
  const list = readers.map((id) => ({ id, edition: 'en {"whole":true}', mail: mailKey }));
  await desk.store.putOnce('runs/r/attempt-1/readers/1.json', JSON.stringify(list));
  return {
    run: RUN,
    report: 'monthly-executive',
    asOf: '2026-07-01T00:00:00Z',
    readers: 'runs/r/attempt-1/readers/1.json',
    ask: null,
  };
}
