import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { scorecard } from '../support/command.ts';
import { exampleLake, keepLines, type Lake, scratchFolder } from '../support/lake.ts';
import { ROOT, writeRulesOfSmallLakes } from '../support/shop.ts';

let lake: Lake;
let out = '';
let config = '';

beforeEach(() => {
  lake = exampleLake();
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

/** A problem with place and remedy, no stack trace, nothing published. */
function expectProblem(
  ended: { code: number | null; stdout: string; stderr: string },
  code: number,
  text: RegExp,
): void {
  expect(ended.stdout + ended.stderr).toMatch(text);
  expect(ended.stdout + ended.stderr).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
  expect(ended.code).toBe(code);
  expect(existsSync(path.join(out, 'snapshots'))).toBe(false);
  expect(existsSync(path.join(out, 'outbox'))).toBe(false);
}

const replaceIn = (table: string, from: string, to: string) => lake.change(table, (text) => text.replace(from, to));

describe('bad input is a problem with place and remedy', () => {
  test('a lake that is not there', async () => {
    expectProblem(
      await run('--lake', '/nowhere/lake'),
      1,
      /MISSING_LAKE[\s\S]*no lake folder \/nowhere\/lake[\s\S]*scorecard sample/,
    );
  });

  test('a lake without any canonical table', async () => {
    lake.remove();
    mkdirSync(lake.folder);
    writeFileSync(path.join(lake.folder, 'things.csv'), 'a\n1\n');
    expectProblem(await run(), 1, /MISSING_TABLE[\s\S]*it has things[\s\S]*sources\.yaml/);
  });

  test('a Parquet file that is cut off', async () => {
    lake.change('returns', null);
    mkdirSync(path.join(lake.folder, 'returns'));
    writeFileSync(path.join(lake.folder, 'returns/part-0.parquet'), 'PAR1 and then nothing');
    expectProblem(await run(), 1, /returns\/part-0\.parquet {2}UNREADABLE_FILE[\s\S]*upload it again/);
  });

  test('a CSV row with too few columns, by file and line', async () => {
    replaceIn('shipment_lines', 'S04,O04,1,1,250.0000,2026-06-05', 'S04,O04,1');
    expectProblem(
      await run(),
      1,
      /shipment_lines\.csv:8 {2}BROKEN_ROW[\s\S]*3 columns where the header has 6[\s\S]*Correct the row/,
    );
  });

  test('a CSV value of the wrong type, by file, line and column name', async () => {
    replaceIn('order_lines', 'P1,apparel,E7,2,200.00', 'P1,apparel,E7,two,200.00');
    expectProblem(
      await run(),
      1,
      /order_lines\.csv:\d+[\s\S]*WRONG_TYPE[\s\S]*quantity holds "two", which is no bigint/,
    );
  });

  test('a mapping that reads a column that is not there, by its place in sources.yaml', async () => {
    writeFileSync(path.join(config, 'sources.yaml'), 'returns: SELECT r.*, r.reason AS why FROM raw.returns r\n');
    expectProblem(await run(), 1, /sources\.yaml:1:1[\s\S]*UNKNOWN_COLUMN[\s\S]*reason/);
  });

  test('a mapping that reads a table that is not there', async () => {
    writeFileSync(path.join(config, 'sources.yaml'), 'returns: SELECT * FROM raw.retours\n');
    expectProblem(await run(), 1, /sources\.yaml:1:1 {2}MISSING_TABLE[\s\S]*raw\.retours[\s\S]*Did you mean `returns`/);
  });

  test('a KPI that names no measure, with the nearest right name under a caret', async () => {
    mkdirSync(path.join(config, 'kpis'));
    const text = readFileSync(path.join(ROOT, 'templates/kpis/logistics.yaml'), 'utf8').replace(
      'numerator: parcels.on_time',
      'numerator: parcels.on_tiem',
    );
    writeFileSync(path.join(config, 'kpis/logistics.yaml'), text);
    expectProblem(
      await run(),
      1,
      /kpis\/logistics\.yaml:\d+:\d+ {2}UNKNOWN_MEASURE[\s\S]*\^{7}[\s\S]*Did you mean `on_time`/,
    );
  });

  test('every mistake of several files at once', async () => {
    mkdirSync(path.join(config, 'scorecards'));
    writeFileSync(
      path.join(config, 'scorecards/department.yaml'),
      'title: { en: Shop, zh-CN: 商店 }\nsubject: company\nlines: [{ kpi: sale, weight: 90 }]\n',
    );
    mkdirSync(path.join(config, 'kpis'));
    writeFileSync(
      path.join(config, 'kpis/extra.yaml'),
      'sales: { name: { en: S, zh-CN: 销 }, unit: money, better: up, value: sales.amount }\n',
    );
    const ended = await run();
    expectProblem(ended, 1, /INVALID_WEIGHTS/);
    expect(ended.stderr).toMatch(/DUPLICATE_ID/);
    expect(ended.stderr).toMatch(/UNKNOWN_KPI/);
  });

  test('a shop folder that is not there', async () => {
    expectProblem(await run('--config', '/nowhere/shop'), 1, /MISSING_FILE[\s\S]*--config/);
  });
});

const CARD = (line: string, rest = 50) =>
  `title: { en: Shop, zh-CN: 商店 }\nsubject: company\nlines:\n  - { kpi: sales, weight: 50 }\n  - { ${line}, weight: ${rest} }\n`;
const KPI = (keys: string) =>
  `own: { family: sales, name: { en: Own, zh-CN: 自有 }, unit: percent, better: up, numerator: sales.amount, denominator: sales.orders, ${keys} }\n`;
const READERS = (line: string) =>
  `recipient_id,email,name,locale,role,reports,slice,employee_id\nann,ann@shop.test,Ann,en,executive,monthly-executive,,\n${line}\n`;

describe('is held before anything is sent, with file, line, column and remedy:', () => {
  test.each([
    [
      'weights that are not 100',
      { 'scorecards/department.yaml': CARD('kpi: aov', 49.99) },
      /department\.yaml:3:1 {2}INVALID_WEIGHTS[\s\S]*sum to 99\.99, not 100[\s\S]*\^{5}[\s\S]*exactly 100/,
    ],
    [
      'a weight below 0',
      { 'scorecards/department.yaml': CARD('kpi: aov', -1) },
      /department\.yaml:5:\d+ {2}INVALID_WEIGHTS[\s\S]*below 0[\s\S]*0 or more/,
    ],
    [
      'a floor on the wrong side where more is better',
      { 'scorecards/department.yaml': CARD('kpi: on_time_delivery_rate, floor: 0.96, target: 0.95') },
      /department\.yaml:5:\d+ {2}INVALID_TARGET[\s\S]*floor lies on the wrong side[\s\S]*below it/,
    ],
    [
      'a stretch on the wrong side where less is better',
      { 'scorecards/department.yaml': CARD('kpi: return_rate, target: 0.05, stretch: 0.06') },
      /department\.yaml:5:\d+ {2}INVALID_TARGET[\s\S]*stretch lies on the wrong side[\s\S]*at or below it/,
    ],
    [
      "a KPI's own target on the wrong side",
      { 'kpis/own.yaml': KPI('target: 0.5, floor: 0.7') },
      /own\.yaml:1:\d+ {2}INVALID_TARGET[\s\S]*floor lies on the wrong side/,
    ],
    [
      'an unknown dimension of a slice',
      { 'kpis/own.yaml': KPI('by: [chanel]') },
      /own\.yaml:1:\d+ {2}UNKNOWN_DIMENSION[\s\S]*`chanel`[\s\S]*Did you mean `channel`/,
    ],
    [
      'an unknown dimension of a stratum',
      { 'kpis/own.yaml': KPI('by: [channel], strata: { channel: categry }') },
      /own\.yaml:1:\d+ {2}UNKNOWN_DIMENSION[\s\S]*`categry`/,
    ],
    [
      'a stratum of a dimension by which the KPI is not sliced',
      { 'kpis/own.yaml': KPI('by: [channel], strata: { region: channel }') },
      /own\.yaml:1:\d+ {2}UNKNOWN_DIMENSION[\s\S]*`region`/,
    ],
    [
      'a card about a dimension that its KPI does not have',
      { 'scorecards/warehouses.yaml': CARD('kpi: sales_growth_yoy').replace('company', 'warehouse') },
      /warehouses\.yaml:4:\d+ {2}UNKNOWN_DIMENSION[\s\S]*not sliced by warehouse/,
    ],
    [
      'a recipient without an address',
      { 'recipients/r.csv': READERS('bo,bo at shop,Bo,en,executive,monthly-executive,,') },
      /r\.csv:3:4 {2}INVALID_RECIPIENT[\s\S]*no e-mail address[\s\S]*name@example\.com/,
    ],
    [
      'a recipient of a report that is none',
      { 'recipients/r.csv': READERS('bo,bo@shop.test,"Bo, jr.",en,executive,monthly-exec,,') },
      /r\.csv:3:40 {2}INVALID_RECIPIENT[\s\S]*`monthly-exec` is no report[\s\S]*monthly-executive/,
    ],
    [
      'a recipient with a slice by an unknown dimension',
      { 'recipients/r.csv': READERS('bo,bo@shop.test,Bo,en,executive,monthly-executive,carier=SF,') },
      /r\.csv:3:\d+ {2}INVALID_RECIPIENT[\s\S]*`carier`[\s\S]*Did you mean `carrier`/,
    ],
  ])('%s', async (_, files, text) => {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(config, name)), { recursive: true });
      writeFileSync(path.join(config, name), content);
    }
    const ended = await run();
    expectProblem(ended, 'recipients/r.csv' in files ? 3 : 1, text);
  });

  test('a target of the data on the wrong side, by its table and row', async () => {
    replaceIn('targets', 'sales,company,all,2026-06,1600.00,2000.00', 'sales,company,all,2026-06,2600.00,2000.00');
    expectProblem(
      await run(),
      3,
      /raw\.targets {2}INVALID_TARGET[\s\S]*1 target with[\s\S]*sales of company all in 2026-06[\s\S]*higher version/,
    );
  });
});

