// Ports that kill their own process at a named point, as a power cut would: no handler runs, nothing is flushed. Points
// are named by call rather than counted, so that they are the same however calls interleave.
import { appendFileSync } from 'node:fs';
import type { Json, Steps } from '../../functions/ports.ts';

/** The point at which the process dies, and a file that collects every point passed. */
export const CRASH_AT = 'TEST_CRASH_AT';
export const CRASH_POINTS = 'TEST_CRASH_POINTS';

export type Reach = (point: string) => void;

/** A second call of the same name is `name #2`. */
export function crashPoints(env: NodeJS.ProcessEnv = process.env): Reach {
  const times = new Map<string, number>();
  return (name) => {
    const time = (times.get(name) ?? 0) + 1;
    times.set(name, time);
    const point = time === 1 ? name : `${name} #${time}`;
    const list = env[CRASH_POINTS];
    if (list !== undefined) appendFileSync(list, `${point}\n`);
    if (env[CRASH_AT] !== point) return;
    process.kill(process.pid, 'SIGKILL');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  };
}

type Method = (...values: unknown[]) => Promise<unknown>;

/** Store, mailer or engine: dies before and after each of its calls. */
export function crashingPort<P extends object>(port: P, name: string, reach: Reach): P {
  return new Proxy(port, {
    get(target, key, receiver) {
      const value: unknown = Reflect.get(target, key, receiver);
      if (typeof value !== 'function') return value;
      return async (...values: unknown[]) => {
        const call = `${name}.${String(key)} ${labelOf(values[0])}`.trim();
        reach(`before ${call}`);
        const answer = await (value as Method).apply(target, values);
        reach(`after ${call}`);
        return answer;
      };
    },
  });
}

function labelOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return '';
  const { id, recipient } = value as { id?: unknown; recipient?: unknown };
  return String(id ?? recipient ?? '');
}

/** Dies before a step, in it before and after its own work, and when its answer has been remembered. */
export function crashingSteps(steps: Steps, reach: Reach, prefix = ''): Steps {
  async function around<T>(name: string, call: () => Promise<T>): Promise<T> {
    reach(`before step ${name}`);
    const answer = await call();
    reach(`after step ${name}`);
    return answer;
  }
  const inside =
    <T>(name: string, run: () => Promise<T>) =>
    async (): Promise<T> => {
      reach(`begun step ${name}`);
      const answer = await run();
      reach(`ran step ${name}`);
      return answer;
    };
  return {
    executionId: steps.executionId,
    step: (name, run) => around(prefix + name, () => steps.step(name, inside(prefix + name, run))),
    atMostOnce: (name, run) => around(prefix + name, () => steps.atMostOnce(name, inside(prefix + name, run))),
    until: (name, poll, pace) => around(prefix + name, () => steps.until(name, inside(prefix + name, poll), pace)),
    each<I, O extends Json>(
      name: string,
      items: readonly I[],
      run: (item: I, index: number, own: Steps) => Promise<O>,
      options: { atOnce: number },
    ) {
      const runItem = (item: I, index: number, own: Steps): Promise<O> => {
        const itemName = `${prefix}${name}[${index}]`;
        return inside(itemName, () => run(item, index, crashingSteps(own, reach, `${itemName}/`)))();
      };
      return around(prefix + name, () => steps.each(name, items, runItem, options));
    },
    part: (name, input) => around(prefix + name, () => steps.part(name, input)),
  };
}
