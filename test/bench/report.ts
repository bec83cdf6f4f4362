// docs/benchmarks.md: ratios first, each with its goal, then the figures behind them.
import type { Machine } from './machine.ts';
import { READERS } from './plan.ts';
import { countOf, type Results, ratio, type Size, type Spread, spread } from './results.ts';
import type { Measured } from './tasks.ts';

type Made = { machine: Machine; loads: number[]; minutes: number; command: string };

export function reportText(results: Results, made: Made): string {
  return [
    '# Benchmarks',
    `Written by \`${made.command}\`, all in one run; nothing here is written by hand. A ratio compares two measurements of that run.`,
    machineText(made, results),
    '## Ratios',
    ratioTable(results),
    '## The figures behind them',
    ...[...results].flatMap(([orders, size]) => [sizeText(orders, size), figureTable(size), wherefore(size)]),
    '## How it is measured',
    HOW,
  ].join('\n\n');
}

function machineText({ machine, loads, minutes }: Made, results: Results): string {
  const { cpu, cores, memoryGb, system, node, duckdb } = machine;
  const others = [...results.values()]
    .flatMap(({ measured }) => [...measured.values()].flat())
    .flatMap(({ otherCores }) => otherCores ?? []);
  const taken = others.length === 0 ? '' : ` Other processes kept ${mean(others).toFixed(2)} cores busy on average.`;
  return `${cores} cores (${cpu}), ${memoryGb} GB, ${system}; Node ${node}, DuckDB ${duckdb}. ${minutes.toFixed(0)} minutes, load ${Math.min(...loads).toFixed(1)} to ${Math.max(...loads).toFixed(1)}.${taken}`;
}

/** Ratio (of processor time) by size. */
function ratioTable(results: Results): string {
  const sizes = [...results.values()];
  const times = (name: string, base: string) =>
    sizes.map((size) => `${shown(ratio(size, name, base).wall)} (${shown(ratio(size, name, base).cpu)})`);
  const growth = (name: string, read: (measured: Measured) => number) => {
    const values = sizes.map((size) => spread(size, name, read).median);
    return values.map((value) => (value / (values[0] ?? 1)).toFixed(2));
  };
  const [fewest = 0, most = 0] = [Math.min(...results.keys()), Math.max(...results.keys())];
  const last = `deliver[${READERS - 1}]`;
  const heap = (size: Size, at: string) =>
    size.measured.get('memory outbox')?.[0]?.counts[`heap at ${at}`] ?? Number.NaN;
  const rows = [
    ['Monthly run: one statement a KPI and slice ÷ one a fact', ...times('single monthly', 'ours monthly'), '≥ 6'],
    ['One month alone: the same', ...times('single month', 'ours month'), '≥ 6'],
    [
      'Monthly run: our statements ÷ reading their columns once',
      ...times('ours monthly', 'plain monthly'),
      'as low as can be',
    ],
    ['One month alone: the same', ...times('ours month', 'plain month'), 'as low as can be'],
    [
      'Monthly run’s queries: engine held to 2 GB ÷ not held',
      ...times('ours monthly 2GB', 'ours monthly'),
      'it finishes',
    ],
    ['First run’s queries: engine held to 2 GB ÷ not held', ...times('ours first 2GB', 'ours first'), 'it finishes'],
    [
      `First run (${countOf(sizes[0] as Size, 'run first', 'published')} periods published) ÷ monthly run`,
      ...times('run first', 'run monthly'),
      'less than its periods',
    ],
    [
      `JavaScript heap, highest in a monthly run ÷ at ${count(fewest)} orders`,
      ...growth('memory monthly', ({ memory }) => memory.heapMb),
      `${(most / fewest).toFixed(0)} × the rows: close to 1`,
    ],
    [
      `JavaScript heap at mail ${count(READERS)} ÷ at mail 100`,
      ...sizes.map((size) => (heap(size, last) / heap(size, 'deliver[99]')).toFixed(2)),
      'close to 1',
    ],
  ];
  return table(
    [
      'times (in brackets: of processor time)',
      ...[...results.keys()].map((orders) => `${count(orders)} orders`),
      'goal',
    ],
    rows,
  );
}

function sizeText(orders: number, { lake }: Size): string {
  const rows = lake.tables.map(({ table: name, rows }) => `${name} ${count(rows)}`).join(', ');
  return `### ${count(orders)} orders\n\n${rows} rows, ${lake.from} to ${lake.until}, one Parquet file a table and day.`;
}

