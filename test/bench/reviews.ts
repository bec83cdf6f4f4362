// `npm run bench:reviews [-- --people 500,2000 --orders 100000]`: what a review of many people takes, and writes
// docs/benchmarks-reviews.md. Sizes are measured in turn, so that a busy minute of the machine falls on all of them.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { HOME } from '../../functions/cli/options.ts';
import { ensureCrowd } from './crowd.ts';
import { describeMachine, loadNow } from './machine.ts';
import { count, table, threeOf } from './markdown.ts';
import { type Spread, spreadOf } from './results.ts';
import { type Measured, measure } from './tasks.ts';

const TIMES = 3;

const { values } = parseArgs({ options: { people: { type: 'string' }, orders: { type: 'string' } } });
const sizes = (values.people ?? '500,2000').split(',').map(Number);
const orders = Number(values.orders ?? '100000');
const loads = [loadNow()];

for (const people of sizes) await ensureCrowd(people, orders);
const timings = new Map<number, Measured[]>(sizes.map((people) => [people, []]));
const watched = new Map<number, Measured>();
for (let time = 0; time < TIMES; time++) {
  for (const people of sizes) {
    const taken = await measure({ kind: 'review', people, orders });
    timings.get(people)?.push(taken);
    loads.push(loadNow());
    process.stderr.write(`${people} people: ${taken.seconds.toFixed(2)} s\n`);
  }
}
for (const people of sizes) watched.set(people, await measure({ kind: 'review', people, orders, watch: true }));

const of = (people: number, read: (measured: Measured) => number): Spread =>
  spreadOf((timings.get(people) ?? []).map(read));
const fixed = (people: number, name: string) => timings.get(people)?.[0]?.counts[name] ?? Number.NaN;
const part = (people: number, name: string) => of(people, ({ parts }) => parts[name] ?? Number.NaN);
const ofThousand = (people: number, ...names: string[]) =>
  of(people, ({ parts }) => {
    const seconds = names.reduce((sum, name) => sum + (parts[name] ?? 0), 0);
    return (seconds / fixed(people, 'mails')) * 1000;
  });
const heap = (people: number, name: string) => watched.get(people)?.counts[name] ?? Number.NaN;

const [least = 0, most = 0] = [Math.min(...sizes), Math.max(...sizes)];
const over = (read: (people: number) => number) => (read(most) / read(least)).toFixed(2);
const machine = describeMachine();
const page = `# Reviews: what many people take

Written by \`npm run bench:reviews\`, all of it measured in one run: whole runs of the employees' reviews of a month over the sample shop
of ${count(orders)} orders with so many people, each of whom is scored among their peers, gets a card of their own and is mailed it.
On ${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, DuckDB ${machine.duckdb}; load ${Math.min(...loads).toFixed(1)} to ${Math.max(...loads).toFixed(1)}.

## Ratios

${table(
  [`${count(most)} people ÷ ${count(least)}`, 'ratio', 'goal'],
  [
    ['reviews', over((people) => fixed(people, 'mails')), ''],
    ['statements', over((people) => fixed(people, 'statements')), '1: none is asked for a person'],
    ['highest JavaScript heap', over((people) => heap(people, 'heapHighest')), 'flat: close to 1'],
    ['seconds a thousand people, cards', over((people) => ofThousand(people, 'publish').median), '1 or less'],
    ['seconds a thousand people, mails', over((people) => ofThousand(people, 'render', 'deliver').median), '1 or less'],
  ],
)}

## The figures behind them

${table(
  ['', ...sizes.map((people) => `${count(people)} people`)],
  [
    ['reviews published and mailed', ...sizes.map((people) => count(fixed(people, 'mails')))],
    ['statements, with those of the checks', ...sizes.map((people) => count(fixed(people, 'statements')))],
    [
      'whole run, seconds: median (least–most)',
      ...sizes.map((people) => threeOf(of(people, ({ seconds }) => seconds))),
    ],
    ['… checks', ...sizes.map((people) => threeOf(part(people, 'check')))],
    ['… queries', ...sizes.map((people) => threeOf(part(people, 'query')))],
    ['… peers and cards', ...sizes.map((people) => threeOf(part(people, 'publish')))],
    ['… rendering', ...sizes.map((people) => threeOf(part(people, 'render')))],
    ['… delivering', ...sizes.map((people) => threeOf(part(people, 'deliver')))],
    ['cards of a thousand people, seconds', ...sizes.map((people) => threeOf(ofThousand(people, 'publish')))],
    ['mails of a thousand people, seconds', ...sizes.map((people) => threeOf(ofThousand(people, 'render', 'deliver')))],
    ['highest JavaScript heap, MB', ...sizes.map((people) => heap(people, 'heapHighest').toFixed(0))],
    ['peak RSS, MB', ...sizes.map((people) => of(people, ({ memory }) => memory.peakMb).median.toFixed(0))],
  ],
)}

## How it is measured

- Each run is a process of its own; ${TIMES} of each size in turn, and one more of which only the heap counts: it is looked at, after a
  collection, before the cards, before the mails and at every hundredth mail.
- A lake of so many people is the sample's, in which each person stands several times; rows that say who did something are spread
  over them, so that people become more and orders do not.
`;
writeFileSync(path.join(HOME, 'docs/benchmarks-reviews.md'), page);
console.log(page);
