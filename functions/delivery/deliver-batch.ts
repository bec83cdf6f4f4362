// A part of a run: mails to at most 500 recipients, as one execution can remember. What is still open after all sends is
// reconciled with the mail service's events; what no event has proven by then is left to a person.
import type { Definitions } from '../definitions/definitions.ts';
import type { Mailer, Poll, Steps, Store } from '../ports.ts';
import { ProblemError } from '../problem.ts';
import { readStored } from '../run/frame.ts';
import { composeMessage, type Delivery, deliver, type Mail } from './deliver.ts';
import { type Ask, endTry, readTries, settledOf } from './ledger.ts';
import { personalMail } from './personal-mail.ts';
import { editionName, editionOf } from './reader-edition.ts';
import { type Recipient, readRecipients } from './recipients.ts';

/** The service remembers 3,000 operations an execution; a recipient takes at most five. */
export const RECIPIENTS_PER_PART = 500;
const MAILS_AT_ONCE = 4;
const PROBLEMS_TOLD = 20;
const RECONCILE_EVERY_SECONDS = 900;

/** A reader, what they see, and where the mail lies that shows it. */
export type Reader = { id: string; edition: string; mail: string };

export type DeliveryPorts = {
  store: Store;
  mailer: Mailer;
  /** The texts of `recipients/*.csv`, read when they are needed and kept nowhere. */
  recipientFiles(): Promise<{ file: string; text: string }[]>;
};

export type DeliveryContext = {
  definitions: Definitions;
  sender: string;
  /** How long events are waited for; 0 where the mailer can tell at once. */
  reconcileHours: number;
  /** A personal link of a reader to a report; needed where mails have places for it. */
  linkOf?(recipient: string, report: string): Promise<string>;
};

export type BatchInput = {
  run: string;
  report: string;
  /** The scheduled time, which is the date of the message. */
  asOf: string;
  /** Key of the list of readers. */
  readers: string;
  ask: Ask | null;
  /** Instead of how long events are waited for elsewhere. */
  reconcileHours?: number | undefined;
};

export async function deliverBatch(
  steps: Steps,
  ports: DeliveryPorts,
  input: BatchInput,
  context: DeliveryContext,
): Promise<Delivery[]> {
  const { run, ask } = input;
  const readers = await steps.step('readers', async () => (await readReaders(ports.store, input)).map(({ id }) => id));
  const beyond = await steps.step('quota', () => beyondQuota(ports, run, readers));
  const message = messages(ports, input, context);
  const deliverTo = (recipient: string, _: number, own: Steps) =>
    deliver(own, ports, {
      run,
      recipient,
      report: input.report,
      ask,
      isOverQuota: beyond.includes(recipient),
      message: (attempt) => message(recipient, attempt),
    });
  const deliveries = await steps.each('recipient', readers, deliverTo, { atOnce: MAILS_AT_ONCE });
  const hours = input.reconcileHours ?? context.reconcileHours;
  return tellOnce(await reconcile(steps, ports.store, run, deliveries, hours));
}

/** What many mails failed of is told once, and not without end: the answer of a part is one that can be remembered. */
function tellOnce(deliveries: Delivery[]): Delivery[] {
  const told = new Set<string>();
  return deliveries.map(({ problems = [], ...delivery }) => {
    const fresh = problems
      .filter(({ code, message }) => !told.has(`${code} ${message}`))
      .slice(0, PROBLEMS_TOLD - told.size);
    for (const { code, message } of fresh) told.add(`${code} ${message}`);
    return fresh.length === 0 ? delivery : { ...delivery, problems: fresh };
  });
}

/** Recipients who must wait since the service would refuse them today. */
async function beyondQuota({ store, mailer }: DeliveryPorts, run: string, readers: string[]): Promise<string[]> {
  const quota = await mailer.quota();
  if (quota === null || quota >= readers.length) return [];
  const open: string[] = [];
  for (const recipient of readers) {
    const tries = await readTries(store, run, recipient);
    if (tries.every((one) => settledOf(one) === 'not_sent')) open.push(recipient);
  }
  return open.slice(Math.max(0, quota));
}

