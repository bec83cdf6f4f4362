// `npm run bench [-- --orders 500000,2000000]`: measures everything in one run and writes docs/benchmarks.md. Timings are
// repeated in turn, so that a busy minute of the machine falls on all of them. `--again` writes the same figures anew.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { HOME } from '../../functions/cli/options.ts';
import { CACHE, ensureLake } from './lakes.ts';
import { describeMachine, loadNow } from './machine.ts';
import { type Planned, planOfSize } from './plan.ts';
import { type Made, reportText } from './report.ts';
import type { Size } from './results.ts';
import { type Measured, measure } from './tasks.ts';

/** The figures of the last run, as they lie in the cache. */
type Kept = { made: Made; sized: [number, { lake: Size['lake']; measured: [string, Measured[]][] }][] };

const TIMES = 3;
const ONCE_FROM_SECONDS = 60;

const { values } = parseArgs({
  options: { orders: { type: 'string' }, out: { type: 'string' }, again: { type: 'boolean' } },
});
const sizes = (values.orders ?? '500000,2000000').split(',').map(Number);
const command = values.orders === undefined ? 'npm run bench' : `npm run bench -- --orders ${values.orders}`;
const out = path.resolve(values.out ?? path.join(HOME, 'docs/benchmarks.md'));
const kept = path.join(CACHE, 'measured.json');

const loads = [loadNow()];
if (!values.again) await measureAll();
const { made, sized } = JSON.parse(readFileSync(kept, 'utf8')) as Kept;
writeFileSync(
  out,
  reportText(new Map(sized.map(([n, { lake, measured }]) => [n, { lake, measured: new Map(measured) }])), made),
);

async function measureAll(): Promise<void> {
  const began = performance.now();
  const sized: Kept['sized'] = [];
  for (const orders of sizes) {
    const lake = await ensureLake(orders);
    sized.push([orders, { lake, measured: [...(await measureSize(planOfSize(orders)))] }]);
  }
  const minutes = (performance.now() - began) / 60_000;
  const made = { machine: describeMachine(), loads, minutes, command };
  writeFileSync(kept, `${JSON.stringify({ made, sized } satisfies Kept, null, 1)}\n`);
}

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
