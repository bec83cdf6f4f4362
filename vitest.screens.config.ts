// `npm run test:screens`: what every mail looks like, held against pictures. Kept apart from `npm test`, since pictures need
// the fonts that they were taken with: Debian's fonts-liberation and fonts-noto-cjk.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/screens/**/*.screens.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
