// Sends each waiting reader one notice, once: claimed before the send, and a claim that is found is never sent again.
import type { Mailer, Message, Store } from '../ports.ts';
import { type Problem, ProblemError } from '../problem.ts';
import { tryFolder } from '../run/keys.ts';
import { isSuppressed } from './read-deliveries.ts';
import type { Reader } from './read-readers.ts';

export type NoticeEnd = {
  outcome: 'sent' | 'dropped' | 'unknown' | 'suppressed' | 'failed' | 'claimed_before';
  problems?: Problem[];
};

export type Notice = NoticeEnd & { recipient: string };

export type NoticePorts = { store: Store; mailer: Mailer };

type Compose = (reader: Reader) => Promise<Message>;

/** `executionId` is another for every invocation. One reader's trouble never keeps the notice from the next. */
export async function sendNotices(
  ports: NoticePorts,
  run: string,
  executionId: string,
  readers: readonly Reader[],
  compose: Compose,
): Promise<Notice[]> {
  const notices: Notice[] = [];
  for (const reader of readers) {
    const end = await sendNotice(ports, run, executionId, reader, compose).catch(failure);
    notices.push({ recipient: reader.id, ...end });
  }
  return notices;
}

async function sendNotice(
  { store, mailer }: NoticePorts,
  run: string,
  executionId: string,
  reader: Reader,
  compose: Compose,
): Promise<NoticeEnd> {
  if (await isSuppressed(store, reader.email)) return { outcome: 'suppressed' };
  const message = await compose(reader);
  const folder = tryFolder(run, reader.id, 1);
  const put = await store.putOnce(`${folder}/claim.json`, toJson({ executionId }));
  if (put === 'different') return { outcome: 'claimed_before' };
  // A mailer rejects only where it is certain that nothing was sent.
  const end = await mailer.send(message).catch(failure);
  // Without it the ledger says that the send is unknown, which is never sent again either.
  await store.putOnce(`${folder}/end.json`, toJson(end)).catch(() => undefined);
  return 'problems' in end ? end : { outcome: end.outcome };
}

function failure(error: unknown): NoticeEnd & { problems: Problem[] } {
  if (error instanceof ProblemError) return { outcome: 'failed', problems: [...error.problems] };
  const message = error instanceof Error ? error.message : String(error);
  const remedy = 'This is a mistake of the program; the log of the watchdog says more.';
  return { outcome: 'failed', problems: [{ code: 'INTERNAL', message, remedy }] };
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