function readReaders(store: Store, { readers }: Pick<BatchInput, 'readers'>): Promise<Reader[]> {
  return readStored<Reader[]>(store, readers);
}

/** Composes messages; the list of addresses is read once an invocation and kept in memory only. */
function messages(ports: DeliveryPorts, input: BatchInput, { definitions, sender, linkOf }: DeliveryContext) {
  const { run, asOf } = input;
  const report = definitions.reports[input.report];
  let known: Promise<Map<string, { recipient: Recipient; mail: string }>> | undefined;
  const read = async () => {
    const readers = new Map((await readReaders(ports.store, input)).map((reader) => [reader.id, reader]));
    const { recipients } = readRecipients(await ports.recipientFiles(), definitions);
    return new Map(
      recipients.flatMap((recipient) => {
        const reader = readers.get(recipient.id);
        if (!report || !reader || !recipient.reports.includes(report.id)) return [];
        // Whoever may see something else by now is not sent what was theirs before.
        if (editionName(editionOf(recipient, report)) !== reader.edition) return [];
        return [[recipient.id, { recipient, mail: reader.mail }]];
      }),
    );
  };
  return async (id: string, attempt: number) => {
    known ??= read();
    const found = (await known).get(id);
    if (!found) {
      throw new ProblemError({
        code: 'INVALID_RECIPIENT',
        message: `Recipient ${id} was changed or taken off the list while the run was under way.`,
        remedy: 'Run the same command again; who had the mail does not get it twice.',
      });
    }
    const rendered = await readStored<Mail>(ports.store, found.mail);
    const mail = await personalMail(rendered, () => mustLink(linkOf)(id, input.report));
    return composeMessage({ run, attempt, sender, asOf }, found.recipient, mail);
  };
}

function mustLink(linkOf: DeliveryContext['linkOf']): NonNullable<DeliveryContext['linkOf']> {
  if (linkOf) return linkOf;
  throw new Error('a mail with places for personal links, and nothing here makes them');
}

/** Waits for events of what is open, then writes down what is known. */
async function reconcile(
  steps: Steps,
  store: Store,
  run: string,
  deliveries: Delivery[],
  hours: number,
): Promise<Delivery[]> {
  const open = deliveries.filter(({ outcome }) => outcome === 'unknown').map(({ recipient }) => recipient);
  if (open.length === 0) return deliveries;
  const pace = { everySeconds: RECONCILE_EVERY_SECONDS, atMostSeconds: hours * 3600 };
  const isSettled = async (): Promise<Poll<true>> =>
    (await provenOf(store, run, open)).length === open.length ? { ready: true, value: true } : { ready: false };
  await steps.until('reconcile', isSettled, pace);
  const proven = await steps.step('settle', async () => {
    const found = await provenOf(store, run, open);
    for (const recipient of open) {
      const outcome = found.includes(recipient) ? 'sent' : 'unknown';
      await endOwnTry(store, run, recipient, steps.executionId, outcome);
    }
    return found;
  });
  return deliveries.map((delivery) =>
    proven.includes(delivery.recipient) ? { ...delivery, outcome: 'sent' } : delivery,
  );
}

/** Those of the open ones that an event, or whoever tried it, says are sent after all. */
async function provenOf(store: Store, run: string, open: string[]): Promise<string[]> {
  const proven: string[] = [];
  for (const recipient of open) {
    if ((await readTries(store, run, recipient)).some((one) => settledOf(one) === 'sent')) proven.push(recipient);
  }
  return proven;
}

/** The try of another execution is that one's to end. */
async function endOwnTry(
  store: Store,
  run: string,
  recipient: string,
  executionId: string,
  outcome: 'sent' | 'unknown',
): Promise<void> {
  const own = (await readTries(store, run, recipient)).find(({ claim }) => claim.executionId === executionId);
  if (own && own.end === null) await endTry(store, run, recipient, own.attempt, { outcome });
}
