// Delivers one message at most once: claim, send, record. A send whose outcome a crash left open is looked up where that
// can be proven, and otherwise left for a person; it is never sent again by guess.
import { createHash } from 'node:crypto';
import { buildMime } from '../email/mime.ts';
import type { Mailer, Message, Steps, Store } from '../ports.ts';
import { deliveryFolder } from '../run/keys.ts';
import type { Delivery } from '../run/request.ts';
import type { Recipient } from './recipients.ts';

export type Mail = { subject: string; html: string; text: string };

export type DeliverInput = {
  run: string;
  recipient: string;
  /** Reads the message when it is sent, so that no address is kept in the workflow's state. */
  message(): Promise<Message>;
};

export async function deliver(
  steps: Steps,
  { store, mailer }: { store: Store; mailer: Mailer },
  { run, recipient, message }: DeliverInput,
): Promise<Delivery> {
  const folder = deliveryFolder(run, recipient);
  const claim = await steps.step('claim', async () => {
    const put = await store.putOnce(`${folder}/claim.json`, `${JSON.stringify({ executionId: steps.executionId })}\n`);
    if (put !== 'different') return 'mine';
    return (await store.get(`${folder}/sent.json`)) === null ? 'unknown' : 'already_sent';
  });
  if (claim !== 'mine') return { recipient, outcome: claim };
  const first = await steps.atMostOnce('send', async () => mailer.send(await message()));
  const found = first.outcome === 'done' ? 'sent' : await steps.step('look', () => mailer.look(run, recipient));
  const again =
    found === 'not_sent' ? await steps.atMostOnce('send-again', async () => mailer.send(await message())) : null;
  if (found === 'unknown' || again?.outcome === 'unknown') return { recipient, outcome: 'unknown' };
  await steps.step('record', () => store.putOnce(`${folder}/sent.json`, `${JSON.stringify({ recipient })}\n`));
  return { recipient, outcome: 'sent' };
}

/** The bytes for one recipient: the same message gives the same bytes. */
export async function composeMessage(
  run: string,
  sender: string,
  to: Recipient,
  mail: Mail,
  asOf: string,
): Promise<Message> {
  const seed = createHash('sha256').update(`${run}\n${to.id}`).digest('hex').slice(0, 32);
  const mime = await buildMime({
    from: sender,
    to: to.email,
    ...mail,
    messageId: `<${seed}@${sender.split('@')[1]}>`,
    date: new Date(asOf),
    boundarySeed: seed,
  });
  return { run, recipient: to.id, from: sender, to: to.email, ...mail, mime };
}
