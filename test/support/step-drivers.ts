// Every implementation of Steps behind one way to run a story, so that one suite asks all of them the same questions.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DurableContext, withDurableExecution } from '@aws/durable-execution-sdk-js';
import { LocalDurableTestRunner } from '@aws/durable-execution-sdk-js-testing';
import { durableSteps } from '../../functions/aws/durable.ts';
import { inlineSteps } from '../../functions/local/inline.ts';
import type { Json, Steps } from '../../functions/ports.ts';
import { durableService } from './durable-service.ts';

/** `die` never comes back: the process or Lambda is gone, and what it had not remembered with it. */
export type Story = (steps: Steps, die: () => Promise<never>) => Promise<Json>;

export type Ending = { outcome: 'ended'; value: unknown } | { outcome: 'failed' } | { outcome: 'died' };

export type Execution = {
  /** Runs the story until it ends or dies; again, it goes on where it died. */
  run(story: Story): Promise<Ending>;
  close(): Promise<void>;
};

export type StepDriver = { name: string; open(): Promise<Execution> };

async function openInline(): Promise<Execution> {
  const folder = await mkdtemp(join(tmpdir(), 'steps-'));
  return {
    async run(story) {
      const steps = await inlineSteps({ folder, run: 'run', waitSeconds: async () => undefined });
      const ending = await raceDeath((die) => story(steps, die));
      if (ending.outcome === 'died') await steps.close();
      else await steps.finish(ending.outcome === 'ended' ? 'done' : 'failed');
      return ending;
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

async function raceDeath(run: (die: () => Promise<never>) => Promise<unknown>): Promise<Ending> {
  return new Promise((resolve) => {
    const die = (): Promise<never> => {
      resolve({ outcome: 'died' });
      return new Promise<never>(() => undefined);
    };
    run(die).then(
      (value) => resolve({ outcome: 'ended', value }),
      () => resolve({ outcome: 'failed' }),
    );
  });
}

async function openDurable(): Promise<Execution> {
  const service = durableService();
  return {
    run: (story) => service.run((context, die) => story(durableSteps(context), die)),
    close: async () => undefined,
  };
}

/** The runner that the SDK brings: the service as its makers see it, without crashes. */
async function openDurableRunner(): Promise<Execution> {
  return {
    async run(story) {
      const handlerFunction = withDurableExecution((_event: unknown, context: DurableContext) =>
        story(durableSteps(context), () => Promise.reject(new Error('this runner cannot die'))),
      );
      const result = await new LocalDurableTestRunner({ handlerFunction }).run();
      if (result.getStatus() !== 'SUCCEEDED') return { outcome: 'failed' };
      return { outcome: 'ended', value: result.getResult() };
    },
    close: async () => undefined,
  };
}

export const inline: StepDriver = { name: 'inline', open: openInline };
export const durable: StepDriver = { name: 'durable', open: openDurable };
export const durableTestRunner: StepDriver = { name: 'durable test runner', open: openDurableRunner };
