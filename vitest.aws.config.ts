// `npm run test:aws`: the synthesized app on an emulator of AWS. Kept apart from `npm test`, which needs no Python and no
// download.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/emulator/**/*.aws.ts'],
    fileParallelism: false,
    maxWorkers: 1,
    // A process of its own, whose end is the emulator's end.
    pool: 'forks',
    testTimeout: 120_000,
    // The first start fetches the emulator.
    hookTimeout: 900_000,
  },
});
