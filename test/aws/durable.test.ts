// What is particular to the steps on AWS: what people see in the console, crashes at every checkpoint, and an end to
// steps that keep killing their Lambda.
import { expect, it } from 'vitest';
import { durableSteps } from '../../functions/aws/durable.ts';
import type { Json, Steps } from '../../functions/ports.ts';
import { ProblemError } from '../../functions/problem.ts';
import { durableService } from '../support/durable-service.ts';

const PACE = { everySeconds: 30, atMostSeconds: 120 };

it('shows each step under its whole name, the same as on a laptop', async () => {
  const service = durableService();
  await service.run((context) => story(durableSteps(context), []));
  expect(service.operations().map(({ Name, Type, Status }) => `${Name} ${Type} ${Status}`)).toEqual([
    'plan STEP SUCCEEDED',
    'ready STEP SUCCEEDED',
    'deliver CONTEXT SUCCEEDED',
    'deliver[0] CONTEXT SUCCEEDED',
    'deliver[1] CONTEXT SUCCEEDED',
    'deliver[0]/claim STEP SUCCEEDED',
    'deliver[1]/claim STEP SUCCEEDED',
    'deliver[0]/send STEP SUCCEEDED',
    'deliver[1]/send STEP SUCCEEDED',
    'record STEP SUCCEEDED',
  ]);
});

it('shows a failed step as failed, with its message', async () => {
  const service = durableService();
  const ending = await service.run((context) =>
    durableSteps(context).step('query', async () => {
      throw new ProblemError({ code: 'ENGINE_FAILED', message: 'Table gone.', remedy: 'Restore it.' });
    }),
  );
  expect(ending).toEqual({ outcome: 'failed', message: 'ENGINE_FAILED: Table gone.' });
  expect(service.operations()).toMatchObject([
    { Name: 'query', Status: 'FAILED', StepDetails: { Error: { ErrorMessage: 'ENGINE_FAILED: Table gone.' } } },
  ]);
});

it('sends nothing twice and repeats nothing remembered, whichever checkpoint the Lambda died at', async () => {
  const kills = Array.from({ length: 12 }, (_, index) => index + 1).flatMap((checkpoint) => [
    { checkpoint, when: 'before' as const },
    { checkpoint, when: 'after' as const },
  ]);
  const endings = await Promise.all(
    kills.map(async (kill) => {
      const ran: string[] = [];
      const service = durableService(kill ? { kill } : {});
      const play = () => service.run((context) => story(durableSteps(context), ran));
      const first = await play();
      const last = first.outcome === 'died' ? await play() : first;
      return { kill, first, last, ran };
    }),
  );
  // How the SDK groups its checkpoints depends on time: a late one may not come.
  expect(endings.filter(({ first }) => first.outcome === 'died').length).toBeGreaterThan(14);
  for (const { kill, last, ran } of endings) {
    const where = `${kill.when} checkpoint ${kill.checkpoint}`;
    const outcomes = (last as { value: string[] }).value;
    for (const index of [0, 1]) {
      const sends = ran.filter((name) => name === `send ${index}`).length;
      expect([`${outcomes[index]} ${sends}`], where).toEqual([expect.stringMatching(/^(done 1|unknown [01])$/)]);
    }
    const repeated = ran.filter((name, index) => ran.indexOf(name) !== index && name !== 'poll');
    const one = repeated.length < 2 || (repeated.length === 2 && repeated.every((name) => name.startsWith('claim')));
    expect(one, `${where}: ${repeated}`).toBe(true);
  }
});

it('ends the run with a problem where a step keeps killing its Lambda', async () => {
  const service = durableService();
  let runs = 0;
  const play = () =>
    service.run(async (context, die) => {
      try {
        return await durableSteps(context).step('evaluate', async () => {
          runs += 1;
          return die();
        });
      } catch (error) {
        return error instanceof ProblemError ? error.problems : String(error);
      }
    });
  for (let attempt = 1; attempt <= 4; attempt += 1) expect(await play()).toEqual({ outcome: 'died' });
  expect(await play()).toMatchObject({
    outcome: 'ended',
    value: [{ code: 'INTERNAL', message: 'Step evaluate was interrupted 4 times, each time before it ended.' }],
  });
  expect(runs).toBe(4);
});

async function story(steps: Steps, ran: string[]): Promise<Json> {
  const note = async <T>(name: string, answer: T): Promise<T> => {
    ran.push(name);
    return answer;
  };
  await steps.step('plan', () => note('plan', 1));
  await steps.until('ready', () => note('poll', readyAt(ran)), PACE);
  const outcomes = await steps.each(
    'deliver',
    ['ann', 'bob'],
    async (_recipient, index, own) => {
      await own.step('claim', () => note(`claim ${index}`, null));
      return (await own.atMostOnce('send', () => note(`send ${index}`, 'm'))).outcome;
    },
    { atOnce: 2 },
  );
  await steps.step('record', () => note('record', null));
  return outcomes;
}

const readyAt = (ran: readonly string[]): { ready: true; value: null } | { ready: false } =>
  ran.filter((name) => name === 'poll').length >= 1 ? { ready: true, value: null } : { ready: false };
