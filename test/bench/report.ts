// docs/benchmarks.md: ratios first, each with its goal, then the figures behind them and how they were got.
import { sizeText } from './figure-table.ts';
import type { Machine } from './machine.ts';
import { ratioTable } from './ratio-table.ts';
import type { Results } from './results.ts';

export type Made = { machine: Machine; loads: number[]; minutes: number; command: string };

export function reportText(results: Results, made: Made): string {
  const about = `Written by \`${made.command}\`, all of it measured in one run. A ratio compares two measurements of that run; seconds are those of this machine.`;
  return [
    '# Benchmarks',
    about,
    machineText(made, results),
    '## Ratios',
    ratioTable(results),
    '## The figures behind them',
    ...[...results].map(([orders, size]) => sizeText(orders, size)),
    '## How it is measured',
    HOW,
  ].join('\n\n');
}

function machineText({ machine, loads, minutes }: Made, results: Results): string {
  const { cpu, cores, memoryGb, system, node, duckdb } = machine;
  const others = [...results.values()]
    .flatMap(({ measured }) => [...measured.values()].flat())
    .flatMap(({ otherCores }) => otherCores ?? []);
  const average = others.reduce((sum, busy) => sum + busy, 0) / others.length;
  const [least, most] = [Math.min(...loads), Math.max(...loads)];
  return [
    `${cores} cores (${cpu}), ${memoryGb} GB, ${system}; Node ${node}, DuckDB ${duckdb}.`,
    `${minutes.toFixed(0)} minutes at a load of ${least.toFixed(1)} to ${most.toFixed(1)}.`,
    ...(others.length === 0 ? [] : [`Other processes kept ${average.toFixed(2)} cores busy on average.`]),
  ].join(' ');
}

const HOW = `- Each measurement is a process of its own; three of each in turn, one where it takes a minute. Ratios are of medians.
- A monthly run asks for the period and the two before it and, for facts that some KPI reads a year back, for those of the year before; the large dimensions in the newest two only. A first run publishes every month up to 25 and has two more before them looked at. One month alone is asked for without a year back.
- One statement a KPI and slice: the same compiler with one KPI, one slice and only the measures that it needs, the same periods.
- Reading once: plain DuckDB adds up or compares every column that some statement names, in the partitions that some statement reads, each table once. It does not find newest versions, join or group.
- Files come from the system’s cache, engine and process are new each time. Opening the lake is in the whole runs, not in the queries.
- Heap is what is in use after a collection: at the end of the work, or, in the row that is no timing, the most that was seen at its steps and twice a second. The engine’s memory is by how much RSS − heap − buffers has grown: an estimate that holds whatever else is native, and in the timings only what is left at the end.
- Lakes are made by \`makeSampleLake\` below \`.cache/bench/\` or \`$BENCH_CACHE\`, and used again until the SQL that makes them changes.
`;
