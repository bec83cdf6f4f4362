// Steps that remember nothing, for stories that are told once and never resumed.
import type { Json, Steps } from '../../functions/ports.ts';

/** `part`: what comes of a part of the run. */
export function plainSteps(executionId: string, part: () => Promise<Json>): Steps {
  const steps: Steps = {
    executionId,
    step: (_, run) => run(),
    atMostOnce: async (_, run) => ({ outcome: 'done', value: await run() }),
    until: async () => null,
    each: (_, items, run) => Promise.all(items.map((item, index) => run(item, index, steps))),
    part: async <T extends Json>() => (await part()) as T,
  };
  return steps;
}
