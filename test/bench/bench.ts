// `npm run bench [-- --orders 500000,2000000]`: measures everything in one run and writes docs/benchmarks.md. Timings are
// repeated in turn, so that a busy minute of the machine falls on all of them.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { HOME } from '../../functions/cli/options.ts';
import { CACHE, ensureLake } from './lakes.ts';
import { describeMachine, loadNow } from './machine.ts';
import { type Planned, planOfSize } from './plan.ts';
import { reportText } from './report.ts';
import type { Results } from './results.ts';
import { type Measured, measure } from './tasks.ts';

const TIMES = 3;
const ONCE_FROM_SECONDS = 60;

const { values } = parseArgs({ options: { orders: { type: 'string' }, out: { type: 'string' } } });
const sizes = (values.orders ?? '500000,2000000').split(',').map(Number);
const command = values.orders === undefined ? 'npm run bench' : `npm run bench -- --orders ${values.orders}`;
const out = path.resolve(values.out ?? path.join(HOME, 'docs/benchmarks.md'));

const results: Results = new Map();
const loads = [loadNow()];
const began = performance.now();
for (const orders of sizes) {
  const lake = await ensureLake(orders);
  const measured = await measureSize(planOfSize(orders));
  results.set(orders, { lake, measured });
}
const minutes = (performance.now() - began) / 60_000;
writeFileSync(out, reportText(results, { machine: describeMachine(), loads, minutes, command }));
mkdirSync(CACHE, { recursive: true });
const raw = [...results].map(([orders, { measured }]) => ({ orders, measured: Object.fromEntries(measured) }));
writeFileSync(path.join(CACHE, 'measured.json'), `${JSON.stringify(raw, null, 1)}\n`);

async function measureSize(plan: Planned[]): Promise<Map<string, Measured[]>> {
  // Files come from the system's cache in every measurement, so the first one must not pay for all.
  for (const { task } of plan.filter(({ name }) => name === 'ours first')) await measure(task);
  const measured = new Map<string, Measured[]>();
  for (let time = 0; time < TIMES; time++) {
    for (const { name, task, once } of plan) {
      const known = measured.get(name) ?? [];
      if (time > 0 && (once || (known[0]?.seconds ?? 0) >= ONCE_FROM_SECONDS)) continue;
      const taken = await measure(task);
      measured.set(name, [...known, taken]);
      loads.push(loadNow());
      process.stderr.write(`${task.orders} ${name}: ${taken.seconds.toFixed(2)} s\n`);
    }
  }
  return measured;
}
