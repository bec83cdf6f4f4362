// Delivers one message at most once: claim, send, record. A send whose outcome a crash left open is looked up where that
// can be proven, and otherwise left open; it is never sent again by guess.
import { createHash } from 'node:crypto';
import { buildMime } from '../email/mime.ts';
import type { Mailer, Message, Sent, Steps, Store } from '../ports.ts';
import { type Problem, ProblemError } from '../problem.ts';
import { type Ask, claimTry, endTry, type TryEnd } from './ledger.ts';
import type { Recipient } from './recipients.ts';
import { isSuppressed } from './suppressions.ts';
import { isUnsubscribed } from './unsubscribed.ts';

export type Mail = {
  subject: string;
  html: string;
  text: string;
  /** https address of one-click unsubscription (RFC 8058). */
  unsubscribe?: string;
};

export type DeliveryOutcome = TryEnd['outcome'] | 'already_sent';

/** What came of one recipient; `attempt` is absent where an earlier run had sent the mail. */
export type Delivery = { recipient: string; outcome: DeliveryOutcome; attempt?: number; problems?: Problem[] };

export type DeliverInput = {
  run: string;
  recipient: string;
  report: string;
  ask: Ask | null;
  /** Beyond what may be sent today: claimed and ended without a send. */
  isOverQuota: boolean;
  /** Reads the message when it is sent, so that no address is kept in the workflow's state. */
  message(attempt: number): Promise<Message>;
};

export async function deliver(
  steps: Steps,
  ports: { store: Store; mailer: Mailer },
  { run, recipient, report, ask, isOverQuota, message }: DeliverInput,
): Promise<Delivery> {
  const { store } = ports;
  const { executionId } = steps;
  const claim = await steps.step('claim', () => claimTry(store, { run, recipient, executionId, ask }));
  if (claim.outcome === 'already_sent') return { recipient, outcome: 'already_sent' };
  if (claim.outcome === 'unknown') return { recipient, outcome: 'unknown', attempt: claim.attempt };
  const { attempt } = claim;
  const end: TryEnd = isOverQuota
    ? { outcome: 'over_quota' }
    : await sendOnce(steps, ports, { run, recipient, report, attempt, message: () => message(attempt) });
  if (end.outcome !== 'unknown') await steps.step('record', () => endTry(store, run, recipient, attempt, end));
  const { outcome, problems } = end;
  return { recipient, outcome, attempt, ...(problems ? { problems } : {}) };
}

type SendInput = { run: string; recipient: string; report: string; attempt: number; message(): Promise<Message> };

async function sendOnce(
  steps: Steps,
  ports: { store: Store; mailer: Mailer },
  { run, recipient, report, attempt, message }: SendInput,
): Promise<TryEnd> {
  const send = () => trySend(ports, { recipient, report, message });
  const first = await steps.atMostOnce('send', send);
  if (first.outcome === 'done' && first.value.outcome !== 'unknown') return first.value;
  const found = await steps.step('look', () => ports.mailer.look(run, recipient, attempt));
  if (found !== 'not_sent') return { outcome: found };
  const again = await steps.atMostOnce('send-again', send);
  return again.outcome === 'done' ? again.value : { outcome: 'unknown' };
}

/** A refusal is an answer like any other, so that one recipient's trouble never keeps the mail from the next. */
async function trySend(
  { store, mailer }: { store: Store; mailer: Mailer },
  { recipient, report, message }: Pick<SendInput, 'recipient' | 'report' | 'message'>,
): Promise<
  Sent | { outcome: 'suppressed' | 'unsubscribed' } | { outcome: 'over_quota' | 'failed'; problems: Problem[] }
> {
  try {
    if (await isUnsubscribed(store, recipient, report)) return { outcome: 'unsubscribed' };
    const ready = await message();
    if (await isSuppressed(store, ready.to)) return { outcome: 'suppressed' };
    return await mailer.send(ready);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const problems = [...error.problems];
    return { outcome: problems.some(({ code }) => code === 'OVER_QUOTA') ? 'over_quota' : 'failed', problems };
  }
}

/** The bytes for one recipient: the same try gives the same bytes, another one has an id of its own. */
export async function composeMessage(
  { run, attempt, sender, asOf }: { run: string; attempt: number; sender: string; asOf: string },
  to: Recipient,
  { unsubscribe, ...mail }: Mail,
): Promise<Message> {
  const again = attempt === 1 ? '' : `\n${attempt}`;
  const seed = createHash('sha256').update(`${run}\n${to.id}${again}`).digest('hex').slice(0, 32);
  const mime = await buildMime({
    from: sender,
    to: to.email,
    ...mail,
    messageId: `<${seed}@${sender.split('@')[1]}>`,
    date: new Date(asOf),
    boundarySeed: seed,
    ...(unsubscribe === undefined ? {} : { listUnsubscribe: unsubscribe }),
  });
  return { run, recipient: to.id, attempt, from: sender, to: to.email, ...mail, mime };
}
