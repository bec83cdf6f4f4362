// What is said to cost something is measured again, so that the estimate cannot drift away from the product.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSampleLake } from '../../functions/local/sample-lake.ts';
import { costOfRun, DEPLOYED, estimateCost, formatDollars, MEASURED } from '../../functions/run/cost.ts';
import { BESIDE_FACTS, tablesOfRun } from '../../functions/run/tables.ts';
import { synthesize } from '../infra/synthesize.ts';
import { scorecard } from '../support/command.ts';
import { mustLoad } from '../support/shop.ts';
import { type MeasuredLake, measureLake } from './measure-lake.ts';

const MONTHS = 27;
const definitions = mustLoad();
let folder = '';
let small: MeasuredLake;
let large: MeasuredLake;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'cost-'));
  const measure = async (orders: number) => {
    const out = path.join(folder, String(orders));
    await makeSampleLake({ out, orders });
    return measureLake(out, '2026-10', definitions);
  };
  small = await measure(2000);
  large = await measure(40_000);
}, 300_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Within half and twice what is written down. */
function expectAbout(measured: number, written: number): void {
  expect(measured).toBeGreaterThan(written / 2);
  expect(measured).toBeLessThan(written * 2);
}

describe('the measured constants hold on smaller lakes', () => {
  const slope = (of: (lake: MeasuredLake) => number) => (of(large) - of(small)) / 38_000;

  test('bytes that an order adds to the lake, and that a lake has without orders', () => {
    const perOrder = slope(({ bytes }) => bytes);
    expectAbout(perOrder, MEASURED.lakeBytesPerOrder);
    expectAbout(small.bytes - 2000 * perOrder, MEASURED.lakeFixedBytes);
  });

  test('bytes that a monthly order adds to what a run scans, and what it scans without', () => {
    const perOrder = slope(({ scannedBytes }) => scannedBytes);
    expectAbout(perOrder * MONTHS, MEASURED.scanBytesPerMonthlyOrder);
    expectAbout(small.scannedBytes - 2000 * perOrder, MEASURED.scanFixedBytes);
  });

  test('partitions that a run reads', () => {
    expectAbout(large.partitions, MEASURED.partitionsRead);
  });

  test('statements: one a fact, one a table beside them, and two checks a table', () => {
    const facts = Object.keys(definitions.facts).length;
    expect(MEASURED.statements).toBe(facts + BESIDE_FACTS.length + 2 * tablesOfRun(definitions).length);
  });
});

describe('what is deployed', () => {
  const { reporting } = synthesize();
  const propertiesOf = (type: string) =>
    Object.values(reporting.findResources(type)).map(({ Properties }) => Properties as Record<string, unknown>);

  test('has the reports, the alarms, the metrics and the key that are counted', () => {
    const alarms = propertiesOf('AWS::CloudWatch::Alarm') as {
      Namespace?: string;
      Metrics?: { MetricStat?: unknown }[];
    }[];
    const watched = alarms.map(({ Metrics }) => Metrics?.filter(({ MetricStat }) => MetricStat).length ?? 1);
    expect(DEPLOYED.alarmMetrics).toBe(watched.reduce((sum, count) => sum + count, 0));
    expect(Object.keys(definitions.reports)).toHaveLength(DEPLOYED.reports);
    expect(propertiesOf('AWS::KMS::Key')).toHaveLength(DEPLOYED.keys);
  });

  test('has functions of the memory that is paid for', () => {
    const memory = propertiesOf('AWS::Lambda::Function').map(({ MemorySize }) => Number(MemorySize));
    expect(memory.sort((a, b) => a - b)).toEqual([512, 512, 512, 1024, 1024]);
    expect([DEPLOYED.reportGigabytes, DEPLOYED.otherGigabytes]).toEqual([1, 0.5]);
  });
});

describe('what a run did cost', () => {
  const query = (scannedBytes: number) => ({ statement: 'sales', queryId: 'q', scannedBytes, milliseconds: 1 });

  test('is counted by the statement, each as ten megabytes at least', () => {
    const queries = [query(1_000_000_000_000), query(1)];
    expect(costOfRun({ statements: 2, scannedBytes: 1_000_000_000_001, queries })).toBeCloseTo(5.00005, 9);
  });

  test('is unknown where the engine does not say', () => {
    expect(costOfRun({ statements: 6, scannedBytes: null, queries: [] })).toBeNull();
  });
});

describe('the estimate', () => {
  test('adds its lines to a month and twelve months to a year', () => {
    const { lines, month, year } = estimateCost({ ordersAMonth: 100_000, recipients: 10 });
    expect(lines.reduce((sum, { dollars }) => sum + dollars, 0)).toBeCloseTo(month, 9);
    expect(year).toBeCloseTo(12 * month, 9);
    expect(lines.find(({ what }) => what === 'CloudWatch alarms')?.dollars).toBeCloseTo(DEPLOYED.alarmMetrics / 10, 9);
  });

  test('grows with orders in Athena and storage only, and with readers in mail', () => {
    const dollarsOf = (ordersAMonth: number, recipients: number) =>
      Object.fromEntries(estimateCost({ ordersAMonth, recipients }).lines.map(({ what, dollars }) => [what, dollars]));
    const few = dollarsOf(100_000, 10);
    const many = dollarsOf(10_000_000, 10);
    const grown = Object.keys(few).filter((what) => (many[what] ?? 0) > (few[what] ?? 0));
    expect(grown).toEqual(['Athena', 'S3 storage']);
    expect(dollarsOf(100_000, 10_000).SES).toBeCloseTo(1, 9);
  });

  test.each([
    [0, '$0.00'],
    [0.004, '< $0.01'],
    [3.456, '$3.46'],
    [1234567.5, '$1,234,567.50'],
  ])('writes %d as %s', (dollars, text) => {
    expect(formatDollars(dollars)).toBe(text);
  });

  test('is printed with its prices, and as one document', async () => {
    const { stdout, code } = await scorecard(['cost', '--orders', '100000', '--recipients', '10']);
    expect(stdout).toMatch(/A month +\$5\.\d\d +A year: \$6\d\.\d\d/);
    expect(stdout).toMatch(/List prices of us-east-1/);
    expect(code).toBe(0);
    expect(JSON.parse((await scorecard(['cost', '--json'])).stdout)).toMatchObject({ orders: 100_000, recipients: 10 });
  });

  test('refuses sizes that are none', async () => {
    const { stderr, code } = await scorecard(['cost', '--orders', 'many']);
    expect(stderr).toMatch(/USAGE[\s\S]*--orders/);
    expect(code).toBe(2);
  });
});
