// The ledger of deliveries: for each recipient of a run what was tried and what came of it. Each try is claimed before
// the send and ended after it; whether another one may follow is decided from here alone.
import type { Store } from '../ports.ts';
import type { Problem } from '../problem.ts';
import { deliveryFolder, tryFolder } from '../run/keys.ts';
import { readJson } from '../stored-json.ts';

/** Who asked to send again, and why. */
export type Ask = { by: string; reason: string };

export type Claim = { executionId: string; by?: string; reason?: string };

export type TryEnd = {
  outcome: 'sent' | 'dropped' | 'suppressed' | 'unsubscribed' | 'over_quota' | 'failed' | 'unknown';
  messageId?: string;
  problems?: Problem[];
};

export type Try = { attempt: number; claim: Claim; end: TryEnd | null; hasEvents: boolean };

export type Claimed = { outcome: 'mine' | 'unknown'; attempt: number } | { outcome: 'already_sent' };

/** All tries of a recipient, the first one first. */
export async function readTries(store: Store, run: string, recipient: string): Promise<Try[]> {
  const folder = deliveryFolder(run, recipient);
  const keys = await store.list(`${folder}/try-`);
  const attempts = [...new Set(keys.flatMap((key) => Number(/\/try-(\d+)\//.exec(key)?.[1] ?? 0) || []))];
  const read = async (attempt: number): Promise<Try[]> => {
    const own = tryFolder(run, recipient, attempt);
    const claim = await readJson<Claim>(store, `${own}/claim.json`);
    if (claim === null) return [];
    const end = keys.includes(`${own}/end.json`) ? await readJson<TryEnd>(store, `${own}/end.json`) : null;
    return [{ attempt, claim, end, hasEvents: keys.some((key) => key.startsWith(`${own}/events/`)) }];
  };
  return (await Promise.all(attempts.sort((a, b) => a - b).map(read))).flat();
}

/** An event proves a send whatever was written; without one, only a certain end says that nothing was sent. */
export function settledOf({ end, hasEvents }: Pick<Try, 'end' | 'hasEvents'>): 'sent' | 'not_sent' | 'unknown' {
  if (hasEvents || end?.outcome === 'sent') return 'sent';
  return end === null || end.outcome === 'unknown' ? 'unknown' : 'not_sent';
}

/**
 * Claims the next try for an execution. Without an ask only where nothing was sent for certain; with one always, since a
 * person has decided.
 */
export async function claimTry(
  store: Store,
  { run, recipient, executionId, ask }: { run: string; recipient: string; executionId: string; ask: Ask | null },
): Promise<Claimed> {
  const tries = await readTries(store, run, recipient);
  const own = tries.find(({ claim }) => claim.executionId === executionId);
  if (own) return { outcome: 'mine', attempt: own.attempt };
  if (ask === null) {
    if (tries.some((one) => settledOf(one) === 'sent')) return { outcome: 'already_sent' };
    const open = tries.find((one) => settledOf(one) === 'unknown');
    if (open) return { outcome: 'unknown', attempt: open.attempt };
  }
  const attempt = (tries.at(-1)?.attempt ?? 0) + 1;
  const claim: Claim = { executionId, ...ask };
  const put = await store.putOnce(`${tryFolder(run, recipient, attempt)}/claim.json`, toJson(claim));
  return { outcome: put === 'different' ? 'unknown' : 'mine', attempt };
}

export async function endTry(
  store: Store,
  run: string,
  recipient: string,
  attempt: number,
  end: TryEnd,
): Promise<TryEnd['outcome']> {
  await store.putOnce(`${tryFolder(run, recipient, attempt)}/end.json`, toJson(end));
  return end.outcome;
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
