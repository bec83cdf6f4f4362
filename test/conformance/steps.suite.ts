// What the port Steps promises, asked of every driver: the story of a run is written once and must not be able to tell
// a laptop from AWS.
import { afterAll, describe, expect, it } from 'vitest';
import type { Json, Steps } from '../../functions/ports.ts';
import { type Problem, ProblemError } from '../../functions/problem.ts';
import type { Ending, Execution, StepDriver, Story } from '../support/step-drivers.ts';

const PACE = { everySeconds: 30, atMostSeconds: 90 };
const problem = (message: string): Problem => ({
  code: 'ENGINE_FAILED',
  message,
  place: { file: 'lake/orders.csv', line: 3 },
  remedy: 'Run again.',
});

/** What a story sees of a failure, as data. */
async function failureOf(run: Promise<unknown>): Promise<Json> {
  try {
    await run;
    return 'no failure';
  } catch (error) {
    if (error instanceof ProblemError) return { problems: structuredClone(error.problems) as unknown as Json };
    return error instanceof Error ? { name: error.name, message: error.message } : 'not an error';
  }
}

const opened: Execution[] = [];
afterAll(async () => {
  for (const execution of opened) await execution.close();
});

async function openExecution(driver: StepDriver): Promise<Execution> {
  const execution = await driver.open();
  opened.push(execution);
  return execution;
}

async function play(driver: StepDriver, story: Story): Promise<unknown> {
  const ending = await (await openExecution(driver)).run(story);
  expect(ending.outcome).toBe('ended');
  return (ending as Extract<Ending, { outcome: 'ended' }>).value;
}

