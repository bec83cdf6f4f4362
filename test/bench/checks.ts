// `npm run bench:checks [-- --orders 100000,500000]`: what the checks of a run add to the bytes that it scans, to its time and
// its memory; writes docs/benchmarks-checks.md. Runs with and without them are measured in turn, so that a busy minute of the
// machine falls on both.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { HOME } from '../../functions/cli/options.ts';
import { measureCheckBytes } from './check-bytes.ts';
import { checksText, type MeasuredSize, type RunKind } from './checks-text.ts';
import { ensureLake } from './lakes.ts';
import { describeMachine, loadNow } from './machine.ts';
import { type Measured, measure, type Task } from './tasks.ts';

const TIMES = 3;

const { values } = parseArgs({ options: { orders: { type: 'string' } } });
const sizes = (values.orders ?? '100000,500000').split(',').map(Number);
const loads = [loadNow()];
const measured: MeasuredSize[] = [];

for (const orders of sizes) {
  await ensureLake(orders);
  const bytes = await measureCheckBytes(orders);
  measured.push({ orders, bytes, runs: await measureRuns(orders) });
}

const page = checksText(measured, { machine: describeMachine(), loads, times: TIMES });
writeFileSync(path.join(HOME, 'docs/benchmarks-checks.md'), page);
console.log(page);

async function measureRuns(orders: number): Promise<Record<RunKind, Measured[]>> {
  const out = `checks-${orders}`;
  const run = { kind: 'run', orders } as const;
  const first: Task = { ...run, period: '2026-09', out: `${out}-first` };
  const monthly: Task = { ...run, period: '2026-10', out: `${out}-monthly`, history: `${out}-first` };
  const tasks: Record<RunKind, Task> = {
    first,
    firstBare: { ...first, out: `${out}-first-bare`, bare: true },
    monthly,
    monthlyBare: { ...monthly, out: `${out}-monthly-bare`, bare: true },
  };
  const taken: Record<RunKind, Measured[]> = { first: [], firstBare: [], monthly: [], monthlyBare: [] };
  // Files come from the system's cache in every measurement, so the first one must not pay for all.
  await measure(first);
  for (let time = 0; time < TIMES; time++) {
    for (const [kind, task] of Object.entries(tasks) as [RunKind, Task][]) {
      taken[kind].push(await measure(task));
      loads.push(loadNow());
      process.stderr.write(`${orders} ${kind}: ${taken[kind].at(-1)?.seconds.toFixed(2)} s\n`);
    }
  }
  return taken;
}
