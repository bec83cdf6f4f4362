// The ratios and their goals.
import { RECIPIENTS_PER_PART } from '../../functions/delivery/deliver-batch.ts';
import { count, table, times } from './markdown.ts';
import { READERS } from './plan.ts';
import { countOf, type Results, ratio, type Size, spread } from './results.ts';

const RATIOS: { says: string; name: string; base: string; goal: string }[] = [
  {
    says: 'Monthly run: one statement a KPI and slice ÷ one a fact',
    name: 'single monthly',
    base: 'ours monthly',
    goal: '≥ 6',
  },
  { says: 'One month alone: the same', name: 'single month', base: 'ours month', goal: '≥ 6' },
  {
    says: 'Monthly run: our statements ÷ reading their columns once',
    name: 'ours monthly',
    base: 'plain monthly',
    goal: 'a yardstick',
  },
  { says: 'One month alone: the same', name: 'ours month', base: 'plain month', goal: 'a yardstick' },
  {
    says: 'Monthly run’s queries: engine held to 2 GB ÷ not held',
    name: 'ours monthly 2GB',
    base: 'ours monthly',
    goal: 'it finishes',
  },
  {
    says: 'First run’s queries: engine held to 2 GB ÷ not held',
    name: 'ours first 2GB',
    base: 'ours first',
    goal: 'it finishes',
  },
  {
    says: 'First run, which publishes the history ÷ monthly run',
    name: 'run first',
    base: 'run monthly',
    goal: 'less than its periods',
  },
];

/** Each ratio at each size, in brackets that of processor time. */
export function ratioTable(results: Results): string {
  const sizes = [...results.values()];
  const rows = RATIOS.map(({ says, name, base, goal }) => {
    const shown = sizes.map((size) => {
      const { wall, cpu } = ratio(size, name, base);
      return `${times(wall)} (${times(cpu)})`;
    });
    return [says, ...shown, goal];
  });
  const header = ['times (in brackets: of processor time)', ...[...results.keys()].map((n) => `${count(n)} orders`)];
  return table([...header, 'goal'], [...rows, periodsRow(sizes), heapRow(results), mailsRow(sizes)]);
}

function periodsRow(sizes: Size[]): string[] {
  return [
    '… periods that the first run publishes',
    ...sizes.map((size) => times(countOf(size, 'run first', 'published'))),
    '',
  ];
}

function heapRow(results: Results): string[] {
  const [first = Number.NaN] = results.keys();
  const heaps = [...results.values()].map(
    (size) => spread(size, 'memory monthly', ({ memory }) => memory.heapMb).median,
  );
  const growth = heaps.map((heap) => (heap / (heaps[0] ?? Number.NaN)).toFixed(2));
  return [`Highest JavaScript heap in a monthly run ÷ at ${count(first)} orders`, ...growth, 'flat: close to 1'];
}

function mailsRow(sizes: Size[]): string[] {
  const heap = (size: Size, at: number) =>
    countOf(
      size,
      'memory outbox',
      `heap at deliver-${Math.ceil(at / RECIPIENTS_PER_PART)}/recipient[${(at - 1) % RECIPIENTS_PER_PART}]`,
    );
  const growth = sizes.map((size) => (heap(size, READERS) / heap(size, 100)).toFixed(2));
  return [`JavaScript heap at mail ${count(READERS)} ÷ at mail 100`, ...growth, 'flat: close to 1'];
}
