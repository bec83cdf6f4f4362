// A whole run by the command's own way, from the check of the lake to the last mail in the outbox.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openDefinitions, openEngine } from '../../functions/cli/open-shop.ts';
import { DEFAULT_CONFIG } from '../../functions/cli/options.ts';
import { runOnFolder } from '../../functions/cli/run-on-folder.ts';
import { CACHE, lakeOf } from './lakes.ts';
import { type MemoryWatch, watchMemory } from './memory.ts';
import { requestOf } from './open-bench.ts';
import { startWatch } from './stopwatch.ts';
import type { Measured, Task } from './tasks.ts';

export async function measureRun(task: Extract<Task, { kind: 'run' }>): Promise<Measured> {
  const out = outFolder(task.out);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  for (const folder of task.history === undefined ? [] : ['snapshots', 'people']) {
    cpSync(path.join(outFolder(task.history ?? ''), folder), path.join(out, folder), { recursive: true });
  }
  const config = task.readers === undefined ? DEFAULT_CONFIG : shopWithReaders(task.readers);
  const memory = watchMemory(task.watch ? 500 : null);
  const stop = startWatch();
  const definitions = openDefinitions(config);
  const options = { config, out, lake: lakeOf(task.orders), engine: 'duckdb' as const };
  const engine = await openEngine({ ...options, ...(task.memory ? { memory: task.memory } : {}) }, definitions);
  const phases = watchPhases(task.watch ? memory : null);
  const ports = { definitions, engine, progress: phases };
  const result = await runOnFolder(requestOf(definitions, task.period), options, ports);
  phases.end();
  if (result.outcome !== 'done') throw new Error(`the run was not done: ${JSON.stringify(result)}`);
  const taken = stop();
  const counts = { published: result.published.length, mails: result.deliveries.length, ...phases.heap };
  const measured = { ...taken, parts: phases.parts, counts, memory: memory.end() };
  await engine.close();
  return measured;
}

export function outFolder(name: string): string {
  return path.join(CACHE, 'out', name);
}

/** Seconds by phase: `deliver[0]/send` belongs to `deliver`. With a watch, the heap after the start of some mails too. */
function watchPhases(memory: MemoryWatch | null) {
  const parts: Record<string, number> = {};
  const heap: Record<string, number> = {};
  let phase = 'open';
  let since = performance.now();
  const enter = (next: string): void => {
    parts[phase] = (parts[phase] ?? 0) + (performance.now() - since) / 1000;
    since = performance.now();
    phase = next;
  };
  return {
    parts,
    heap,
    step(name: string): void {
      if (memory && /^(publish|recipients|deliver\[\d*00\])$/.test(name)) heap[`heap at ${name}`] = memory.sample();
      enter(name.replace(/[[/].*/, ''));
    },
    end: () => enter('end'),
  };
}

/** The sample shop with so many readers, half of them in each language. */
function shopWithReaders(count: number): string {
  const folder = path.join(CACHE, `shop-${count}-readers`);
  mkdirSync(path.join(folder, 'recipients'), { recursive: true });
  writeFileSync(path.join(folder, 'shop.yaml'), readFileSync(path.join(DEFAULT_CONFIG, 'shop.yaml')));
  const lines = Array.from({ length: count }, (_, at) => {
    const locale = at % 2 === 0 ? 'en' : 'zh-CN';
    return `reader-${at},reader-${at}@shop.example,Reader ${at},${locale},executive,monthly-executive,,`;
  });
  const header = 'recipient_id,email,name,locale,role,reports,slice,employee_id';
  writeFileSync(path.join(folder, 'recipients/recipients.csv'), `${[header, ...lines].join('\n')}\n`);
  return folder;
}
