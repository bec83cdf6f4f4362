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
const thousand = (people: number) =>
  of(people, ({ parts }) => (((parts.peers ?? 0) + (parts.cards ?? 0)) / fixed(people, 'people')) * 1000);
const heap = (people: number, name: 'heapBefore' | 'heapHighest') => watched.get(people)?.counts[name] ?? Number.NaN;
const above = (people: number) => heap(people, 'heapHighest') - heap(people, 'heapBefore');

const [least = 0, most = 0] = [Math.min(...sizes), Math.max(...sizes)];
const over = (read: (people: number) => number) => (read(most) / read(least)).toFixed(2);
const machine = describeMachine();
const page = `# Reviews: what many people take

Written by \`npm run bench:reviews\`, all of it measured in one run: a month of the sample shop of ${count(orders)} orders with so many
people, as a run makes it that has published the month before. Cards are built, written as JSON and let go, one after the other.
On ${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, DuckDB ${machine.duckdb}; load ${Math.min(...loads).toFixed(1)} to ${Math.max(...loads).toFixed(1)}.

## Ratios

${table(
  [`${count(most)} people ÷ ${count(least)}`, 'ratio', 'goal'],
  [
    ['people', over((people) => fixed(people, 'people')), ''],
    ['statements', over((people) => fixed(people, 'statements')), '1: none is asked for a person'],
    [
      'highest JavaScript heap',
      over((people) => heap(people, 'heapHighest')),
      'far below the people: cells grow, cards do not',
    ],
    [
      'seconds a thousand people',
      over((people) => thousand(people).median),
      'close to 1: no work for each pair of peers',
    ],
  ],
)}

## The figures behind them

${table(
  ['', ...sizes.map((people) => `${count(people)} people`)],
  [
    ['people with a card', ...sizes.map((people) => count(fixed(people, 'people')))],
    ['statements', ...sizes.map((people) => count(fixed(people, 'statements')))],
    ['cells', ...sizes.map((people) => count(fixed(people, 'cells')))],
    ['queries, seconds: median (least–most)', ...sizes.map((people) => threeOf(part(people, 'queries')))],
    ['reading the cells', ...sizes.map((people) => threeOf(part(people, 'cells')))],
    ['peers and totals, once', ...sizes.map((people) => threeOf(part(people, 'peers')))],
    ['cards', ...sizes.map((people) => threeOf(part(people, 'cards')))],
    ['peers and cards, a thousand people', ...sizes.map((people) => threeOf(thousand(people)))],
    ['JSON, MB', ...sizes.map((people) => (fixed(people, 'kilobytes') / 1024).toFixed(1))],
    ['heap before the first card, MB', ...sizes.map((people) => heap(people, 'heapBefore').toFixed(0))],
    ['highest heap among the cards, MB', ...sizes.map((people) => heap(people, 'heapHighest').toFixed(0))],
    ['… above that before, MB', ...sizes.map((people) => above(people).toFixed(1))],
  ],
)}
`;
writeFileSync(path.join(HOME, 'docs/benchmarks-reviews.md'), page);
console.log(page);
