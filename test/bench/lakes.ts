// The lakes of a benchmark, made once and kept: the same number of orders gives the same bytes.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { HOME } from '../../functions/cli/options.ts';
import { makeSampleLake, type SampleLake } from '../../functions/local/sample-lake.ts';

/** The last month of every lake, whose run is measured. */
export const PERIOD = '2026-10';

export const CACHE = path.resolve(process.env.BENCH_CACHE ?? path.join(HOME, '.cache/bench'));

export function lakeOf(orders: number): string {
  return path.join(CACHE, `orders-${orders}`);
}

export async function ensureLake(orders: number): Promise<SampleLake> {
  const about = path.join(CACHE, `orders-${orders}.json`);
  try {
    return JSON.parse(readFileSync(about, 'utf8')) as SampleLake;
  } catch {
    process.stderr.write(`making the lake of ${orders} orders …\n`);
    const made = await makeSampleLake({ out: lakeOf(orders), orders, until: PERIOD });
    writeFileSync(about, `${JSON.stringify(made, null, 1)}\n`);
    return made;
  }
}
