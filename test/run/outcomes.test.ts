// How findings become the fate of a run and of its figures, from the lake to the snapshot.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Definitions } from '../../functions/definitions/definitions.ts';
import type { RunResult } from '../../functions/run/request.ts';
import type { Snapshot } from '../../functions/snapshot/shape.ts';
import { keepLines, type Lake, lakeForEachTest, scratchFolder } from '../support/lake.ts';
import { runLake } from '../support/run-lake.ts';
import { mustLoad } from '../support/shop.ts';

let out = '';
let lake: Lake;

lakeForEachTest((made) => {
  ({ out, lake } = made);
});

const rules = (yaml: string): Definitions => mustLoad({ 'checks/own.yaml': yaml });
const kpi = (snapshot: Snapshot, id: string) => snapshot.kpis.find((one) => one.id === id);
const problemsOf = (result: RunResult) => ('problems' in result ? result.problems : []);

/** Writes a line of a table once more. */
const twice = (id: string) => (text: string) =>
  `${text.trimEnd()}\n${text.split('\n').find((line) => line.startsWith(id))}\n`;

describe('a check that a person accepts', () => {
  const definitions = mustLoad();
  const accepted = [{ check: 'orders.keys_unique', by: 'ann', reason: 'known, mended next week' }];
  const backfill = { kind: 'backfill', from: '2026-06', period: '2026-06' } as const;

  test('lets the run go out, says who and why, and blocks every figure that the table is read for', async () => {
    lake.change('orders', twice('O08'));
    const held = await runLake(lake.folder, out, definitions);
    expect(held.result.outcome).toBe('held');
    const { result, snapshot } = await runLake(lake.folder, out, definitions, { accepted });
    expect(result).toMatchObject({ outcome: 'done', checks: [{ id: 'keys_unique', outcome: 'accepted' }] });
    const june = snapshot('2026-06');
    expect(june.checks.find(({ outcome }) => outcome === 'accepted')).toMatchObject({
      id: 'keys_unique',
      table: 'orders',
      rows: '1',
      accepted: { by: 'ann', reason: 'known, mended next week' },
    });
    expect(kpi(june, 'sales')).toMatchObject({
      value: null,
      notes: ['blocked'],
      blockedBy: [{ check: 'keys_unique', table: 'orders', subject: 'order_id, row_version' }],
    });
    const standing = june.kpis.filter(({ value }) => value !== null).map(({ id }) => id);
    expect(standing).toContain('csat');
    expect(standing).not.toContain('order_count');
    const record = readFileSync(path.join(out, `runs/${result.run}/attempt-2/run.json`), 'utf8');
    expect(JSON.parse(record)).toMatchObject({ checks: [{ accepted: { by: 'ann' } }] });
  });

  test('stays accepted in later runs of the period, so that they say the same', async () => {
    lake.change('orders', twice('O08'));
    await runLake(lake.folder, out, definitions, { accepted });
    const again = await runLake(lake.folder, out, definitions, backfill);
    expect(again.result).toMatchObject({ outcome: 'done', published: [{ outcome: 'unchanged' }] });
    expect(readdirSync(path.join(out, 'acceptances/monthly-executive/2026-06'))).toEqual(['1.json']);
  });

  test('and a snapshot of an earlier version, without the points of its charts, says the same', async () => {
    lake.change('orders', twice('O08'));
    await runLake(lake.folder, out, definitions, { accepted });
    const file = path.join(out, 'snapshots/monthly-executive/2026-06/r1/snapshot.json');
    const stored = JSON.parse(readFileSync(file, 'utf8')) as Snapshot;
    for (const one of stored.kpis) {
      delete one.pastTargets;
      delete one.signal?.history;
    }
    writeFileSync(file, JSON.stringify(stored));
    const again = await runLake(lake.folder, out, definitions, backfill);
    expect(again.result).toMatchObject({ outcome: 'done', published: [{ outcome: 'unchanged' }] });
  });

  test('is asked about anew where more is found than was accepted', async () => {
    lake.change('orders', twice('O08'));
    await runLake(lake.folder, out, definitions, { accepted });
    lake.change('orders', twice('O01'));
    const { result } = await runLake(lake.folder, out, definitions, backfill);
    expect(problemsOf(result)).toMatchObject([{ code: 'DUPLICATE_VERSION' }]);
  });

  test('is not forgotten by the next month: what stands twice holds that one too', async () => {
    lake.change('orders', twice('O51'));
    await runLake(lake.folder, out, definitions, { period: '2026-05', accepted });
    const { result } = await runLake(lake.folder, out, definitions);
    expect(problemsOf(result)).toMatchObject([{ code: 'DUPLICATE_VERSION', message: expect.stringMatching(/O51/) }]);
  });

  test('names an example, since when, whose the source is and what to accept', async () => {
    lake.change('shipment_lines', twice('S03'));
    const owned = mustLoad();
    const { result } = await runLake(lake.folder, out, owned);
    const [problem] = problemsOf(result);
    expect(problem?.message).toMatch(
      /^Table shipment_lines: 1 row stands more than once, e\.g\. .* = S03.* Since 2026-06/,
    );
    expect(problem?.remedy).toMatch(/Owner of the source: .+\n.*--accept shipment_lines\.keys_unique --by/);
  });
});

