// Makes the sample lake and shows how it goes.
import { makeSampleLake } from '../local/sample-lake.ts';
import type { Progress } from './streams.ts';

export async function makeSample(
  options: { out: string; orders?: number; seed?: number; until?: string },
  progress: Progress,
): ReturnType<typeof makeSampleLake> {
  progress.step(`making the sample lake in ${options.out}`);
  return makeSampleLake({ ...options, onTable: (table) => progress.step(`sample lake: ${String(table)}`) });
}
