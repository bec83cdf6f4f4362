// How far a run is, from what it left in the store. Read here anew and not by the run's own code: what broke that must not
// break this.
import type { Store } from '../ports.ts';
import { formatProblem, type Problem } from '../problem.ts';
import { attemptFolder } from '../run/keys.ts';

export type Unfinished = {
  /** `unreleased`: made, and owners have not let it go out. */
  is: 'not_started' | 'working' | 'held' | 'unreleased' | 'failed';
  /** Why it is held, not released or failed, for the owners. */
  problems: string[];
};

export type RunState = { is: 'done' } | Unfinished;

const RELEASE = /\/r(\d+)\/(asked|\d+)\.json$/;
const ATTEMPT = /\/attempt-(\d+)\/(claim|run)\.json$/;

/** The newest attempt counts: it may follow one that is held or failed, never one that is done. */
export async function readRunState(store: Store, run: string): Promise<RunState> {
  const keys = await store.list(`runs/${run}/attempt-`);
  const last = Math.max(0, ...keys.map((key) => Number(ATTEMPT.exec(key)?.[1] ?? 0)));
  if (last === 0) return { is: 'not_started', problems: [] };
  const body = await store.get(`${attemptFolder(run, last)}/run.json`);
  if (body === null) return { is: (await waitsForOwners(store, run)) ? 'unreleased' : 'working', problems: [] };
  const record = JSON.parse(new TextDecoder().decode(body)) as { outcome?: string; problems?: Problem[] };
  if (record.outcome === 'done') return { is: 'done' };
  return { is: stateOf(record), problems: (record.problems ?? []).map(formatProblem) };
}

function stateOf({ outcome, problems = [] }: { outcome?: string; problems?: Problem[] }): Unfinished['is'] {
  const isHeldBack = outcome === 'held' && problems.some(({ code }) => code === 'NOT_RELEASED');
  if (outcome === 'unreleased' || isHeldBack) return 'unreleased';
  return outcome === 'held' ? 'held' : 'failed';
}

/** Were owners asked about the newest figures, without its being let go since? */
async function waitsForOwners(store: Store, run: string): Promise<boolean> {
  const keys = (await store.list(`releases/${run}/`)).flatMap((key) => {
    const [, revision, name] = RELEASE.exec(key) ?? [];
    return revision === undefined || name === undefined ? [] : [{ revision: Number(revision), name, key }];
  });
  const newest = Math.max(0, ...keys.map(({ revision }) => revision));
  const own = keys.filter(({ revision }) => revision === newest);
  const last = own
    .filter(({ name }) => name !== 'asked')
    .sort((a, b) => Number(a.name) - Number(b.name))
    .at(-1);
  if (last === undefined) return own.length > 0;
  const body = await store.get(last.key);
  return body === null || (JSON.parse(new TextDecoder().decode(body)) as { decision?: string }).decision !== 'let_go';
}
