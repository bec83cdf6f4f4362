// What every stage of one run is handed: its ports, what was asked for, and where in the store it keeps things.

import type { Store } from '../ports.ts';
import { ProblemError } from '../problem.ts';
import { readJson } from '../stored-json.ts';
import type { RunContext, RunPorts, RunRequest } from './request.ts';

export type RunFrame = {
  run: string;
  /** The attempt's folder in the store. */
  folder: string;
  ports: RunPorts;
  request: RunRequest;
  context: RunContext;
};

/** An object that this run has stored before. */
export async function readStored<T>(store: Store, key: string): Promise<T> {
  const found = await readJson<T>(store, key);
  if (found !== null) return found;
  throw goneFrom(key);
}

export function goneFrom(key: string): ProblemError {
  return new ProblemError({
    code: 'STORE_FAILED',
    message: `${key} is gone from the store.`,
    remedy: 'Restore the out folder or bucket, or start the run anew.',
  });
}
