// `scorecard check` as people and pipelines start it: what it says of a lake is what a run would do, and it leaves nothing.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CheckReport } from '../../functions/run/describe-checks.ts';
import { type Ended, scorecard } from '../support/command.ts';
import { exampleLake, keepLines, type Lake, scratchFolder } from '../support/lake.ts';
import { ROOT, shopFiles } from '../support/shop.ts';

let scratch = '';

beforeAll(() => {
  scratch = scratchFolder();
});

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const reportOf = ({ stdout }: Ended) => JSON.parse(stdout) as CheckReport;

describe('over the sample lake, by the rules that everybody has', () => {
  let sample = '';
  const TABLES = ['--table', 'inventory_daily', 'web_daily'];
  const check = (...more: string[]) =>
    scorecard(['check', '--lake', sample, '--out', path.join(scratch, 'none'), ...more]);

  beforeAll(async () => {
    sample = path.join(scratch, 'sample');
    await scorecard(['sample', '--out', sample, '--orders', '300', '--until', '2026-10']);
  });

  test('clean tables end with 0, in the newest period that orders cover, and no out folder comes to be', async () => {
    const { code, stdout } = await check(...TABLES);
    expect(stdout).toMatch(/monthly-executive · 2026-10 · scheduled 2026-11-02T00:00:00Z/);
    expect(stdout).toMatch(/^ {2}✓ inventory_daily +[\d,]+ {2}2026-1\d-\d\d +(\d+) of \1 {2}ok$/m);
    expect(stdout.trim().split('\n').at(-1)).toMatch(/^2 tables, (\d+) checks: \1 ok — a run would go on, as far as/);
    expect(code).toBe(0);
    expect(existsSync(path.join(scratch, 'none'))).toBe(false);
  });

  test('a day that did not arrive ends with 3: which, since when, whose it is, which KPIs, and how to go on', async () => {
    const day = path.join(sample, 'inventory_daily/dt=2026-10-14');
    const aside = path.join(scratch, 'dt=2026-10-14');
    cpSync(day, aside, { recursive: true });
    rmSync(day, { recursive: true });
    const [text, json] = [await check(...TABLES), await check(...TABLES, '--json')];
    cpSync(aside, day, { recursive: true });

    expect([text.code, json.code]).toEqual([3, 3]);
    expect(text.stdout).toMatch(/✗ inventory_daily .*held\n +✗ days_present {2}held {2}no rows on .*2026-10-14\n/);
    expect(text.stdout).toMatch(/^ +owner +Warehouse systems/m);
    expect(text.stdout).toMatch(/✓ web_daily .* ok$/m);
    expect(text.stdout).toMatch(/1 held — a run would be held, a scheduled one after 3 hours of waiting\n$/);

    const report = reportOf(json);
    expect(report).toMatchObject({ report: 'monthly-executive', period: '2026-10', outcome: 'held', waitHours: 3 });
    expect(report.checks.filter(({ outcome }) => outcome !== 'ok')).toEqual([
      expect.objectContaining({
        id: 'days_present',
        table: 'inventory_daily',
        since: '2026-10-14',
        kpis: expect.arrayContaining(['on_hand_qty', 'stockout_rate']),
        owner: expect.stringContaining('Warehouse systems'),
        remedy: expect.stringContaining('Load these days'),
        accept: '--accept inventory_daily.days_present --by <you> --reason <why>',
      }),
    ]);
    expect(report.checks.flatMap(({ kpis = [] }) => kpis)).not.toContain('sales');
  });
});

describe('over a lake of a dozen rows', () => {
  let lake: Lake;
  let config = '';
  let out = '';
  const start = (command: string, ...more: string[]) =>
    scorecard([command, '--config', config, '--lake', lake.folder, '--out', out, '--period', '2026-06', ...more]);

  beforeEach(() => {
    lake = exampleLake();
    rmSync(out, { recursive: true, force: true });
  });

  afterEach(() => lake.remove());

  beforeAll(() => {
    out = path.join(scratch, 'out');
    config = path.join(scratch, 'shop');
    mkdirSync(path.join(config, 'checks'), { recursive: true });
    cpSync(path.join(ROOT, 'examples/sample/shop.yaml'), path.join(config, 'shop.yaml'));
    writeFileSync(path.join(config, 'checks/rules.yaml'), shopFiles()['checks/rules.yaml']?.text ?? '');
  });

  test('finds of a lake in which rows are missing what holds the run', async () => {
    lake.change(
      'shipments',
      keepLines((line) => !line.includes('2026-06')),
    );
    const [checked, run] = [await start('check', '--json'), await start('run', '--json')];
    expect([checked.code, run.code]).toEqual([3, 3]);
    const heldOf = ({ checks }: Pick<CheckReport, 'checks'>) =>
      checks.filter(({ outcome }) => outcome === 'held').map(({ id, table, detail }) => ({ id, table, detail }));
    const held = heldOf(JSON.parse(run.stdout) as CheckReport);
    expect(held).toEqual([expect.objectContaining({ id: 'rows_present', table: 'shipments' })]);
    expect(heldOf(reportOf(checked))).toEqual(held);
  });

  test('says of a table that lacks a column how to map it, also to who asked about another one', async () => {
    lake.change('returns', (text) => text.replace('return_id', 'return_no'));
    const { code, stdout } = await start('check', '--json', '--table', 'orders');
    const { tables, checks } = JSON.parse(stdout) as CheckReport;
    expect(tables).toEqual([
      expect.objectContaining({ table: 'orders', status: 'unread', rows: null }),
      expect.objectContaining({ table: 'returns', status: 'unread', outcome: 'held' }),
    ]);
    expect(checks.find(({ table }) => table === 'returns')).toMatchObject({
      id: 'columns_present',
      remedy: expect.stringMatching(/sources\.yaml[\s\S]*return_no/),
      accept: null,
    });
    expect(code).toBe(3);
  });

  test('knows of tables that a snapshot had and the lake has lost, and leaves the out folder as it is', async () => {
    expect((await start('check')).code).toBe(0);
    expect((await start('run')).code).toBe(0);
    const kept = contentsOf(out);
    lake.change('surveys', null);
    const { code, stdout } = await start('check');
    expect(stdout).toMatch(/^ {2}✗ surveys .*held\n +✗ rows_present {2}held/m);
    expect(code).toBe(3);
    expect(contentsOf(out)).toEqual(kept);
  });
});

function contentsOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => path.join(parentPath, name)).sort();
  return Object.fromEntries(paths.map((file) => [file, readFileSync(file, 'base64')]));
}

describe('wrong usage ends with 2, and what is not there with 1', () => {
  test.each([
    [['--table', 'shipmnets'], /No run reads a table `shipmnets`[\s\S]*`shipments`/, 2],
    [['--report', 'monthly'], /UNKNOWN_REPORT/, 2],
    [['--period', '2026-13'], /INVALID_PERIOD/, 2],
    [['--lake', '/nowhere/lake'], /MISSING_LAKE/, 1],
  ])('%j', async (options, text, code) => {
    const ended = await scorecard(['check', ...options]);
    expect(ended.stderr).toMatch(text);
    expect(ended.stderr).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
    expect(ended.code).toBe(code);
  });

  test('for machines too', async () => {
    const { code, stdout, stderr } = await scorecard(['check', '--table', 'x', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'failed', problems: [{ code: 'USAGE' }] });
    expect([code, stderr]).toEqual([2, '']);
  });
});
