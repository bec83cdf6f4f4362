// The steps of a run inside another: the same steps under a name of their own, since names are unique in an execution.
import type { Steps } from '../ports.ts';

export function namedSteps(steps: Steps, prefix: string): Steps {
  const nameOf = (name: string) => `${prefix}.${name}`;
  return {
    executionId: steps.executionId,
    step: (name, run) => steps.step(nameOf(name), run),
    atMostOnce: (name, run) => steps.atMostOnce(nameOf(name), run),
    until: (name, poll, pace) => steps.until(nameOf(name), poll, pace),
    each: (name, items, run, options) => steps.each(nameOf(name), items, run, options),
    part: (name, input) => steps.part(nameOf(name), input),
  };
}
