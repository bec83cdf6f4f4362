// The steps of a run without journal or disk, timed by name.
import type { Steps } from '../../functions/ports.ts';
import { timed } from './stopwatch.ts';

export function plainSteps(parts: Record<string, number>): Steps {
  const steps: Steps = {
    executionId: 'bench',
    step: (name, run) => timed(parts, name, run),
    atMostOnce: async (name, run) => ({ outcome: 'done', value: await timed(parts, name, run) }),
    async until(_name, poll) {
      const answer = await poll();
      return answer.ready ? answer.value : null;
    },
    async each(name, items, run) {
      const answers = [];
      for (const [index, item] of items.entries()) {
        answers.push(await timed(parts, name, () => run(item, index, steps)));
      }
      return answers;
    },
    async part(name) {
      throw new Error(`nobody is mailed here, but ${name} was asked for`);
    },
  };
  return steps;
}
