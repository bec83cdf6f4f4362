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
  const attempts = (await store.list(`runs/${run}/attempt-`)).map((key) =>
    Number(/\/attempt-(\d+)\//.exec(key)?.[1] ?? 0),
  );
  const last = Math.max(0, ...attempts);
  if (last > 0) {
    const claim = await readJson<{ executionId: string }>(store, `${attemptFolder(run, last)}/claim.json`);
    if (claim?.executionId === executionId) return { outcome: 'claimed', attempt: last };
    const end = await readJson<{ outcome: string }>(store, `${attemptFolder(run, last)}/run.json`);
    if ((end?.outcome === 'done' && !again) || (end === null && !takeOver)) return { outcome: 'duplicate' };
  }
  const key = `${attemptFolder(run, last + 1)}/claim.json`;
  const put = await store.putOnce(key, `${JSON.stringify({ executionId })}\n`);
  return put === 'different' ? { outcome: 'duplicate' } : { outcome: 'claimed', attempt: last + 1 };
}
