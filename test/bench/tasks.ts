// What can be measured. Each task runs in a process of its own, so that its peak memory is its own.
import { fork } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { CACHE } from './lakes.ts';
import type { Memory } from './memory.ts';
import type { Span } from './open-bench.ts';
import type { Taken } from './stopwatch.ts';

export type Task =
  /** The statements of a run, one statement a KPI and slice instead, or plain sums over the same columns. */
  | { kind: 'queries'; orders: number; span: Span; how: 'ours' | 'single' | 'plain'; memory?: string }
  /** A whole run by the command's own way; `history`: a folder whose snapshots it goes on from. */
  | {
      kind: 'run';
      orders: number;
      period: string;
      out: string;
      history?: string;
      readers?: number;
      /** Checks that look at columns and days only, and at no row: what a run cannot do without. */
      bare?: boolean;
      /** Collects garbage again and again to see how high the heap stands: no longer a timing. */
      watch?: boolean;
    }
  /** Evaluation, scores and snapshots alone, over the cells of a first run. */
  | { kind: 'figures'; orders: number; times: number }
  /** A run of everybody's reviews; `watch` as above. */
  | { kind: 'review'; people: number; orders: number; watch?: boolean }
  /** Rendering and MIME alone, from a snapshot in a run's out folder. */
  | { kind: 'mails'; orders: number; out: string; readers: number };

export type Measured = Taken & {
  /** Seconds by statement, step or kind of work. */
  parts: Record<string, number>;
  counts: Record<string, number>;
  memory: Memory;
};

export function measure(task: Task): Promise<Measured> {
  mkdirSync(CACHE, { recursive: true });
  const child = fork(path.join(import.meta.dirname, 'measure.child.ts'), [JSON.stringify(task)], {
    // What the engine spills lands in the cache too.
    cwd: CACHE,
    execArgv: ['--expose-gc', '--no-warnings'],
  });
  return new Promise((resolve, reject) => {
    child.on('message', (measured) => resolve(measured as Measured));
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`${JSON.stringify(task)} ended with ${code}`)));
  });
}
