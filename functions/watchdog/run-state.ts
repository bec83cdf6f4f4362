// How far a run is, from what it left in the store. Read here anew and not by the run's own code: what broke that must not
// break this.
import type { Store } from '../ports.ts';
import { formatProblem, type Problem } from '../problem.ts';
import { attemptFolder } from '../run/keys.ts';

export type Unfinished = {
  is: 'not_started' | 'working' | 'held' | 'failed';
  /** Why it is held or failed, for the owners. */
  problems: string[];
};

export type RunState = { is: 'done' } | Unfinished;

const ATTEMPT = /\/attempt-(\d+)\/(claim|run)\.json$/;

/** The newest attempt counts: it may follow one that is held or failed, never one that is done. */
export async function readRunState(store: Store, run: string): Promise<RunState> {
  const keys = await store.list(`runs/${run}/attempt-`);
  const last = Math.max(0, ...keys.map((key) => Number(ATTEMPT.exec(key)?.[1] ?? 0)));
  if (last === 0) return { is: 'not_started', problems: [] };
  const body = await store.get(`${attemptFolder(run, last)}/run.json`);
  if (body === null) return { is: 'working', problems: [] };
  const record = JSON.parse(new TextDecoder().decode(body)) as { outcome?: string; problems?: Problem[] };
  if (record.outcome === 'done') return { is: 'done' };
  return { is: record.outcome === 'held' ? 'held' : 'failed', problems: (record.problems ?? []).map(formatProblem) };
}
