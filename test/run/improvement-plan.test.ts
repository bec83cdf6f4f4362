import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { exampleLake, type Lake, scratchFolder } from '../support/lake.ts';
import { writeRecords } from '../support/records.ts';
import { runLake } from '../support/run-lake.ts';
import { mustLoad } from '../support/shop.ts';

/** One bad month opens an item: sales are off target a year ago (1600), in May (680) and in June (2154.305). */
const definitions = mustLoad({
  'shop.yaml': [
    'name: Lanternwood',
    'sender: scorecard@lanternwood.example',
    'locales: [en, zh-CN]',
    'parameters: { open_rule: { off: 1, of: 1 } }',
  ].join('\n'),
  'scorecards/department.yaml': [
    'title: { en: Shop, zh-CN: 商店 }',
    'subject: company',
    'lines: [{ kpi: sales, weight: 60, target: 3000 }, { kpi: order_count, weight: 40, target: 1 }]',
  ].join('\n'),
});
let out = '';
let lake: Lake;

beforeEach(() => {
  out = scratchFolder();
  lake = exampleLake();
  lake.change('targets', null);
});

afterEach(() => {
  lake.remove();
  rmSync(out, { recursive: true, force: true });
});

const run = (options: Parameters<typeof runLake>[3] = {}) => runLake(lake.folder, out, definitions, options);
const planRow = (kpi: string, rest: string) => `P1,${kpi},company,all,Call the ten largest customers,Ms Chen,${rest}`;

describe('the plan of a shop', () => {
  test('goes on from month to month in the run that publishes them, over months without orders too', async () => {
    const { snapshot } = await run();
    expect(snapshot('2025-06').improvements).toMatchObject([
      { id: 'IMP-company-all-sales-2025-06', status: 'open', baseline: '1600', target: '3000', gain: '1400' },
    ]);
    expect(snapshot('2026-05').improvements).toMatchObject([{ months: 11, value: '680', change: '-920' }]);
    expect(snapshot('2026-06').improvements).toMatchObject([
      { id: 'IMP-company-all-sales-2025-06', months: 12, value: '2154.305', change: '554.305', gain: '845.695' },
    ]);
  });

  test('goes on from the stored month before in the next run', async () => {
    const [item] = (await run({ period: '2026-05' })).snapshot('2026-05').improvements ?? [];
    const { snapshot } = await run();
    expect(snapshot('2026-06').improvements).toMatchObject([{ id: item?.id, months: 12 }]);
    expect(snapshot('2026-06').improvements?.[0]?.history.slice(0, -1)).toEqual(item?.history);
  });

  test('takes what a row of the plans says of it, in the month of the run and not in those before', async () => {
    writeRecords(lake.folder, 'plans', [planRow('sales', '2026-08-15,Four called,')]);
    const { snapshot } = await run();
    expect(snapshot('2026-06').improvements).toMatchObject([
      {
        owner: { und: 'Ms Chen' },
        action: { und: 'Call the ten largest customers' },
        due: '2026-08-15',
        progress: 'Four called',
        byHand: false,
      },
    ]);
    expect(snapshot('2026-05').improvements).toMatchObject([{ plan: null, action: { en: expect.any(String) } }]);
  });

  test('that somebody added to makes a new revision', async () => {
    await run({ kind: 'backfill', from: '2026-06', period: '2026-06' });
    writeRecords(lake.folder, 'plans', [planRow('sales', '2026-08-15,Four called,')]);
    const { result } = await run();
    expect(result).toMatchObject({ published: [{ period: '2026-06', revision: 2, outcome: 'created' }] });
  });

  test('opens by hand in the month of the run only, also for a KPI that is on no card', async () => {
    writeRecords(lake.folder, 'plans', [planRow('vas_share', ',,')]);
    const { snapshot } = await run();
    expect(snapshot('2026-05').improvements).toHaveLength(1);
    expect(snapshot('2026-06').improvements).toMatchObject([
      { kpi: 'sales', byHand: false },
      { kpi: 'vas_share', byHand: true, opened: '2026-06', gainPoints: null },
    ]);
  });

  test('keeps what was opened by hand when its months are published again', async () => {
    await run({ period: '2026-05' });
    writeRecords(lake.folder, 'plans', [planRow('vas_share', ',,')]);
    await run({ kind: 'backfill', from: '2026-05', period: '2026-05' });
    const again = await run({ kind: 'backfill', from: '2026-05', period: '2026-06' });
    expect(again.snapshot('2026-06').improvements).toMatchObject([
      { kpi: 'sales' },
      { kpi: 'vas_share', byHand: true, opened: '2026-05', months: 1 },
    ]);
  });

  test('takes no notice of rows about another scope or a KPI that is gone', async () => {
    writeRecords(lake.folder, 'plans', [
      planRow('old_kpi', ',,'),
      'P2,vas_share,employee,E1,A talk with him,Ms Chen,,,',
    ]);
    const { snapshot, result } = await run();
    expect(result.outcome).toBe('done');
    expect(snapshot('2026-06').improvements?.map(({ kpi }) => kpi)).toEqual(['sales']);
    expect(JSON.stringify(snapshot('2026-06'))).not.toContain('A talk with him');
  });
});
