// The lakes of a benchmark, made once and kept: the same number of orders gives the same bytes, as long as the SQL that
// makes them stays the same.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
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
  const recipe = recipeHash();
  const known = readKnown(about);
  if (known?.recipe === recipe) return known.lake;
  process.stderr.write(`making the lake of ${orders} orders …\n`);
  mkdirSync(CACHE, { recursive: true });
  const lake = await makeSampleLake({ out: lakeOf(orders), orders, until: PERIOD });
  writeFileSync(about, `${JSON.stringify({ recipe, lake }, null, 1)}\n`);
  return lake;
}

function readKnown(file: string): { recipe: string; lake: SampleLake } | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { recipe: string; lake: SampleLake };
  } catch {
    return null;
  }
}

function recipeHash(): string {
  const hash = createHash('sha256');
  const folder = path.join(HOME, 'examples/sample/lake');
  for (const name of readdirSync(folder).sort()) hash.update(readFileSync(path.join(folder, name)));
  return hash.digest('hex');
}
