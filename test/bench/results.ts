// What was measured, and how it is summed up: medians, and ratios of medians with their spread.
import type { SampleLake } from '../../functions/local/sample-lake.ts';
import type { Measured } from './tasks.ts';

/** By number of orders. */
export type Results = Map<number, { lake: SampleLake; measured: Map<string, Measured[]> }>;

export type Size = NonNullable<ReturnType<Results['get']>>;

export type Spread = { least: number; median: number; most: number };

export function spreadOf(values: number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? Number.NaN;
  return { least: at(0), median: at(Math.floor((sorted.length - 1) / 2)), most: at(sorted.length - 1) };
}

export function spread(size: Size, name: string, read: (measured: Measured) => number): Spread {
  return spreadOf((size.measured.get(name) ?? []).map(read));
}

/** How many times `name` is `base`: by medians of wall time, and of processor time, which other processes disturb less. */
export function ratio(size: Size, name: string, base: string): { wall: number; cpu: number } {
  const median = (which: string, read: (measured: Measured) => number) => spread(size, which, read).median;
  const seconds = (measured: Measured) => measured.seconds;
  const cpu = (measured: Measured) => measured.cpuSeconds;
  return { wall: median(name, seconds) / median(base, seconds), cpu: median(name, cpu) / median(base, cpu) };
}

export function countOf(size: Size, name: string, count: string): number {
  return size.measured.get(name)?.[0]?.counts[count] ?? Number.NaN;
}
