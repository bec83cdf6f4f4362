// What a person at a terminal is told of a run that is held, and how they go on.
import { cpSync, existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { scorecard } from '../support/command.ts';
import { exampleLake, keepLines, type Lake, scratchFolder } from '../support/lake.ts';
import { ROOT, writeRulesOfSmallLakes } from '../support/shop.ts';

let lake: Lake;
let out = '';
let config = '';

beforeEach(() => {
  lake = exampleLake();
  lake.change(
    'shipments',
    keepLines((line) => !line.includes('2026-06')),
  );
  out = path.join(scratchFolder(), 'out');
  config = scratchFolder();
  cpSync(path.join(ROOT, 'examples/sample/shop.yaml'), path.join(config, 'shop.yaml'));
  writeRulesOfSmallLakes(config);
});

afterEach(() => {
  lake.remove();
  rmSync(path.dirname(out), { recursive: true, force: true });
  rmSync(config, { recursive: true, force: true });
});

const run = (...more: string[]) =>
  scorecard(['run', '--config', config, '--lake', lake.folder, '--out', out, '--period', '2026-06', ...more]);

const BY = ['--by', 'ann', '--reason', 'nothing was sent in June'];

test('a held run ends with 3 and shows the very command that goes on, which then ends with 0 and says who accepted', async () => {
  const held = await run();
  expect(held.code).toBe(3);
  expect(held.stdout).toMatch(/NO_ROWS[\s\S]*Table shipments: no rows from 2026-06-01 to 2026-06-30/);
  const shown = /^ {2}npx scorecard (run .* --accept .*) --by <you> --reason <why>$/m.exec(held.stdout)?.[1] ?? '';
  expect(shown).toContain('--accept shipments.rows_present');
  expect(existsSync(path.join(out, 'snapshots'))).toBe(false);

  const accepted = await scorecard([...shown.split(' '), ...BY]);
  expect(accepted.code).toBe(0);
  expect(accepted.stdout).toMatch(
    /accepted +by ann for \d+ KPIs: nothing was sent in June \(shipments\.rows_present: no rows/,
  );
});

test.each([
  [['--accept', 'shipments.row_present', ...BY], /no check `shipments\.row_present`[\s\S]*shipments\.rows_present/],
  [['--accept', 'shipments.columns_present', ...BY], /cannot be accepted/],
  [['--accept', 'shipments.rows_present', '--by', 'ann'], /says who they are and why/],
  [['--accept', 'shipments.rows_present', '--reason', 'so'], /says who they are and why/],
  [BY, /none is accepted/],
])('what nobody may accept, or not so, is wrong usage: %j', async (options, says) => {
  const { code, stderr } = await run(...options);
  expect(stderr).toMatch(says);
  expect(code).toBe(2);
  expect(existsSync(path.join(out, 'runs'))).toBe(false);
});
