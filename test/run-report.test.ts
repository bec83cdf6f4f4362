import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'csv-parse/sync';
import { describe, expect, onTestFinished, test } from 'vitest';
import { exampleLake, keepLines, type Lake, lakeForEachTest, scratchFolder } from './support/lake.ts';
import { runLake } from './support/run-lake.ts';
import { load, mustLoad, ROOT } from './support/shop.ts';

const definitions = mustLoad();
let out = '';
let lake: Lake;

lakeForEachTest((made) => {
  ({ out, lake } = made);
});

const onJune = (line: string) => !line.includes('2026-06');

describe('a run', () => {
  test('publishes the month and the history before it, and mails each reader of the report once', async () => {
    const { result, snapshot, mails } = await runLake(lake.folder, out, definitions);
    expect(result).toMatchObject({ outcome: 'done', deliveries: [{ recipient: 'ann' }, { recipient: 'bo' }] });
    const published = result.outcome === 'done' ? result.published.map(({ period }) => period) : [];
    expect(published.at(0)).toBe('2025-06');
    expect(published.at(-1)).toBe('2026-06');
    expect(snapshot('2026-06').origin).toBe('run');
    expect(snapshot('2026-05').origin).toBe('backfill');
    expect((await mails()).map((key) => key.split('/').at(-1))).toEqual(['ann.eml', 'bo.eml']);
  });

  test('makes snapshots and people’s figures that hold the published JSON Schemas', async () => {
    const { result } = await runLake(lake.folder, out, definitions);
    const periods = result.outcome === 'done' ? result.published.map(({ period }) => period) : [];
    expect(periods.length).toBeGreaterThan(10);
    const read = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as object;
    for (const [schema, kept] of [
      ['snapshot', 'snapshots/monthly-executive/*/r1/snapshot.json'],
      ['people', 'people/monthly-executive/*/r1/people.json'],
    ] as const) {
      const isValid = new Ajv2020({ validateFormats: false }).compile(
        read(path.join(ROOT, `docs/schema/${schema}.schema.json`)),
      );
      for (const period of periods) {
        isValid(read(path.join(out, kept.replace('*', period))));
        expect(isValid.errors, `${schema} of ${period}`).toBeNull();
      }
    }
  });

  test('writes kpis.csv beside each snapshot, with every KPI and nobody’s name', async () => {
    const { snapshot } = await runLake(lake.folder, out, definitions);
    for (const period of ['2026-05', '2026-06']) {
      const folder = path.join(out, `snapshots/monthly-executive/${period}/r1`);
      const text = readFileSync(path.join(folder, 'kpis.csv'), 'utf8');
      const totals = (parse(text, { bom: true, columns: true }) as Record<string, string>[]).filter(
        ({ scope }) => scope === 'total',
      );
      const { kpis } = snapshot(period);
      expect(totals.map(({ kpi, value }) => [kpi, value])).toEqual(kpis.map(({ id, value }) => [id, value ?? '']));
      expect(text).not.toMatch(/,(employee|product_owner|campaign_owner),/);
      const { files } = JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')) as {
        files: { key: string; size: number }[];
      };
      expect(files).toContainEqual(
        expect.objectContaining({
          key: `snapshots/monthly-executive/${period}/r1/kpis.csv`,
          size: Buffer.byteLength(text),
        }),
      );
    }
  });

  test('names no person in the snapshot of finance', async () => {
    const { snapshot } = await runLake(lake.folder, out, definitions);
    const text = JSON.stringify(snapshot('2026-06').kpis);
    for (const person of ['"E1"', '"E2"', '"E3"', '"E7"']) expect(text).not.toContain(person);
  });

  test('that is done is not made again by the same command', async () => {
    await runLake(lake.folder, out, definitions);
    const again = await runLake(lake.folder, out, definitions);
    expect(again.result).toEqual({ outcome: 'duplicate', run: 'monthly-executive-2026-06' });
    expect(await again.mails()).toHaveLength(2);
  });

  test('gives the same bytes whatever the order of the rows', async () => {
    const first = (await runLake(lake.folder, out, definitions)).snapshot('2026-06');
    for (const table of ['orders', 'order_lines', 'shipments', 'returns']) {
      lake.change(table, (text) => {
        const [header, ...rows] = text.trimEnd().split('\n');
        return `${[header, ...rows.reverse()].join('\n')}\n`;
      });
    }
    const other = scratchFolder();
    const second = (await runLake(lake.folder, other, definitions)).snapshot('2026-06');
    rmSync(other, { recursive: true });
    const figures = ({ kpis, scorecards, drivers, exceptions }: typeof first) => ({
      kpis,
      scorecards,
      drivers,
      exceptions,
    });
    expect(figures(second)).toEqual(figures(first));
    expect(second.sources[0]?.fingerprint).not.toBe(first.sources[0]?.fingerprint);
  });

  test('keeps the revision of a backfill that says the same, and mails from it', async () => {
    await runLake(lake.folder, out, definitions, { kind: 'backfill', from: '2025-06', period: '2026-06' });
    const { result, snapshot, mails } = await runLake(lake.folder, out, definitions);
    expect(result).toMatchObject({
      outcome: 'done',
      published: [{ period: '2026-06', revision: 1, outcome: 'unchanged' }],
    });
    expect(snapshot('2026-06').origin).toBe('backfill');
    expect(await mails()).toHaveLength(2);
  });

  test('says how the year goes of its own month, and of none that it publishes in passing', async () => {
    await runLake(lake.folder, out, definitions, { period: '2026-05' });
    const { snapshot } = await runLake(lake.folder, out, definitions);
    const yearOf = (period: string) => snapshot(period).kpis.find(({ id }) => id === 'sales')?.yearToDate;
    expect(yearOf('2026-06')).toMatchObject({ period: '2026-YTD-06', value: '2834.305', yearAgo: null });
    expect(yearOf('2026-05')).toMatchObject({ period: '2026-YTD-05', value: '680' });
    expect(yearOf('2026-04')).toBeUndefined();
  });
  test('of the next month takes the stored months as its history and says what they say otherwise now', async () => {
    await runLake(lake.folder, out, definitions, { period: '2026-05' });
    lake.change('orders', (text) =>
      text.replace(/^O51,/m, 'O51,').replace('O51,h02,web,CN-N,CNY,1.00000000', 'O51,h02,web,CN-N,CNY,2.00000000'),
    );
    const { snapshot, result } = await runLake(lake.folder, out, definitions);
    expect(result).toMatchObject({ outcome: 'done', published: [{ period: '2026-06' }] });
    expect(snapshot('2026-06').restated).toContainEqual(
      expect.objectContaining({ kpi: 'sales', period: '2026-05', published: '680', now: '1160' }),
    );
    expect(snapshot('2026-05').kpis.find(({ id }) => id === 'sales')?.value).toBe('680');
  });
});