const NAMES: [string, string][] = [
  ['ours month', 'queries of one month'],
  ['ours monthly', 'queries of a monthly run'],
  ['ours monthly 2GB', '… engine held to 2 GB'],
  ['ours first', 'queries of a first run'],
  ['ours first 2GB', '… engine held to 2 GB'],
  ['single month', 'one month, one statement a KPI and slice'],
  ['single monthly', 'monthly run, one statement a KPI and slice'],
  ['plain month', 'reading the columns of one month'],
  ['plain monthly', 'reading the columns of a monthly run'],
  ['run monthly', 'whole monthly run'],
  ['memory monthly', '… with the heap looked at (no timing)'],
  ['run first', 'whole first run'],
  ['outbox', `whole monthly run, ${READERS} mails`],
];

function figureTable(size: Size): string {
  const rows = NAMES.map(([name, shownName]) => {
    const asked = countOf(size, name, 'statements');
    return [
      shownName,
      Number.isNaN(asked) ? '' : count(asked),
      Number.isNaN(asked) ? '' : count(countOf(size, name, 'rows')),
      threeOf(spread(size, name, ({ seconds }) => seconds)),
      spread(size, name, ({ cpuSeconds }) => cpuSeconds).median.toFixed(1),
      spread(size, name, ({ memory }) => memory.peakMb).median.toFixed(0),
      spread(size, name, ({ memory }) => memory.heapMb).median.toFixed(0),
    ];
  });
  return table(
    ['', 'statements', 'rows', 'seconds: median (least–most)', 'processor s', 'peak RSS MB', 'heap MB'],
    rows,
  );
}

/** Where the time goes, and the rates. */
function wherefore(size: Size): string {
  const part = (name: string, which: string) => spread(size, name, ({ parts }) => parts[which] ?? 0).median;
  const partsOf = (name: string) =>
    Object.keys(size.measured.get(name)?.[0]?.parts ?? {})
      .map((which) => ({ which, seconds: part(name, which) }))
      .filter(({ seconds }) => seconds >= 0.005)
      .map(({ which, seconds }) => `${which} ${seconds.toFixed(2)}`)
      .join(', ');
  const figures = spread(size, 'figures', ({ parts }) => Math.min(...Object.values(parts)));
  const rate = (name: string, which: string) => (READERS / part(name, which)).toFixed(0);
  const engine = (name: string) => spread(size, name, ({ memory }) => memory.engineMb).median.toFixed(0);
  return [
    `- Statements of a monthly run, seconds: ${partsOf('ours monthly')}; of a first run: ${partsOf('ours first')}.`,
    `- Steps of a monthly run, seconds: ${partsOf('run monthly')}; of a first run: ${partsOf('run first')}.`,
    `- Evaluation, scores and snapshots without I/O: ${figures.median.toFixed(2)} s for ${countOf(size, 'figures', 'periods')} periods, ${(countOf(size, 'figures', 'periods') / figures.median).toFixed(0)} periods a second.`,
    `- Mails: rendering ${part('mails', 'render en').toFixed(3)} s (en) and ${part('mails', 'render zh-CN').toFixed(3)} s (zh-CN) once a language; MIME ${rate('mails', 'mime')} mails a second; claimed, written to the outbox, recorded and journalled ${rate('outbox', 'deliver')} a second.`,
    `- Engine’s memory (estimate): ${engine('memory monthly')} MB in a monthly run; heap at its end ${spread(size, 'memory monthly', ({ memory }) => memory.heapAtEndMb).median.toFixed(0)} MB.`,
  ].join('\n');
}

const HOW = `- Each measurement is a process of its own; three of each in turn, one where it takes a minute. Ratios are of medians.
- A monthly run asks for the period and the two before it, and of facts that some KPI reads a year back for those three too; a first run publishes all months that have a history of the sample lake.
- One statement a KPI and slice: the same compiler, with one KPI, one slice and only the measures that it needs.
- Reading once: plain DuckDB adds up or compares every column that some statement names, in the partitions that some statement reads, each table once. Newest versions, joins and grouping are what is not in it.
- Files are in the system’s cache. Opening the lake is in the whole runs, not in the queries.
- Heap is what is in use after a collection. The engine’s memory is the growth of RSS − heap − buffers, thus with whatever else is native: an estimate.
- Lakes are made once (\`makeSampleLake\`) below \`.cache/bench/\` or \`$BENCH_CACHE\`.
`;

function table(header: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map((_, at) => (at === 0 ? '---' : '--:'))), ...rows.map(line)].join('\n');
}

function threeOf({ least, median, most }: Spread): string {
  if (Number.isNaN(median)) return '–';
  return least === most ? median.toFixed(2) : `${median.toFixed(2)} (${least.toFixed(2)}–${most.toFixed(2)})`;
}

function shown(value: number): string {
  return Number.isNaN(value) ? '–' : value >= 10 ? value.toFixed(0) : value.toFixed(1);
}

function count(value: number): string {
  return new Intl.NumberFormat('en', { useGrouping: true }).format(value);
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
