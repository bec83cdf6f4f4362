import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TABLES } from '../support/grown-lake.ts';
import { exampleLake, scratchFolder } from '../support/lake.ts';
import { runLake } from '../support/run-lake.ts';
import { EXAMPLES, mustLoad } from '../support/shop.ts';

const definitions = mustLoad();
const FILES = [
  'snapshots/monthly-executive/2026-06/r1/snapshot.json',
  'people/monthly-executive/2026-06/r1/people.json',
];

/** The files of a run, without the fingerprints: those say that the bytes of the lake are others. */
async function filesOf(lake: string): Promise<string[]> {
  const out = scratchFolder();
  await runLake(lake, out, definitions);
  const texts = [...FILES, 'snapshots/monthly-executive/2026-06/r1/kpis.csv'].map((file) =>
    readFileSync(path.join(out, file), 'utf8').replaceAll(/"fingerprint": "[0-9a-f]+"/g, '"fingerprint": "…"'),
  );
  rmSync(out, { recursive: true });
  return texts;
}

/** Where each of so many rows goes. */
const shuffles = fc.record(
  Object.fromEntries(
    TABLES.map((table) => {
      const rows = readFileSync(path.join(EXAMPLES, `facts/${table}.csv`), 'utf8')
        .trimEnd()
        .split('\n')
        .slice(1);
      return [table, fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length })];
    }),
  ),
);

test('the order of rows changes no byte of what a run publishes', async () => {
  const plain = exampleLake();
  const wanted = await filesOf(plain.folder);
  await fc.assert(
    fc.asyncProperty(shuffles, async (tables) => {
      const lake = exampleLake();
      for (const [table, rows] of Object.entries(tables))
        lake.change(table, (text) => `${[text.split('\n')[0], ...rows].join('\n')}\n`);
      expect(await filesOf(lake.folder)).toEqual(wanted);
      lake.remove();
    }),
    { numRuns: 3 },
  );
  plain.remove();
}, 120_000);