export function askSteps(driver: StepDriver, ask: typeof it.concurrent): void {
  describe(`Steps of ${driver.name}`, () => {
    ask('runs a step once and remembers its answer while the run waits for something else', async () => {
      let runs = 0;
      const settled = pollsReadyAt(3);
      const answer = await play(driver, async (steps) => {
        const sums = await steps.step('query', async () => {
          runs += 1;
          return { rows: 3, hash: 'ab', missing: null };
        });
        await steps.until('settled', settled, PACE);
        return sums;
      });
      expect(answer).toEqual({ rows: 3, hash: 'ab', missing: null });
      expect(runs).toBe(1);
    });

    ask('gives a story a copy of the answer, as a replay would', async () => {
      const answer = await play(driver, async (steps) => {
        const own: { kept: number; gone?: number | undefined } = { kept: 1, gone: undefined };
        const copy = await steps.step('plan', async () => own);
        return { same: copy === own, keys: Object.keys(copy) };
      });
      expect(answer).toEqual({ same: false, keys: ['kept'] });
    });

    ask('has one id of execution for the whole run', async () => {
      const seen = new Set<string>();
      const settled = pollsReadyAt(2);
      await play(driver, async (steps) => {
        seen.add(steps.executionId);
        await steps.until('settled', settled, PACE);
        await steps.each('query', [1, 2], async (_item, _index, own) => own.executionId, { atOnce: 2 });
        return steps.executionId;
      });
      expect([...seen]).toEqual([expect.stringMatching(/./)]);
    });

    ask('polls until ready and answers the value', async () => {
      const athena = pollsReadyAt(3);
      const answer = await play(driver, async (steps) => steps.until('athena', athena, PACE));
      expect(answer).toBe('ready at 3');
    });

    ask('answers null when the time is up', async () => {
      let polls = 0;
      const never = async (): Promise<{ ready: false }> => {
        polls += 1;
        return { ready: false };
      };
      expect(await play(driver, async (steps) => steps.until('athena', never, PACE))).toBeNull();
      expect(polls).toBe(4);
    });

    ask('polls once where there is no time to wait', async () => {
      const pace = { everySeconds: 30, atMostSeconds: 0 };
      const athena = pollsReadyAt(2);
      expect(await play(driver, async (steps) => steps.until('athena', athena, pace))).toBeNull();
    });

    ask('answers for each item in the order of the items, however long each takes', async () => {
      const slow = pollsReadyAt(2);
      const answer = await play(driver, async (steps) =>
        steps.each(
          'render',
          ['a', 'b', 'c', 'd'],
          async (item, index, own) => {
            if (index === 0) await own.until('slow', slow, PACE);
            return own.step('write', async () => `${item}${index}`);
          },
          { atOnce: 2 },
        ),
      );
      expect(answer).toEqual(['a0', 'b1', 'c2', 'd3']);
    });

    ask('never works on more items side by side than allowed', async () => {
      let now = 0;
      let most = 0;
      await play(driver, async (steps) =>
        steps.each(
          'query',
          [1, 2, 3, 4, 5, 6, 7],
          async (item, _index, own) =>
            own.step('run', async () => {
              now += 1;
              most = Math.max(most, now);
              await new Promise((resolve) => setImmediate(resolve));
              now -= 1;
              return item;
            }),
          { atOnce: 3 },
        ),
      );
      expect(most).toBe(3);
    });

    ask('has nothing to do for no items', async () => {
      expect(await play(driver, (steps) => steps.each('query', [], async () => 1, { atOnce: 4 }))).toEqual([]);
    });

    ask('runs every item even where one fails and throws all their problems together', async () => {
      const ran: number[] = [];
      const answer = await play(driver, async (steps) =>
        failureOf(
          steps.each(
            'query',
            [1, 2, 3, 4],
            async (item, _index, own) =>
              own.step('run', async () => {
                ran.push(item);
                if (item % 2 === 0) throw new ProblemError(problem(`table ${item}`));
                return item;
              }),
            { atOnce: 1 },
          ),
        ),
      );
      expect(answer).toEqual({ problems: [problem('table 2'), problem('table 4')] });
      expect(ran).toEqual([1, 2, 3, 4]);
    });

    ask.each([
      ['a step', (steps: Steps, fail: () => Promise<string>) => steps.step('query', fail)],
      ['a side effect', (steps: Steps, fail: () => Promise<string>) => steps.atMostOnce('send', fail)],
      ['a poll', (steps: Steps, fail: () => Promise<never>) => steps.until('athena', fail, PACE)],
    ])(
      'throws the problems of %s as they were, also after a replay, and does not run it again',
      async (_kind, verb) => {
        let runs = 0;
        const settled = pollsReadyAt(2);
        const thrown = [problem('one'), problem('two')];
        const answer = await play(driver, async (steps) => {
          const failure = await failureOf(
            verb(steps, async () => {
              runs += 1;
              throw new ProblemError(thrown);
            }),
          );
          await steps.until('settled', settled, PACE);
          return failure;
        });
        expect(answer).toEqual({ problems: thrown });
        expect(runs).toBe(1);
      },
    );

    ask('keeps name and message of an error that is not a problem', async () => {
      const answer = await play(driver, async (steps) =>
        failureOf(
          steps.step('plan', async () => {
            throw new RangeError('off by one');
          }),
        ),
      );
      expect(answer).toEqual({ name: 'RangeError', message: 'off by one' });
    });

    ask('answers done with the value of a side effect', async () => {
      const answer = await play(driver, async (steps) => steps.atMostOnce('send', async () => ({ messageId: 'm1' })));
      expect(answer).toEqual({ outcome: 'done', value: { messageId: 'm1' } });
    });

    ask('refuses a second step of the same name', async () => {
      const answer = await play(driver, async (steps) => {
        await steps.step('plan', async () => 1);
        return failureOf(steps.step('plan', async () => 2));
      });
      expect(answer).toMatchObject({ message: expect.stringContaining('Step plan: there is another step') });
    });

    ask('lets the steps of two items have the same name', async () => {
      const answer = await play(driver, async (steps) =>
        steps.each('send', ['a', 'b'], (item, _index, own) => own.step('claim', async () => item), { atOnce: 1 }),
      );
      expect(answer).toEqual(['a', 'b']);
    });

    ask('refuses items inside an item', async () => {
      const answer = await play(driver, async (steps) =>
        steps.each(
          'outer',
          [1],
          (_item, _index, own) => failureOf(own.each('inner', [1], async () => 1, { atOnce: 1 })),
          { atOnce: 1 },
        ),
      );
      expect(answer).toEqual([{ name: 'Error', message: expect.stringContaining('items have no items inside') }]);
    });

    ask('refuses as an answer what JSON cannot hold or the service would not take', async () => {
      const refused: [string, () => unknown, string][] = [
        ['date', () => new Date(0), 'answer is a Date'],
        ['bytes', () => ({ body: new Uint8Array(2) }), 'answer.body is a Uint8Array'],
        ['bigint', () => [1n], 'answer[0] is a bigint'],
        ['not a number', () => ({ a: { b: Number.NaN } }), 'answer.a.b is NaN'],
        ['nothing', () => undefined, 'answer is undefined'],
        ['too large', () => 'x'.repeat(300_000), 'answered 300002 bytes'],
      ];
      const failures = await play(driver, async (steps) => {
        const seen: Json[] = [];
        for (const [name, answer] of refused)
          seen.push(await failureOf(steps.step(name, async () => answer() as Json)));
        return seen;
      });
      expect(failures).toEqual(
        refused.map(([name, , message]) => ({
          name: expect.stringMatching(/^(Type|Range)Error$/),
          message: expect.stringMatching(new RegExp(`^Step ${name}\\b.*${message.replaceAll(/[[\]]/g, '\\$&')}`)),
        })),
      );
    });

    ask('ends a run that takes a step inside a step', async () => {
      const ending = await (await openExecution(driver)).run((steps) =>
        steps.step('outer', () => steps.step('inner', async () => 1)),
      );
      expect(ending.outcome).toBe('failed');
    });

    ask('holds more answers than one checkpoint could', async () => {
      const settled = pollsReadyAt(2);
      const answer = await play(driver, async (steps) => {
        const texts = await steps.each(
          'read',
          [1, 2, 3, 4],
          (item, _index, own) => own.step('page', async () => String(item).repeat(100_000)),
          { atOnce: 2 },
        );
        await steps.until('settled', settled, PACE);
        return texts.map((text) => text.length + Number(text[0]));
      });
      expect(answer).toEqual([100_001, 100_002, 100_003, 100_004]);
    });
  });
}

