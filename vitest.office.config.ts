// `npm run test:office`: the workbook in LibreOffice, which opens it and adds it once more. Kept apart from `npm test`,
// which needs no office on the machine.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/office/**/*.office.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 240_000,
  },
});
