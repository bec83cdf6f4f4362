// The steps of a run as a durable execution of AWS Lambda. What the service retries by default is turned off or bounded
// here: a message is never sent twice, and a step that keeps killing its Lambda ends the run instead of looping for days.
import {
  type DurableContext,
  DurableOperationError,
  type RetryDecision,
  StepError,
  StepSemantics,
} from '@aws/durable-execution-sdk-js';
import type { Json, Poll, Steps } from '../ports.ts';
import { ProblemError } from '../problem.ts';
import {
  copyAnswer,
  countWaits,
  joinErrors,
  type PlainError,
  plainError,
  restoreError,
  uniqueNames,
} from '../replay.ts';

/** How often a step may be interrupted (time-out, memory, host) before the run ends. */
const MAX_INTERRUPTIONS = 4;
const DELAY_SECONDS = 10;

/**
 * One call an invocation: names are unique within it. `partFunction`: the qualified ARN of the durable function that does
 * the parts; it answers by answerPart().
 */
export function durableSteps(context: DurableContext, { partFunction }: { partFunction?: string } = {}): Steps {
  const unique = uniqueNames();

  const within = (own: DurableContext, prefix: string): Steps => ({
    executionId: context.executionContext.durableExecutionArn,

    async step(name, run) {
      const full = unique(prefix + name);
      const config = { semantics: StepSemantics.AtMostOncePerRetry, retryStrategy: onlyAfterInterruption };
      try {
        return await own.step(full, () => answerOrPack(full, run), config);
      } catch (error) {
        throw isInterruption(error) ? interruptedTooOften(full, error) : unpack(error);
      }
    },

    async atMostOnce(name, run) {
      const full = unique(prefix + name);
      const config = { semantics: StepSemantics.AtMostOncePerRetry, retryStrategy: () => ({ shouldRetry: false }) };
      try {
        return { outcome: 'done', value: await own.step(full, () => answerOrPack(full, run), config) };
      } catch (error) {
        if (isInterruption(error)) return { outcome: 'unknown' };
        throw unpack(error);
      }
    },

    async until<T extends Json>(
      name: string,
      poll: () => Promise<Poll<T>>,
      pace: { everySeconds: number; atMostSeconds: number },
    ) {
      const full = unique(prefix + name);
      const waits = countWaits(full, pace);
      const delay = { seconds: Math.max(1, Math.ceil(pace.everySeconds)) };
      try {
        const state = await own.waitForCondition<Poll<T>>(full, () => answerOrPack(full, poll), {
          initialState: { ready: false },
          waitStrategy: (polled, attempt) =>
            polled.ready || attempt > waits ? { shouldContinue: false } : { shouldContinue: true, delay },
        });
        return state.ready ? state.value : null;
      } catch (error) {
        throw unpack(error);
      }
    },

    async each<I, O extends Json>(
      name: string,
      items: readonly I[],
      run: (item: I, index: number, steps: Steps) => Promise<O>,
      { atOnce }: { atOnce: number },
    ) {
      const full = unique(prefix + name);
      if (prefix !== '') throw new Error(`Step ${full}: items have no items inside.`);
      const itemNames = items.map((_, index) => unique(`${name}[${index}]`));
      const batch = await own.map(
        full,
        [...items],
        (child, item, index) => {
          const itemName = itemNames[index] as string;
          return settle(itemName, () => run(item, index, within(child, `${itemName}/`)));
        },
        { maxConcurrency: Math.max(1, atOnce), itemNamer: (_, index) => itemNames[index] as string },
      );
      batch.throwIfError();
      const errors = batch.getResults().flatMap((settled) => ('error' in settled ? [restoreError(settled.error)] : []));
      if (errors.length > 0) throw joinErrors(errors);
      return batch.getResults().map((settled) => (settled as { value: O }).value);
    },

    async part<T extends Json>(name: string, input: Json) {
      const full = unique(prefix + name);
      if (partFunction === undefined || prefix !== '') throw new Error(`Step ${full}: no function does parts here.`);
      const answer = await own.invoke<Json, Settled<T>>(full, partFunction, copyAnswer(full, input));
      if ('error' in answer) throw restoreError(answer.error);
      return answer.value;
    },
  });

  return within(context, '');
}

/** An error travels as data beside the message that the service shows. */
async function answerOrPack<T extends Json>(name: string, run: () => Promise<T>): Promise<T> {
  try {
    return copyAnswer(name, await run());
  } catch (error) {
    const message = error instanceof Error ? error.message.slice(0, 1000) : String(error).slice(0, 1000);
    throw new StepError(message, error instanceof Error ? error : undefined, JSON.stringify(plainError(error)));
  }
}

function unpack(error: unknown): unknown {
  if (!(error instanceof DurableOperationError) || error.errorData === undefined) return error;
  return restoreError(JSON.parse(error.errorData) as PlainError, error);
}

type Settled<T extends Json> = { value: T } | { error: PlainError };

/** What the function of a part answers: its problems cross to the whole as data. */
export function answerPart<T extends Json>(run: () => Promise<T>): Promise<Settled<T>> {
  return settle('part', run);
}

/** A failing item is an answer: left to the service, the first failure would stop the others. */
async function settle<T extends Json>(name: string, run: () => Promise<T>): Promise<Settled<T>> {
  try {
    return { value: copyAnswer(name, await run()) };
  } catch (error) {
    return { error: plainError(error) };
  }
}

/** The SDK throws a StepError and names the interruption in its cause. */
function isInterruption(error: unknown): boolean {
  return error instanceof DurableOperationError && error.cause?.name === 'StepInterruptedError';
}

function onlyAfterInterruption(error: Error, attempts: number): RetryDecision {
  const interrupted = error.name === 'StepInterruptedError';
  return interrupted && attempts < MAX_INTERRUPTIONS
    ? { shouldRetry: true, delay: { seconds: DELAY_SECONDS } }
    : { shouldRetry: false };
}

function interruptedTooOften(name: string, cause: unknown): ProblemError {
  return new ProblemError(
    {
      code: 'INTERNAL',
      message: `Step ${name} was interrupted ${MAX_INTERRUPTIONS} times, each time before it ended.`,
      remedy:
        'Look in the log for a time-out or for memory that ran out; raise the function’s limit and resume the run.',
    },
    { cause },
  );
}