describe('wrong usage', () => {
  test.each([
    ['a period that is none', ['run', '--period', '2026-13'], /INVALID_PERIOD[\s\S]*2026-10/],
    ['a period of another grain', ['run', '--period', '2026-Q3'], /INVALID_PERIOD[\s\S]*made by month/],
    [
      'a report that is none',
      ['run', '--report', 'monthly-exec', '--period', '2026-06'],
      /UNKNOWN_REPORT[\s\S]*monthly-executive/,
    ],
    ['an option that is none', ['run', '--perod', '2026-06'], /unknown option/],
    ['a command that is none', ['rum'], /unknown command/],
    ['a KPI that is none', ['explain', 'sale', '--period', '2026-06'], /USAGE[\s\S]*Did you mean `sales`/],
    [
      'a dimension that the KPI does not have',
      ['explain', 'sales', '--period', '2026-06', '--member', 'carrier=SF'],
      /USAGE[\s\S]*channel/,
    ],
    ['a backfill that ends before it begins', ['backfill', '--from', '2026-06', '--to', '2026-01'], /INVALID_PERIOD/],
  ])('ends with 2 for %s', async (_, args, text) => {
    const ended = await scorecard([...args]);
    expect(ended.stdout + ended.stderr).toMatch(text);
    expect(ended.code).toBe(2);
  });

  test('ends with 2 where there are no orders to take the newest month from', async () => {
    lake.change('orders', (text) => `${text.split('\n')[0]}\n`);
    const ended = await scorecard(['run', '--config', config, '--lake', lake.folder, '--out', out]);
    expect(ended.stderr).toMatch(/NO_PERIOD[\s\S]*--period/);
    expect(ended.code).toBe(2);
  });
});

