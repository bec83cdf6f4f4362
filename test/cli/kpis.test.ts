import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { columnsOf } from '../../functions/email/wrap.ts';
import { scorecard } from '../support/command.ts';
import { exampleLake, type Lake, scratchFolder } from '../support/lake.ts';
import { mustLoad } from '../support/shop.ts';

const definitions = mustLoad();
let lake: Lake;

beforeAll(() => {
  lake = exampleLake();
  lake.change('returns', null);
  lake.change('employee_time', (text) => text.split('\n').slice(0, 1).join('\n'));
});

afterAll(() => lake.remove());

const kpis = (...more: string[]) => scorecard(['kpis', '--lake', lake.folder, ...more]);

describe('scorecard kpis', () => {
  test('lists every KPI under its family, within 100 columns, with what the lake gives of it', async () => {
    const { code, stdout } = await kpis();
    const lines = stdout.split('\n');
    for (const id of Object.keys(definitions.kpis)) expect(stdout).toMatch(new RegExp(`^  ${id} `, 'm'));
    expect(Math.max(...lines.map(columnsOf))).toBeLessThanOrEqual(100);
    const line = (id: string) => lines.find((one) => one.startsWith(`  ${id} `))?.split(/ {2,}/);
    expect(line('sales')).toEqual(['', 'sales', 'Sales', '↑ money', expect.any(String), '3/13 since 2025-06-15']);
    expect(line('return_rate')?.at(-1)).toBe('no returns');
    expect(line('parcels_per_hour')?.at(-1)).toBe('no rows in employee_time');
    expect(stdout).toMatch(/\d+ KPIs, \d+ without data\./);
    expect(code).toBe(0);
  });

  test('speaks of KPIs in the language asked for, in columns that stay even', async () => {
    const { stdout } = await kpis('--locale', 'zh-CN');
    const lines = stdout.split('\n').filter((line) => line.startsWith('  ') && line.includes('since'));
    expect(stdout).toContain('准时送达率');
    expect(new Set(lines.map((line) => columnsOf(line.slice(0, line.search(/\S+ since/))))).size).toBeLessThanOrEqual(
      2,
    );
  });

  test('shows one in full: formula, measures, slices with their own formula, cards, tables', async () => {
    const { stdout } = await kpis('delivery_accuracy_rate');
    for (const part of [
      /^Delivery accuracy rate · 配送准确率 \(delivery_accuracy_rate\) {2}templates\/kpis\/logistics\.yaml:\d+:1$/m,
      /unit +percent, higher is better, 1 decimals/,
      /scored from +a sample of 30/,
      /final after +14 days/,
      /numerator +parcels\.correct/,
      /parcels\.correct +count\(\*\) where status = 'delivered'/,
      /by +carrier, warehouse, region, channel/,
      /employee +numerator parcels\.closed - parcels\.packing_faults/,
      /department +\d+ of 100, target 0\.99, floor 0\.97, stretch 0\.995/,
      /orders +17 rows +2025-06-15 to 2026-06-30, 3 of 13 months/,
    ])
      expect(stdout).toMatch(part);
    expect(Math.max(...stdout.split('\n').map(columnsOf))).toBeLessThanOrEqual(100);
  });

  test('shows definition, source and owner where they are given', async () => {
    const shop = scratchFolder();
    writeFileSync(
      path.join(shop, 'shop.yaml'),
      'name: S\naddress: A\nsender: s@shop.test\nlocales: [zh-CN, en]\nparameters: { reporting_time_zone: UTC, base_currency: EUR }\n',
    );
    const more = [
      'definition: { en: Visits that end with an order., zh-CN: 以下单结束的访问占比。 }',
      'source: Industry handbook',
      'owner: { en: Web team, zh-CN: 网站组 }',
    ].join(', ');
    mkdirSync(path.join(shop, 'kpis'));
    writeFileSync(
      path.join(shop, 'kpis/own.yaml'),
      `own_rate: { family: sales, name: { en: Own, zh-CN: 自有 }, unit: percent, better: up, numerator: sales.amount, denominator: sales.orders, ${more} }\n`,
    );
    const { stdout, stderr } = await kpis('own_rate', '--config', shop);
    rmSync(shop, { recursive: true });
    expect(stderr).toBe('');
    expect(stdout).toContain('以下单结束的访问占比。');
    expect(stdout).toMatch(/source +Industry handbook\n +owner +网站组/);
  });

  test('gives machines everything that people see', async () => {
    const { stdout } = await kpis('--json');
    const { kpis: shown } = JSON.parse(stdout) as { kpis: Record<string, unknown>[] };
    expect(shown.map(({ id }) => id)).toEqual(Object.keys(definitions.kpis));
    expect(shown.find(({ id }) => id === 'on_time_delivery_rate')).toMatchObject({
      formula: [
        ['numerator', 'parcels.on_time'],
        ['denominator', 'parcels.due'],
        ['sample', 'parcels.due'],
      ],
      cards: expect.arrayContaining([
        expect.objectContaining({ scorecard: 'department', weight: expect.stringMatching(/^\d+$/) }),
      ]),
      coverage: { state: 'available', lacks: null, since: '2025-06-15', months: 3 },
    });
    expect(shown.find(({ id }) => id === 'net_sales')).toMatchObject({
      coverage: { state: 'missing_table', lacks: 'returns', since: null, months: 0 },
    });
  });

  test('can be read before there is a lake, but a lake that was named must be there', async () => {
    const folder = scratchFolder();
    const without = await scorecard(['kpis'], folder);
    const named = await scorecard(['kpis', '--lake', 'nowhere'], folder);
    rmSync(folder, { recursive: true });
    expect([without.code, without.stdout]).toEqual([0, expect.stringContaining('no lake')]);
    expect([named.code, named.stderr]).toEqual([1, expect.stringContaining('MISSING_LAKE')]);
  });

  test.each([
    ['a KPI that is none', ['sale'], /no KPI `sale`[\s\S]*sales/],
    ['a language that is none', ['--locale', 'zh'], /no locale `zh`[\s\S]*zh-CN/],
  ])('ends with 2 for %s', async (_, args, text) => {
    const { code, stderr } = await kpis(...args);
    expect(stderr).toMatch(text);
    expect(code).toBe(2);
  });
});