describe('rows that a rule leaves out', () => {
  const definitions = rules('orders.clean_text: { action: exclude }\n');
  const padRegion = (id: string) => (text: string) =>
    text.replace(new RegExp(`^(${id},[^,]*,[^,]*),([^,]*),`, 'm'), '$1, $2,');

  test('are in no figure, and counted once in the month in which they lie', async () => {
    const before = await runLake(lake.folder, scratchFolder(), definitions);
    lake.change('orders', padRegion('O08'));
    lake.change('orders', padRegion('O51'));
    const { result, snapshot } = await runLake(lake.folder, out, definitions);
    expect(result.outcome).toBe('done');
    const count = (of: typeof before, period: string) => Number(kpi(of.snapshot(period), 'order_count')?.value);
    for (const period of ['2026-05', '2026-06']) {
      expect(Number(kpi(snapshot(period), 'order_count')?.value), period).toBe(count(before, period) - 1);
      expect(kpi(snapshot(period), 'order_count')?.excluded, period).toEqual([
        { check: 'clean_text', table: 'orders', subject: 'region', rows: '1' },
      ]);
    }
    expect(kpi(before.snapshot('2026-06'), 'order_count')).not.toHaveProperty('excluded');
  });

  test('stay left out of a month that is looked at again, as it was published', async () => {
    lake.change('orders', padRegion('O51'));
    await runLake(lake.folder, out, definitions, { period: '2026-05' });
    const { snapshot } = await runLake(lake.folder, out, definitions);
    expect(snapshot('2026-06').restated).toEqual([]);
    expect(kpi(snapshot('2026-06'), 'order_count')).not.toHaveProperty('excluded');
  });

  test('hold the run above the share of the rule', async () => {
    lake.change('orders', padRegion('O08'));
    const strict = rules('orders.clean_text: { action: exclude, up_to: 0.01 }\n');
    const { result } = await runLake(lake.folder, out, strict);
    expect(problemsOf(result)).toMatchObject([{ code: 'WRONG_ROWS' }]);
  });
});

describe('figures that may still change', () => {
  const definitions = rules('shipments.rows_present: { action: provisional, final_after_days: 5 }\n');

  test('say which check makes them so and when they are final; others do not', async () => {
    lake.change(
      'shipments',
      keepLines((line) => !line.includes('2026-06')),
    );
    const { result, snapshot } = await runLake(lake.folder, out, definitions);
    expect(result).toMatchObject({ outcome: 'done', checks: [{ outcome: 'provisional' }] });
    const june = snapshot('2026-06');
    expect(june.status).toBe('provisional');
    // The report is made on Wednesday, 1 July.
    expect(kpi(june, 'sales')).toMatchObject({
      provisional: [{ check: 'rows_present', table: 'shipments', subject: null, finalOn: '2026-07-06' }],
      notes: expect.arrayContaining(['provisional']),
    });
    expect(kpi(june, 'csat')?.value).not.toBeNull();
    expect(kpi(june, 'csat')).not.toHaveProperty('provisional');
  });

  test('say when the outcomes of their period have all arrived', async () => {
    const { snapshot } = await runLake(lake.folder, out, definitions);
    const cohort = kpi(snapshot('2026-06'), 'return_rate_cohort');
    expect(cohort?.notes).toContain('provisional');
    // Its parcels may come back for 45 days after the end of June.
    expect(cohort?.provisional).toEqual([{ check: null, table: null, subject: null, finalOn: '2026-08-15' }]);
  });
});