describe('the gate', () => {
  test.each([
    [
      'a table without rows for the month',
      'shipments',
      keepLines(onJune),
      'NO_ROWS',
      /Table shipments: no rows from 2026-06-01 to 2026-06-30; the newest are of 2025-06-15/,
    ],
    [
      'a row that stands twice with one version',
      'orders',
      (text: string) => `${text.trimEnd()}\n${text.split('\n').find((line) => line.startsWith('O08'))}\n`,
      'DUPLICATE_VERSION',
      /O08/,
    ],
    [
      'a key that stands twice in a table without versions',
      'shipment_lines',
      (text: string) => `${text.trimEnd()}\n${text.split('\n').find((line) => line.startsWith('S03'))}\n`,
      'DUPLICATE_KEY',
      /S03/,
    ],
    [
      'a required column that is gone',
      'returns',
      (text: string) => text.replace('goods_amount', 'goods'),
      'MISSING_COLUMN',
      /goods_amount/,
    ],
  ] as const)(
    'holds %s, mails nobody, and the same command finishes once the data is repaired',
    async (_, table, edit, code, says) => {
      let original = '';
      lake.change(table, (text) => {
        original = text;
        return edit(text);
      });
      const held = await runLake(lake.folder, out, definitions);
      expect(held.result).toMatchObject({ outcome: 'held', problems: [{ code }] });
      if (held.result.outcome === 'held') {
        expect(held.result.problems[0]?.message).toMatch(says);
        expect(held.result.problems[0]?.remedy).not.toBe('');
      }
      expect(await held.mails()).toEqual([]);
      lake.change(table, () => original);
      const repaired = await runLake(lake.folder, out, definitions);
      expect(repaired.result.outcome).toBe('done');
      expect(await repaired.mails()).toHaveLength(2);
    },
  );

  test('lets a month pass without rows where that is nothing unusual', async () => {
    lake.change('ads_daily', keepLines(onJune));
    const { result } = await runLake(lake.folder, out, definitions);
    expect(result.outcome).toBe('done');
  });

  test('holds a table that has vanished since the last snapshot', async () => {
    await runLake(lake.folder, out, definitions, { period: '2026-05' });
    lake.change('returns', null);
    const { result } = await runLake(lake.folder, out, definitions);
    const message = expect.stringMatching(/^Table returns: no rows from 2026-06-01 to 2026-06-30/);
    expect(result).toMatchObject({ outcome: 'held', problems: [{ code: 'NO_ROWS', message }] });
  });

  test('holds a wrong type, naming the column', async () => {
    const typed = mustLoad({ 'sources.yaml': 'returns: SELECT r.*, 1.5e0 AS extra FROM raw.returns r\n' });
    const { result } = await runLake(lake.folder, out, typed);
    expect(result).toMatchObject({ outcome: 'held' });
    if (result.outcome === 'held') expect(result.problems.map(({ code }) => code)).toContain('WRONG_TYPE');
  });

  test('holds a bad line among the recipients before anything is sent', async () => {
    const recipients =
      'recipient_id,email,name,locale,role,reports,slice,employee_id\nann,ann,Ann,xx,boss,monthly-exec,,\n';
    const { result, mails } = await runLake(lake.folder, out, definitions, { recipients });
    expect(result).toMatchObject({ outcome: 'held' });
    const text = result.outcome === 'held' ? result.problems.map(({ message }) => message).join('\n') : '';
    expect(text).toMatch(
      /`ann` is no e-mail address[\s\S]*`xx`[\s\S]*`boss` is no role[\s\S]*`monthly-exec` is no report/,
    );
    expect(await mails()).toEqual([]);
  });
});

