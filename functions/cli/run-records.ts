// Reads what runs left in a store, for people: attempts, how they ended, and what came of each mail.
import type { CheckEntry } from '../checks/check-entries.ts';
import type { Delivery } from '../delivery/deliver.ts';
import { readTries, settledOf, type Try } from '../delivery/ledger.ts';
import type { Store } from '../ports.ts';
import type { Problem } from '../problem.ts';
import { attemptFolder, isNoticeOf } from '../run/keys.ts';
import { type Released, readRelease, waitsForOwners } from '../run/release-record.ts';
import type { Published, Usage } from '../run/request.ts';
import { readJson } from '../stored-json.ts';

/** `run.json`; of a run that is held or failed early only the first part. */
export type RunRecord = {
  report: string;
  kind: 'run' | 'backfill' | 'restate';
  from: string;
  to: string;
  asOf: string;
  outcome: 'done' | 'held' | 'unreleased' | 'failed';
  run: string;
  problems?: Problem[];
  published?: Published[];
  deliveries?: Delivery[];
  usage?: Usage;
  release?: Released;
  checks?: CheckEntry[];
};

/** `record` is null while the attempt works, or where it died. */
export type Attempt = { attempt: number; executionId: string | null; record: RunRecord | null };

/** Mails of a run. `unsettled`: nobody knows, or surely not sent and still to be. */
export type Mails = { sent: number; unsettled: number; notMailed: number };

export type RunSummary = {
  run: string;
  attempts: number;
  outcome: RunRecord['outcome'] | 'working';
  /** The newest record, which may be of an earlier attempt than the one that works. */
  record: RunRecord | null;
  mails: Mails;
};

const ATTEMPT = /^runs\/([^/]+)\/attempt-(\d+)\/(?:claim|run)\.json$/;

/** All runs, the newest scheduled first. */
export async function listRuns(store: Store): Promise<RunSummary[]> {
  const keys = await store.list('runs/');
  const delivered = await store.list('deliveries/');
  const runs = [...new Set(keys.flatMap((key) => ATTEMPT.exec(key)?.[1] ?? []))];
  const summaries = await Promise.all(
    runs.map(async (run): Promise<RunSummary> => {
      const attempts = await readAttempts(store, run, keys);
      const record = attempts.findLast((one) => one.record !== null)?.record ?? null;
      const mails = countMails(await readMails(store, run, record, delivered));
      const outcome = attempts.at(-1)?.record?.outcome ?? (await stateOfWorking(store, run));
      return { run, attempts: attempts.length, outcome, record, mails };
    }),
  );
  const when = ({ record }: RunSummary) => record?.asOf ?? '9999';
  return summaries.sort((a, b) => when(b).localeCompare(when(a)) || a.run.localeCompare(b.run));
}

/** What begins and does not end may be waiting for its owners. */
async function stateOfWorking(store: Store, run: string): Promise<'working' | 'unreleased'> {
  return waitsForOwners(await readRelease(store, run)) ? 'unreleased' : 'working';
}

/** The attempts of a run, the first one first. `keys`: where they are known already. */
export async function readAttempts(store: Store, run: string, keys?: string[]): Promise<Attempt[]> {
  const own = (keys ?? (await store.list(`runs/${run}/attempt-`))).flatMap((key) => {
    const [, found, attempt] = ATTEMPT.exec(key) ?? [];
    return found === run ? [Number(attempt)] : [];
  });
  const attempts = [...new Set(own)].sort((a, b) => a - b);
  return Promise.all(
    attempts.map(async (attempt) => {
      const folder = attemptFolder(run, attempt);
      const claim = await readJson<{ executionId: string }>(store, `${folder}/claim.json`);
      return {
        attempt,
        executionId: claim?.executionId ?? null,
        record: await readJson<RunRecord>(store, `${folder}/run.json`),
      };
    }),
  );
}

export type RecipientMails = { recipient: string; settled: 'sent' | 'not_mailed' | 'unsettled' };

/** Reads only the tries of those whose keys and record do not say it already. */
async function readMails(
  store: Store,
  run: string,
  record: RunRecord | null,
  keys: string[],
): Promise<RecipientMails[]> {
  const folder = `deliveries/${run}/`;
  const own = keys.filter((key) => key.startsWith(folder));
  const recipients = new Set(own.map((key) => decodeURIComponent(key.slice(folder.length).split('/')[0] ?? '')));
  for (const { recipient } of record?.deliveries ?? []) recipients.add(recipient);
  return Promise.all(
    [...recipients].sort().map(async (recipient): Promise<RecipientMails> => {
      const mine = own.filter((key) => key.startsWith(`${folder}${encodeURIComponent(recipient)}/`));
      const outcome = record?.deliveries?.find((one) => one.recipient === recipient)?.outcome;
      const isSent = outcome === 'sent' || outcome === 'already_sent' || mine.some((key) => key.includes('/events/'));
      return { recipient, settled: isSent ? 'sent' : settle(await readTries(store, run, recipient)) };
    }),
  );
}

/** What a recipient's tries come to. */
export function settle(tries: Try[]): RecipientMails['settled'] {
  if (tries.some((one) => settledOf(one) === 'sent')) return 'sent';
  const last = tries.at(-1)?.end?.outcome;
  return last === 'dropped' || last === 'suppressed' || last === 'unsubscribed' ? 'not_mailed' : 'unsettled';
}

function countMails(mails: RecipientMails[]): Mails {
  const count = (settled: RecipientMails['settled']) => mails.filter((one) => one.settled === settled).length;
  return { sent: count('sent'), unsettled: count('unsettled'), notMailed: count('not_mailed') };
}

/** Everyone of a run with the tries to mail them. */
/** Mails to owners about how a run ended. */
export async function readNotices(store: Store, run: string): Promise<{ recipient: string; tries: Try[] }[]> {
  const names = (await store.list(`deliveries/${run}.`)).map((key) => key.split('/')[1] ?? '');
  const told = [...new Set(names)].filter((name) => isNoticeOf(run, name));
  return (await Promise.all(told.map((name) => readDeliveries(store, name)))).flat();
}

export async function readDeliveries(store: Store, run: string): Promise<{ recipient: string; tries: Try[] }[]> {
  const folder = `deliveries/${run}/`;
  const names = (await store.list(folder)).map((key) => key.slice(folder.length).split('/')[0] ?? '');
  const recipients = [...new Set(names)].map(decodeURIComponent).sort();
  return Promise.all(
    recipients.map(async (recipient) => ({ recipient, tries: await readTries(store, run, recipient) })),
  );
}
