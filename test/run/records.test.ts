import { describe, expect, test } from 'vitest';
import { type Lake, lakeForEachTest } from '../support/lake.ts';
import { writeRecords } from '../support/records.ts';
import { runLake } from '../support/run-lake.ts';
import { mustLoad } from '../support/shop.ts';

const definitions = mustLoad();
let out = '';
let lake: Lake;

lakeForEachTest((made) => {
  ({ out, lake } = made);
});

const REMARK = 'C1,on_time_delivery_rate,company,all,2026-06,"The strike, 3 to 9 June.",Ms Chen,2026-06-30 02:00:00';

describe('a comment on a month', () => {
  test('is quoted in the snapshot of that month with its author, and in no other', async () => {
    writeRecords(lake.folder, 'comments', [REMARK]);
    const { snapshot } = await runLake(lake.folder, out, definitions);
    expect(snapshot('2026-06').comments).toEqual([
      {
        kpi: 'on_time_delivery_rate',
        scope: { kind: 'company', id: 'all' },
        text: 'The strike, 3 to 9 June.',
        author: 'Ms Chen',
        writtenAt: '2026-06-30T02:00:00Z',
      },
    ]);
    expect(snapshot('2026-05').comments).toEqual([]);
    expect(snapshot('2026-06').sources).toContainEqual(expect.objectContaining({ table: 'comments', rows: '1' }));
  });

  test('that is new makes a new revision', async () => {
    await runLake(lake.folder, out, definitions, { kind: 'backfill', from: '2026-05', period: '2026-06' });
    writeRecords(lake.folder, 'comments', [REMARK]);
    const { result } = await runLake(lake.folder, out, definitions);
    expect(result).toMatchObject({ published: [{ period: '2026-06', revision: 2, outcome: 'created' }] });
  });

  test('on a person, or on a KPI that is gone, is in no snapshot of finance and holds nothing', async () => {
    writeRecords(lake.folder, 'comments', [
      'C1,sales,employee,E1,2026-06,She was ill.,Ms Chen,2026-06-30 02:00:00',
      'C2,old_kpi,company,all,2026-06,Gone.,Ms Chen,2026-06-30 02:00:00',
    ]);
    const { snapshot } = await runLake(lake.folder, out, definitions);
    expect(snapshot('2026-06').comments).toEqual([]);
    expect(JSON.stringify(snapshot('2026-06'))).not.toContain('She was ill');
    expect(snapshot('2026-06').checks.find(({ id }) => id === 'records_known')?.detail).toContain('comment_id = C2');
  });
});

test('a shop in which nobody wrote anything lacks no source', async () => {
  const { snapshot } = await runLake(lake.folder, out, definitions);
  const tables = snapshot('2026-06').sources.map(({ table }) => table);
  expect(tables).toContain('targets');
  expect(tables).not.toContain('comments');
});
