// The steps of a run inside one process, with a journal in the out folder. A run that crashed goes on where it was: what
// was answered is not asked again, and a side effect that may have happened is never repeated.
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Json, Once, Poll, Steps } from '../ports.ts';
import { copyAnswer, countWaits, joinErrors, plainError, restoreError, uniqueNames } from '../replay.ts';
import { makeFolder, onDisk } from './disk.ts';
import { type Answer, type Journal, type Memory, openJournal, type RunOutcome, readJournal } from './journal.ts';
import { pathOf } from './key.ts';
import { lockFolder } from './lock.ts';

export type StepEvent = 'started' | 'done' | 'remembered';

export type InlineOptions = {
  /** The out folder; the journal is `<folder>/runs/<run>/journal.jsonl`. */
  folder: string;
  run: string;
  /** Of all that answers depend on (definitions, inputs, version): with another one, answers are not reused. */
  fingerprint?: string;
  onStep?: (name: string, event: StepEvent) => void;
  /** What a part of the job does; here it is done in the same process. */
  part?: (input: Json, steps: Steps) => Promise<Json>;
  waitSeconds?: (seconds: number) => Promise<void>;
};

export type InlineSteps = Steps & {
  /** Does this go on with an execution that did not finish? */
  readonly resumed: boolean;
  /** Ends the execution: the next opening starts another one. */
  finish(outcome: RunOutcome): Promise<void>;
  /** Lets go without an end: the next opening resumes. */
  close(): Promise<void>;
};

/** Rejects with RUN_IN_PROGRESS where another process is at the same run. */
export async function inlineSteps(options: InlineOptions): Promise<InlineSteps> {
  const folder = pathOf(options.folder, `runs/${options.run}`);
  const fingerprint = options.fingerprint ?? null;
  await onDisk('STORE_FAILED', folder, () => makeFolder(folder));
  const lock = await onDisk('STORE_FAILED', folder, () => lockFolder(folder, options.run));
  try {
    const memory = await readJournal(folder, fingerprint);
    const journal = await openJournal(folder);
    const execution = memory?.execution ?? randomUUID();
    await journal.append({ event: memory ? 'resumed' : 'opened', execution, fingerprint });
    const { steps, stop } = stepsOver(journal, execution, memory, options);
    const close = async (): Promise<void> => {
      stop();
      await journal.close();
      await lock.release();
    };
    return {
      ...steps,
      resumed: memory !== undefined,
      async finish(outcome) {
        stop();
        await journal.append({ event: 'finished', outcome });
        await close();
      },
      close,
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

function stepsOver(
  journal: Journal,
  executionId: string,
  memory: Memory | undefined,
  options: InlineOptions,
): { steps: Steps; stop: () => void } {
  const onStep = options.onStep ?? (() => undefined);
  const waitSeconds = options.waitSeconds ?? ((seconds: number) => setTimeout(seconds * 1000));
  const unique = uniqueNames();
  const scope = new AsyncLocalStorage<string>();
  let stopped = false;

  /** The whole name; refuses what the durable service could not replay. */
  function enter(prefix: string, name: string): string {
    const full = prefix + name;
    if (stopped) throw new Error(`Step ${full}: the run has ended.`);
    if ((scope.getStore() ?? '') !== prefix) {
      throw new Error(`Step ${full}: a step has no steps inside; the steps of an item are those that it was given.`);
    }
    return unique(full);
  }

  async function rememberAnswer<T extends Json>(name: string, inside: string, run: () => Promise<T>): Promise<T> {
    const known = memory?.answers.get(name);
    if (known) {
      onStep(name, 'remembered');
      return answerOf<T>(known);
    }
    onStep(name, 'started');
    const { answer, cause } = await settle(name, () => scope.run(inside, run));
    await journal.append({ event: 'answered', name, answer });
    onStep(name, 'done');
    return answerOf<T>(answer, cause);
  }

  async function runAtMostOnce<T extends Json>(name: string, run: () => Promise<T>): Promise<Once<T>> {
    const known = memory?.effects.get(name);
    if (known !== undefined) {
      onStep(name, 'remembered');
      return known === null ? { outcome: 'unknown' } : { outcome: 'done', value: answerOf<T>(known) };
    }
    onStep(name, 'started');
    await journal.append({ event: 'started', name });
    const { answer, cause } = await settle(name, () => scope.run(name, run));
    await journal.append({ event: 'settled', name, answer });
    onStep(name, 'done');
    return { outcome: 'done', value: answerOf<T>(answer, cause) };
  }

  const within = (prefix: string): Steps => ({
    executionId,
    async step(name, run) {
      const full = enter(prefix, name);
      return rememberAnswer(full, full, run);
    },
    async atMostOnce(name, run) {
      return runAtMostOnce(enter(prefix, name), run);
    },
    async until(name, poll, pace) {
      const full = enter(prefix, name);
      return rememberAnswer(full, full, () => pollUntil(poll, pace.everySeconds, countWaits(full, pace), waitSeconds));
    },
    async each(name, items, run, { atOnce }) {
      const full = enter(prefix, name);
      if (prefix.endsWith(']/')) throw new Error(`Step ${full}: items have no items inside.`);
      return runEach(items, atOnce, (item, index) => {
        const itemName = enter(prefix, `${name}[${index}]`);
        const inside = `${itemName}/`;
        return rememberAnswer(itemName, inside, () => run(item, index, within(inside)));
      });
    },
    async part<T extends Json>(name: string, input: Json): Promise<T> {
      const full = enter(prefix, name);
      const { part } = options;
      if (!part || prefix !== '') throw new Error(`Step ${full}: nothing says what a part does here.`);
      return rememberAnswer(full, `${full}/`, () => part(copyAnswer(full, input), within(`${full}/`)) as Promise<T>);
    },
  });

  return {
    steps: within(''),
    stop: () => {
      stopped = true;
    },
  };
}

async function settle<T extends Json>(
  name: string,
  run: () => Promise<T>,
): Promise<{ answer: Answer; cause?: unknown }> {
  try {
    return { answer: { value: copyAnswer(name, await run()) } };
  } catch (cause) {
    return { answer: { error: plainError(cause) }, cause };
  }
}

function answerOf<T extends Json>(answer: Answer, cause?: unknown): T {
  if ('error' in answer) throw restoreError(answer.error, cause);
  return answer.value as T;
}

async function pollUntil<T extends Json>(
  poll: () => Promise<Poll<T>>,
  everySeconds: number,
  waits: number,
  waitSeconds: (seconds: number) => Promise<void>,
): Promise<T | null> {
  for (let waited = 0; ; waited += 1) {
    const answer = await poll();
    if (answer.ready) return answer.value;
    if (waited >= waits) return null;
    await waitSeconds(everySeconds);
  }
}

/** Every item runs, also where another fails; then all their problems are thrown together. */
async function runEach<I, O>(
  items: readonly I[],
  atOnce: number,
  run: (item: I, index: number) => Promise<O>,
): Promise<O[]> {
  const answers: PromiseSettledResult<O>[] = [];
  const queue = items.entries();
  const work = async (): Promise<void> => {
    for (const [index, item] of queue) [answers[index]] = await Promise.allSettled([run(item, index)]);
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(atOnce, items.length)) }, work));
  const failed = answers.filter((answer) => answer.status === 'rejected');
  if (failed.length > 0) throw joinErrors(failed.map((answer) => answer.reason as Error));
  return answers.map((answer) => (answer as PromiseFulfilledResult<O>).value);
}
