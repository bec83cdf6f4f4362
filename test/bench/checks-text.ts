// docs/benchmarks-checks.md from what was measured: first the two ratios that are promised, then the figures behind them.
import type { CheckBytes } from './check-bytes.ts';
import type { Machine } from './machine.ts';
import { count, table, threeOf } from './markdown.ts';
import { type Spread, spreadOf } from './results.ts';
import type { Measured } from './tasks.ts';

export type RunKind = 'first' | 'firstBare' | 'monthly' | 'monthlyBare';

export type MeasuredSize = {
  orders: number;
  bytes: { first: CheckBytes; monthly: CheckBytes };
  runs: Record<RunKind, Measured[]>;
};

type Made = { machine: Machine; loads: number[]; times: number };

const MOST_BYTES = 'at most 15 % more';
const MOST_TIME = 'at most 25 % more';
const DEAREST = 8;

export function checksText(sizes: MeasuredSize[], { machine, loads, times }: Made): string {
  const header = (first: string) => [first, ...sizes.map(({ orders }) => `${count(orders)} orders`)];
  const of = (read: (size: MeasuredSize) => string) => sizes.map(read);
  const three = (kind: RunKind, read: (measured: Measured) => number) =>
    of(({ runs }) => threeOf(spreadOf(runs[kind].map(read))));
  return `# Checks: what they add to a run

Written by \`npm run bench:checks\`, all of it measured in one run: whole runs of the sample shop's monthly report over lakes of 27 months,
with all checks, and with those alone that a run cannot do without: which columns there are, and which days have how many rows.
On ${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, DuckDB ${machine.duckdb}; load ${Math.min(...loads).toFixed(1)} to ${Math.max(...loads).toFixed(1)}.

## Ratios

${table(
  [...header('checks add'), 'goal'],
  [
    ['to the bytes of a monthly run', ...of(({ bytes }) => share(bytes.monthly)), MOST_BYTES],
    ['to the time of a monthly run', ...of(({ runs }) => added(runs.monthly, runs.monthlyBare, seconds)), MOST_TIME],
    ['… in processor time', ...of(({ runs }) => added(runs.monthly, runs.monthlyBare, cpuSeconds)), ''],
    ['to its peak memory', ...of(({ runs }) => added(runs.monthly, runs.monthlyBare, peakMb)), ''],
    ['to the bytes of the first run', ...of(({ bytes }) => share(bytes.first)), ''],
    ['to the time of the first run', ...of(({ runs }) => added(runs.first, runs.firstBare, seconds)), ''],
    ['to its peak memory', ...of(({ runs }) => added(runs.first, runs.firstBare, peakMb)), ''],
  ],
)}

## Bytes

Chunks of the columns that a statement's answer depends on, in the partitions that it names, as often as it reads them: by the
footers of the files. The ends of files, where an engine finds columns, come beside; a lake of a file a day and table has many
small files, so that they are much here, and little in a lake of larger ones.

${table(header(''), [
  ['facts of a monthly run', ...of(({ bytes }) => count(bytes.monthly.facts.columns))],
  ['its checks', ...of(({ bytes }) => count(bytes.monthly.checks.columns))],
  ['facts of the first run', ...of(({ bytes }) => count(bytes.first.facts.columns))],
  ['its checks', ...of(({ bytes }) => count(bytes.first.checks.columns))],
  ['ends of files, facts of a monthly run', ...of(({ bytes }) => count(bytes.monthly.facts.ends))],
  ['… its checks', ...of(({ bytes }) => count(bytes.monthly.checks.ends))],
  ['statements of facts', ...of(({ bytes }) => count(bytes.monthly.facts.statements))],
  ['statements of checks', ...of(({ bytes }) => count(bytes.monthly.checks.statements))],
])}

The dearest statements of the checks of a monthly run, as shares of the facts' bytes:

${table(
  header('statement'),
  dearest(sizes).map((id) => [
    id,
    ...of(({ bytes: { monthly } }) => percent((monthly.byStatement[id] ?? 0) / monthly.facts.columns)),
  ]),
)}

## Time and memory

Seconds: median (least–most).

${table(header(''), [
  ['monthly run with all checks', ...three('monthly', seconds)],
  ['… with the least', ...three('monthlyBare', seconds)],
  ['… checks, of all', ...three('monthly', ({ parts }) => parts.check ?? Number.NaN)],
  ['… checks, of the least', ...three('monthlyBare', ({ parts }) => parts.check ?? Number.NaN)],
  ['first run with all checks', ...three('first', seconds)],
  ['… with the least', ...three('firstBare', seconds)],
  ['… checks, of all', ...three('first', ({ parts }) => parts.check ?? Number.NaN)],
  ['… checks, of the least', ...three('firstBare', ({ parts }) => parts.check ?? Number.NaN)],
  ['peak RSS of a monthly run, MB', ...of(({ runs }) => spreadOf(runs.monthly.map(peakMb)).median.toFixed(0))],
  ['… with the least', ...of(({ runs }) => spreadOf(runs.monthlyBare.map(peakMb)).median.toFixed(0))],
])}

## How it is measured

- Each run is a process of its own, as the command makes it, from opening the shop to the last mail; ${times} of each kind in turn.
- A run with the least checks asks the same statements of facts and makes the same mails; what checks would ask of rows is
  answered at once with none.
- A monthly run follows the first one, whose profiles of earlier months it reads; only days that are new or have changed are
  looked at again. Tables without days are looked at whole each time.
`;
}

function share({ facts, checks }: CheckBytes): string {
  return percent(checks.columns / facts.columns);
}

/** By how much more the median of one is than that of the other. */
function added(all: Measured[], least: Measured[], read: (measured: Measured) => number): string {
  const median = (measured: Measured[]): Spread['median'] => spreadOf(measured.map(read)).median;
  return percent(median(all) / median(least) - 1);
}

function percent(ratio: number): string {
  return `${(ratio * 100).toFixed(1)} %`;
}

function dearest(sizes: MeasuredSize[]): string[] {
  const largest = sizes.at(-1)?.bytes.monthly.byStatement ?? {};
  const sorted = Object.entries(largest).sort(([, a], [, b]) => b - a);
  return sorted.slice(0, DEAREST).map(([id]) => id);
}

function seconds(measured: Measured): number {
  return measured.seconds;
}

function cpuSeconds(measured: Measured): number {
  return measured.cpuSeconds;
}

function peakMb({ memory }: Measured): number {
  return memory.peakMb;
}