describe('a poor shop', () => {
  const empty = (text: string) => `${text.split('\n')[0]}\n`;

  test('without a single order gets its mail, which says that it is not scored and why', async () => {
    for (const table of ['orders', 'order_lines', 'shipments', 'shipment_lines', 'returns']) lake.change(table, empty);
    const { result, snapshot, mails } = await runLake(lake.folder, out, definitions);
    expect(result.outcome).toBe('done');
    expect(snapshot('2026-06').scorecards[0]).toMatchObject({ score: null, grade: null, reason: 'coverage' });
    const [english, chinese] = (await mails()).map((key) =>
      readFileSync(path.join(out, key.replace(/eml$/, 'txt')), 'utf8'),
    );
    expect(english).toMatch(/not scored/i);
    expect(english).toMatch(/0% of the weight|sample|no target/i);
    expect(chinese).toContain('未计分');
  });

  test('with orders and order lines alone gets every sales figure; the rest is unavailable and never 0', async () => {
    const lake = exampleLake(['orders', 'order_lines']);
    onTestFinished(lake.remove);
    const { result, snapshot } = await runLake(lake.folder, out, definitions);
    expect(result.outcome).toBe('done');
    const { kpis, sources } = snapshot('2026-06');
    const value = (id: string) => kpis.find((kpi) => kpi.id === id);
    // Without parcels nobody can tell that an order was cancelled after it had left.
    expect(value('sales')).toMatchObject({ value: '2154.305', notes: ['no_target'] });
    expect(value('order_count')?.value).toBe('8');
    for (const id of [
      'on_time_delivery_rate',
      'return_rate',
      'return_rate_cohort',
      'net_sales',
      'ship_on_time_rate',
      'parcels_per_hour',
    ]) {
      expect(value(id), id).toMatchObject({ value: null, notes: expect.arrayContaining(['unavailable']) });
    }
    expect(sources.filter(({ status }) => status === 'absent').map(({ table }) => table)).toContain('shipments');
  });

  test('without targets is told so instead of being scored', async () => {
    lake.change('targets', null);
    const without = mustLoad({
      'scorecards/department.yaml':
        'title: { en: Shop, zh-CN: 商店 }\nsubject: company\nlines: [{ kpi: sales, weight: 60 }, { kpi: aov, weight: 40 }]\n',
    });
    const { snapshot } = await runLake(lake.folder, out, without);
    expect(snapshot('2026-06').scorecards[0]?.score).toBeNull();
    expect(snapshot('2026-06').kpis.find(({ id }) => id === 'sales')?.notes).toEqual(['no_target']);
  });

  test('without history has figures and no comparisons', async () => {
    for (const table of ['orders', 'order_lines', 'shipments', 'shipment_lines'])
      lake.change(
        table,
        keepLines((line) => line.endsWith('2026-06-30') || /2026-06-\d\d$/.test(line)),
      );
    const { snapshot } = await runLake(lake.folder, out, definitions);
    const sales = snapshot('2026-06').kpis.find(({ id }) => id === 'sales');
    expect(sales?.value).not.toBeNull();
    expect(sales?.previous?.value ?? null).toBeNull();
    expect(snapshot('2026-06').kpis.find(({ id }) => id === 'sales_growth_yoy')).toMatchObject({
      value: null,
      notes: expect.arrayContaining(['no_history']),
    });
  });
});

test('definitions of the sample shop have no problem', () => {
  expect(load().problems).toEqual([]);
});
