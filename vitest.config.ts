import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** These move the clock of their process, so each gets one of its own; the others share theirs. */
const CLOCK_MOVERS = ['test/conformance/steps-runner.test.ts', 'test/run-report-durable.test.ts'];

export default defineConfig({
  test: {
    // Many tests wait for a process of their own, so a worker more than cores keeps the machine busy.
    maxWorkers: Math.max(2, availableParallelism() + 1),
    // What is printed is compared without its colours, which a CI server asks for.
    env: { NO_COLOR: '1' },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      { extends: true, test: { name: 'all', include: ['test/**/*.test.ts'], exclude: CLOCK_MOVERS, isolate: false } },
      { extends: true, test: { name: 'clock', include: CLOCK_MOVERS } },
    ],
  },
});
