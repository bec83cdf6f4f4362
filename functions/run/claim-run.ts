// Claims a run for one execution. Two schedules, a retry or a second terminal find the claim and stop; an attempt that
// ended held or failed may be followed by another, one that is done never is.
import type { Store } from '../ports.ts';
import { readJson } from '../stored-json.ts';
import { attemptFolder } from './keys.ts';

export type Claim = { outcome: 'claimed'; attempt: number } | { outcome: 'duplicate' };

/**
 * `takeOver`: also follow an attempt of another execution that never ended, as after a crash. `again`: also one that is
 * done, which found nothing to say or has said it.
 */
export async function claimRun(
  store: Store,
  run: string,
  executionId: string,
  { takeOver, again }: { takeOver: boolean; again: boolean },
): Promise<Claim> {
  const last = await findLastAttempt(store, run);
  if (last > 0) {
    const claim = await readJson<{ executionId: string }>(store, `${attemptFolder(run, last)}/claim.json`);
    if (claim?.executionId === executionId) return { outcome: 'claimed', attempt: last };
    const outcome = await readOutcome(store, run, last);
    if ((outcome === 'done' && !again) || (outcome === null && !takeOver)) return { outcome: 'duplicate' };
  }
  const key = `${attemptFolder(run, last + 1)}/claim.json`;
  const put = await store.putOnce(key, `${JSON.stringify({ executionId })}\n`);
  return put === 'different' ? { outcome: 'duplicate' } : { outcome: 'claimed', attempt: last + 1 };
}

/** The number of the newest attempt; 0 where there is none. */
export async function findLastAttempt(store: Pick<Store, 'list'>, run: string): Promise<number> {
  const keys = await store.list(`runs/${run}/attempt-`);
  return Math.max(0, ...keys.map((key) => Number(/\/attempt-(\d+)\//.exec(key)?.[1] ?? 0)));
}

/** Null while it works, or where it died. */
export async function readOutcome(store: Pick<Store, 'get'>, run: string, attempt: number): Promise<string | null> {
  return (await readJson<{ outcome: string }>(store, `${attemptFolder(run, attempt)}/run.json`))?.outcome ?? null;
}
