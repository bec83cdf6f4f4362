// The same rows, definitions and hour give the same bytes: on another machine, in another zone and language, with other
// numbers of threads, and with the rows of every file in another order.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scorecard } from '../support/command.ts';
import { exampleLake, type Lake, scratchFolder } from '../support/lake.ts';
import { ROOT } from '../support/shop.ts';

let lake: Lake;
let out = '';
let expected: Map<string, string>;

beforeAll(async () => {
  lake = exampleLake();
  out = scratchFolder();
  expected = await run('first', ['--threads', '8'], { TZ: 'Pacific/Auckland', LANG: 'tr_TR.UTF-8' });
});
afterAll(() => {
  lake.remove();
  rmSync(out, { recursive: true, force: true });
});

/** The example tables hold a few days of some things only. */
const ACCEPTED = ['--accept', 'web_perf_daily.days_present', 'employee_time.days_present'];
const WHO = ['--by', 'Ann', '--reason', 'these are examples'];

async function run(name: string, options: string[], env: Record<string, string>): Promise<Map<string, string>> {
  const own = path.join(out, name);
  const ended = await scorecard(
    ['run', '--period', '2026-06', '--lake', lake.folder, '--out', own, ...options, ...ACCEPTED, ...WHO],
    ROOT,
    env,
  );
  expect(ended.code, ended.stdout + ended.stderr).toBe(0);
  const files = new Map<string, string>();
  for (const part of ['snapshots', 'people']) {
    for (const file of readdirSync(path.join(own, part), { recursive: true, encoding: 'utf8' })) {
      if (/\.\w+$/.test(file)) files.set(`${part}/${file}`, readFileSync(path.join(own, part, file), 'latin1'));
    }
  }
  return files;
}

/** Files by what they hold: their fingerprints are of other files where rows were put into another order. */
function figuresOf(files: Map<string, string>): Map<string, string> {
  const isFigures = (name: string) => /\/(kpis\.csv|people\.json|workbook\..+\.xlsx)$/.test(name);
  return new Map([...files].filter(([name]) => isFigures(name)));
}

test('whatever the zone, the language and the number of threads', { timeout: 120_000 }, async () => {
  const one = await run('one', ['--threads', '1', '--memory', '512MB'], {
    TZ: 'America/Los_Angeles',
    LANG: 'zh_CN.UTF-8',
  });
  expect([...expected.keys()].filter((name) => name.endsWith('manifest.json')).length).toBeGreaterThan(10);
  expect([...one.keys()]).toEqual([...expected.keys()]);
  for (const [name, body] of expected) expect(one.get(name) === body, name).toBe(true);
});

test('whatever the order of the rows', { timeout: 120_000 }, async () => {
  for (const file of readdirSync(lake.folder)) {
    const [head = '', ...lines] = readFileSync(path.join(lake.folder, file), 'utf8').trimEnd().split('\n');
    const [order = []] = fc.sample(fc.shuffledSubarray(lines, { minLength: lines.length }), { numRuns: 1, seed: 3 });
    writeFileSync(path.join(lake.folder, file), `${[head, ...order].join('\n')}\n`);
  }
  const other = figuresOf(await run('shuffled', [], { TZ: 'UTC', LANG: 'C' }));
  expect([...other.keys()]).toEqual([...figuresOf(expected).keys()]);
  for (const [name, body] of figuresOf(expected)) expect(other.get(name) === body, name).toBe(true);
});
