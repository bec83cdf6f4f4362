// The only way in which a mail is sent again: a person asks, says why, and both are kept beside the send.
import type { Report } from '../definitions/definitions.ts';
import type { Steps, Store } from '../ports.ts';
import { ProblemError } from '../problem.ts';
import { readStored } from '../run/frame.ts';
import { attemptFolder, readersKey } from '../run/keys.ts';
import { readJson } from '../stored-json.ts';
import type { Delivery } from './deliver.ts';
import {
  type BatchInput,
  type DeliveryContext,
  type DeliveryPorts,
  deliverBatch,
  RECIPIENTS_PER_PART,
  type Reader,
} from './deliver-batch.ts';
import { type Ask, readTries, settledOf } from './ledger.ts';
import { editionName, editionOf } from './reader-edition.ts';
import { type Recipient, readRecipients } from './recipients.ts';
import { addSuppression, isSuppressed } from './suppressions.ts';

export type ResendRequest = {
  run: string;
  /** Ids, or `unsent`: everyone of the run to whom nothing was sent for certain. */
  recipients: string[] | 'unsent';
  ask: Ask;
  /** Mail addresses again that were suppressed after a bounce or complaint. */
  lift?: boolean | undefined;
};

/** What of a run's record is needed to send its mails again. */
type RunRecord = { report: string; asOf: string; readers: string[]; deliveries: Delivery[] };

export async function resend(
  steps: Steps,
  ports: DeliveryPorts,
  { run, recipients, ask, lift = false }: ResendRequest,
  context: DeliveryContext,
): Promise<Delivery[]> {
  const batch = await steps.step('plan', async () => {
    const { wanted, ...planned } = await planResend(
      ports,
      { run, recipients, executionId: steps.executionId },
      context,
    );
    if (lift) await liftSuppressions(ports, wanted, ask, context);
    return planned;
  });
  return deliverBatch(steps, ports, { ...batch, run, ask }, context);
}

/** `unsent` takes as many as one execution can; the same command again takes the next. */
async function planResend(
  { store, recipientFiles }: DeliveryPorts,
  { run, recipients, executionId }: { run: string; recipients: string[] | 'unsent'; executionId: string },
  { definitions }: DeliveryContext,
): Promise<Omit<BatchInput, 'run' | 'ask'> & { wanted: string[] }> {
  const { folder, record } = await readRecord(store, run);
  const { report, asOf } = record;
  const mailed = record.deliveries.map(({ recipient }) => recipient);
  // Somebody who joined the readers since then may have the mail too.
  const { recipients: listed } = readRecipients(await recipientFiles(), definitions);
  const readersNow = listed.filter(({ reports }) => reports.includes(report));
  const known = [...new Set([...mailed, ...readersNow.map(({ id }) => id)])];
  // Who is named twice gets one mail: both would find the same claim.
  const wanted =
    recipients === 'unsent'
      ? (await unsentOf(store, run, mailed)).slice(0, RECIPIENTS_PER_PART)
      : [...new Set(recipients)];
  const strange = wanted.filter((id) => !known.includes(id));
  if (strange.length > 0) {
    const message = `${strange.join(', ')} ${strange.length === 1 ? 'is no recipient' : 'are no recipients'} of run ${run}.`;
    throw new ProblemError({ code: 'USAGE', message, remedy: `It was for ${known.slice(0, 20).join(', ')}.` });
  }
  const mails = await findMails(store, record.readers, wanted, readersNow, definitions.reports[report]);
  const readers = readersKey(folder, `resend-${executionId.replaceAll(/[^A-Za-z0-9-]/g, '-').slice(-80)}`);
  await store.putOnce(readers, JSON.stringify(mails));
  return { report, asOf, readers, wanted };
}

/** Each reader's mail as it was rendered: the one of what they see now, which others may have been sent. */
async function findMails(
  store: Store,
  lists: string[],
  wanted: string[],
  readersNow: Recipient[],
  report: Report | undefined,
): Promise<Reader[]> {
  const own = new Map<string, Reader>();
  const byEdition = new Map<string, Reader>();
  for (const key of lists) {
    for (const reader of await readStored<Reader[]>(store, key)) {
      own.set(reader.id, reader);
      byEdition.set(reader.edition, reader);
    }
  }
  return wanted.map((id): Reader => {
    const recipient = readersNow.find((one) => one.id === id);
    const edition = recipient && report ? editionName(editionOf(recipient, report)) : null;
    const found = (edition === null ? undefined : byEdition.get(edition)) ?? own.get(id);
    if (found) return { ...found, id };
    throw new ProblemError({
      code: 'USAGE',
      message: `What ${id} may see was not rendered when the run was made.`,
      remedy: 'They get it with the next run; nothing that is somebody else’s is sent in its place.',
    });
  });
}

/** The newest suppression of each address is followed by an entry that says who lifted it, and why. */
async function liftSuppressions(
  { store, recipientFiles }: DeliveryPorts,
  ids: string[],
  ask: Ask,
  { definitions }: DeliveryContext,
): Promise<void> {
  const { recipients } = readRecipients(await recipientFiles(), definitions);
  for (const { id, email } of recipients) {
    if (!ids.includes(id) || !(await isSuppressed(store, email))) continue;
    await addSuppression(store, email, { suppressed: false, ...ask });
  }
}

async function unsentOf(store: Store, run: string, recipients: string[]): Promise<string[]> {
  const unsent: string[] = [];
  for (const recipient of recipients) {
    const tries = await readTries(store, run, recipient);
    if (tries.length > 0 && tries.every((one) => settledOf(one) === 'not_sent')) unsent.push(recipient);
  }
  return unsent;
}

/** The record of the newest attempt that rendered mails. */
async function readRecord(store: Store, run: string): Promise<{ folder: string; record: RunRecord }> {
  const attempts = (await store.list(`runs/${run}/attempt-`)).flatMap((key) => {
    const found = /\/attempt-(\d+)\/run\.json$/.exec(key)?.[1];
    return found === undefined ? [] : [Number(found)];
  });
  for (const attempt of attempts.sort((a, b) => b - a)) {
    const folder = attemptFolder(run, attempt);
    const record = await readJson<Partial<RunRecord>>(store, `${folder}/run.json`);
    if (record?.readers && record.deliveries) return { folder, record: record as RunRecord };
  }
  const message = `There is no run ${run} that has mailed anyone.`;
  throw new ProblemError({ code: 'USAGE', message, remedy: 'List the runs by `scorecard runs`.' });
}
