// Stories must be planted in the shop, not found in the luck of one seed.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { makeSampleLake } from '../../functions/local/sample-lake.ts';
import { type OpenLake, openSampleLake } from '../support/sample-lake.ts';
import { askMoreStories } from './sample-lake-more-stories.suite.ts';

let folder: string;
let lake: OpenLake;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sample-seed-'));
  await makeSampleLake({ out: folder, orders: 20_000, seed: 2 });
  lake = await openSampleLake(folder);
}, 180_000);

afterAll(async () => {
  lake?.close();
  await rm(folder, { recursive: true, force: true });
});

askMoreStories(() => lake);
