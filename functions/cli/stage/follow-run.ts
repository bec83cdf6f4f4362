// Follows a run of a deployed stage until it ends. Two witnesses are asked: the store, where the run writes down what it
// did, and Lambda, which also knows of a function that broke before it could write anything.
import type { Store } from '../../ports.ts';
import { type Problem, ProblemError } from '../../problem.ts';
import { attemptFolder } from '../../run/keys.ts';
import { type Question, readRelease, waitsForOwners } from '../../run/release-record.ts';
import { type Attempt, type RunRecord, readAttempts } from '../run-records.ts';
import type { Executions } from './executions.ts';

export type RunEnd =
  | { outcome: RunRecord['outcome']; record: RunRecord | null; problems: Problem[] }
  /** It ended without an attempt of its own: somebody else's was there. */
  | { outcome: 'duplicate'; record: null; problems: [] }
  /** It waits for its owners. */
  | { outcome: 'unreleased'; record: null; problems: []; question: Question };

export type Followed = {
  run: string;
  execution: string | null;
  /** Attempts that were there before it was started. */
  before: number;
};

export type FollowPorts = {
  store: Store;
  executions: Pick<Executions, 'look'>;
  onPhase(phase: string): void;
  wait(seconds: number): Promise<unknown>;
};

/** A cold start, queueing and Lambda's own tries again take minutes at most. */
const BEGINS_WITHIN_SECONDS = 300;
const PACE_SECONDS = [1, 1, 2, 2, 3, 3, 5];

export async function followRun(followed: Followed, ports: FollowPorts): Promise<RunEnd> {
  const { store, executions, onPhase, wait } = ports;
  const { run, execution } = followed;
  let waited = 0;
  onPhase('waiting for the function to begin');
  for (let looks = 0; ; looks += 1) {
    // First Lambda, then the store: what has ended by then has written its record.
    const state = await executions.look(execution);
    const own = ownAttempt(await readAttempts(store, run), followed);
    if (own?.record) return endOf(own.record);
    if (state.is === 'broken') throw broken(run, state);
    if (state.is === 'answered') return { outcome: 'duplicate', record: null, problems: [] };
    if (own) {
      const keys = await store.list(`${attemptFolder(run, own.attempt)}/`);
      const release = isRendered(keys) ? await readRelease(store, run) : null;
      if (waitsForOwners(release)) {
        return { outcome: 'unreleased', record: null, problems: [], question: release.question };
      }
      onPhase(phaseOf(keys));
    } else if (waited >= BEGINS_WITHIN_SECONDS) throw silent(run);
    const seconds = PACE_SECONDS[Math.min(looks, PACE_SECONDS.length - 1)] ?? 5;
    await wait(seconds);
    waited += seconds;
  }
}

/** That of this execution; where Lambda did not tell its name, the first new one. */
function ownAttempt(attempts: Attempt[], { execution, before }: Followed): Attempt | undefined {
  return attempts.find(({ attempt, executionId }) =>
    execution === null ? attempt > before : executionId === execution,
  );
}

function endOf(record: RunRecord): RunEnd {
  return { outcome: record.outcome, record, problems: record.problems ?? [] };
}

/** The lists of readers with their mails are the last thing before anybody is mailed. */
function isRendered(keys: string[]): boolean {
  return has(keys, 'readers');
}

function has(keys: string[], folder: string): boolean {
  return keys.some((key) => key.includes(`/${folder}/`));
}

/** What an attempt is at, from what it has written. */
function phaseOf(keys: string[]): string {
  if (isRendered(keys)) return 'delivering';
  if (has(keys, 'editions') || has(keys, 'mail')) return 'rendering the mail';
  const cells = keys.filter((key) => key.includes('/cells/')).length;
  if (cells > 0) return `querying (${cells} results)`;
  return has(keys, 'waiting') ? 'waiting for late data' : 'checking the tables';
}

function broken(run: string, { how, error }: { how: string; error: string }): ProblemError {
  const said = error === '' ? '' : ` (${error})`;
  return new ProblemError({
    code: 'STAGE_FAILED',
    message: `The function of ${run} ${how} before it wrote how the run ended${said}.`,
    remedy: 'Read its log (aws logs tail, or the Lambda console), mend the cause, and run the same command again.',
  });
}

function silent(run: string): ProblemError {
  return new ProblemError({
    code: 'STAGE_FAILED',
    message: `The function was started, but ${run} has not begun within ${BEGINS_WITHIN_SECONDS / 60} minutes.`,
    remedy: 'Look in the log of the report function and in its dead-letter queue: it may fail when it is loaded.',
  });
}