export function askStepsAfterCrash(driver: StepDriver): void {
  describe(`Steps of ${driver.name} after a crash`, () => {
    it.concurrent('goes on with the same execution and does not repeat what was answered', async () => {
      const execution = await openExecution(driver);
      const runs: string[] = [];
      let crash = true;
      const story: Story = async (steps, die) => {
        const first = await steps.step('plan', async () => {
          runs.push('plan');
          return 1;
        });
        await steps.step('query', async () => {
          runs.push('query');
          if (crash) await die();
          return 2;
        });
        return { first, id: steps.executionId };
      };
      expect(await execution.run(story)).toEqual({ outcome: 'died' });
      crash = false;
      const ending = await execution.run(story);
      expect(ending).toMatchObject({ outcome: 'ended', value: { first: 1 } });
      expect(runs).toEqual(['plan', 'query', 'query']);
    });

    it.concurrent('never repeats a side effect in whose middle it crashed', async () => {
      const execution = await openExecution(driver);
      let sent = 0;
      const settled = pollsReadyAt(2);
      const story: Story = async (steps, die) => {
        const mail = await steps.atMostOnce('send', async () => {
          sent += 1;
          return die();
        });
        await steps.until('settled', settled, PACE);
        return mail;
      };
      expect(await execution.run(story)).toEqual({ outcome: 'died' });
      expect(await execution.run(story)).toEqual({ outcome: 'ended', value: { outcome: 'unknown' } });
      expect(sent).toBe(1);
    });

    it.concurrent('still knows what a side effect answered', async () => {
      const execution = await openExecution(driver);
      let sent = 0;
      let crash = true;
      const story: Story = async (steps, die) => {
        const mail = await steps.atMostOnce('send', async () => {
          sent += 1;
          return 'm1';
        });
        if (crash) await die();
        return mail;
      };
      await execution.run(story);
      crash = false;
      expect(await execution.run(story)).toEqual({ outcome: 'ended', value: { outcome: 'done', value: 'm1' } });
      expect(sent).toBe(1);
    });

    it.concurrent('throws the same problems again without running the step again', async () => {
      const execution = await openExecution(driver);
      let runs = 0;
      let crash = true;
      const story: Story = async (steps, die) => {
        const failure = await failureOf(
          steps.step('query', async () => {
            runs += 1;
            throw new ProblemError(problem('gone'));
          }),
        );
        if (crash) await die();
        return failure;
      };
      await execution.run(story);
      crash = false;
      expect(await execution.run(story)).toEqual({ outcome: 'ended', value: { problems: [problem('gone')] } });
      expect(runs).toBe(1);
    });

    it.concurrent('works again only on the items and steps that were not answered', async () => {
      const execution = await openExecution(driver);
      const runs: string[] = [];
      let crash = true;
      const story: Story = async (steps, die) =>
        steps.each(
          'send',
          ['a', 'b', 'c'],
          async (item, _index, own) => {
            await own.step('claim', async () => {
              runs.push(`claim ${item}`);
              return null;
            });
            const mail = await own.atMostOnce('mail', async () => {
              runs.push(`mail ${item}`);
              if (item === 'b' && crash) return die();
              return item;
            });
            return mail.outcome;
          },
          { atOnce: 1 },
        );
      await execution.run(story);
      crash = false;
      expect(await execution.run(story)).toEqual({ outcome: 'ended', value: ['done', 'unknown', 'done'] });
      expect(runs).toEqual(['claim a', 'mail a', 'claim b', 'mail b', 'claim c', 'mail c']);
    });
  });
}

function pollsReadyAt(ready: number): () => Promise<{ ready: true; value: string } | { ready: false }> {
  let polls = 0;
  return async () => {
    polls += 1;
    return polls >= ready ? { ready: true, value: `ready at ${polls}` } : { ready: false };
  };
}
