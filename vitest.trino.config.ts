// `npm run test:trino`: the statements on a real Trino server, their rows and the bytes they read. Kept apart from
// `npm test`, which needs no Java and no download.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/conformance/**/*.trino.ts'],
    // One server at a time: it takes the memory of a small machine.
    fileParallelism: false,
    maxWorkers: 1,
    // A process of its own, whose end is the server's end.
    pool: 'forks',
    testTimeout: 240_000,
    // The first start fetches the server.
    hookTimeout: 900_000,
  },
});