describe('a held run', () => {
  test('ends with 3, says what is missing and how to go on, and then finishes by the same command', async () => {
    let whole = '';
    lake.change('shipments', (text) => {
      whole = text;
      return keepLines((line) => !line.includes('2026-06'))(text);
    });
    const held = await run();
    expectProblem(held, 3, /Held[\s\S]*Table shipments: no rows from 2026-06-01[\s\S]*same command/);
    lake.change('shipments', () => whole);
    const done = await run();
    expect(done.code).toBe(0);
    expect(done.stdout).toMatch(/Lanternwood Trading · Monthly scorecard · June 2026/);
  });
});

describe('for machines', () => {
  test('--json prints one document, also for what failed', async () => {
    const done = await run('--json');
    expect(JSON.parse(done.stdout)).toMatchObject({ outcome: 'done', run: 'monthly-executive-2026-06' });
    expect(done.stderr).toBe('');
    const failed = await run('--json', '--lake', '/nowhere');
    expect(JSON.parse(failed.stdout)).toMatchObject({ outcome: 'failed', problems: [{ code: 'MISSING_LAKE' }] });
    expect(failed.code).toBe(1);
  });

  test('--debug shows the whole error behind a problem', async () => {
    const ended = await run('--debug', '--lake', '/nowhere');
    expect(ended.stderr).toMatch(/ENOENT/);
  });
});
