// Late facts of a month that was published: another revision and a mail that says why, or, once finance has closed the
// month, an adjustment in the open one. What was published never changes.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderStore } from '../../functions/local/folder.ts';
import { closePeriod } from '../../functions/run/closing.ts';
import { diffSnapshots } from '../../functions/snapshot/diff.ts';
import type { Snapshot } from '../../functions/snapshot/shape.ts';
import { type Lake, lakeForEachTest } from '../support/lake.ts';
import { type LakeOptions, runLake } from '../support/run-lake.ts';
import { mustLoad } from '../support/shop.ts';

const definitions = mustLoad();
let out = '';
let lake: Lake;

lakeForEachTest((made) => {
  ({ out, lake } = made);
});

const run = (options: LakeOptions = {}) => runLake(lake.folder, out, definitions, options);
const figureOf = ({ kpis }: Snapshot, id: string) => kpis.find((kpi) => kpi.id === id)?.value;
const fileOf = (name: string) => readFileSync(path.join(out, name), 'utf8');
const mayFile = 'snapshots/monthly-executive/2026-05/r1/snapshot.json';

/** An order of May that the lake did not have when May was published. */
function orderComesLate(amount = '120.00', id = 'O52'): void {
  const [day, at] = ['2026-05-28', '2026-05-28 03:00:00'];
  lake.change(
    'orders',
    (text) =>
      `${text.trimEnd()}\n${id},h02,web,CN-N,CNY,1.00000000,${at},${at},,2026-05-30 03:00:00,E2,,false,false,1,${day}\n`,
  );
  lake.change(
    'order_lines',
    (text) => `${text.trimEnd()}\n${id},1,P2,home,E7,1,${amount},0.00,40.0000,false,true,1,${day}\n`,
  );
}

const close = (period = '2026-05') =>
  closePeriod(folderStore(out), {
    report: 'monthly-executive',
    period,
    by: 'Li Na',
    reason: 'books of May',
    at: '2026-06-05T02:00:00Z',
  });

describe('a month that says otherwise by the time of the next run', () => {
  test('gets another revision and a mail that says what moved and why, after the mail of the run itself', async () => {
    await run({ period: '2026-05' });
    const published = fileOf(mayFile);
    orderComesLate();
    const { result, snapshot, mails } = await run({ restates: true });

    expect(result).toMatchObject({
      outcome: 'done',
      restated: [{ period: '2026-05', run: 'monthly-executive-2026-05.r2', outcome: 'done' }],
    });
    expect(fileOf(mayFile)).toBe(published);
    const [first, second] = [snapshot('2026-05'), snapshot('2026-05', 2)];
    expect(second).toMatchObject({ revision: 2, origin: 'restatement', asOf: snapshot('2026-06').asOf });
    expect([figureOf(first, 'sales'), figureOf(second, 'sales')]).toEqual(['680', '800']);
    const sales = diffSnapshots(first, second).kpis.find(({ kpi }) => kpi === 'sales');
    expect(sales?.change).toBe('120');
    expect(sales?.sums).toContainEqual({ measure: 'sales.amount', period: '2026-05', was: '680', is: '800' });
    expect(sales?.reasons).toContainEqual({ why: 'late', table: 'orders', rows: '1' });
    expect(await mails()).toContain('outbox/monthly-executive-2026-05.r2/ann.eml');
    const text = fileOf('outbox/monthly-executive-2026-05.r2/ann.txt');
    expect(text).toMatch(/^May 2026 was revised/);
    expect(text).toMatch(/Sales: ¥800.00 .*from ¥680.00/);
    expect(text.replaceAll(/\s+/g, ' ')).toContain('1 row of orders came late');
    expect(fileOf('outbox/monthly-executive-2026-05.r2/bo.txt')).toContain('订单晚到 1 行');

    // The next month is compared with it, and tells it as restated.
    const june = snapshot('2026-06');
    expect(june.kpis.find(({ id }) => id === 'sales')?.previous?.value).toBe('800');
    expect(june.restated).toContainEqual({ kpi: 'sales', period: '2026-05', published: '680', now: '800' });
    expect(june.adjustments).toBeUndefined();

    // Asked for again, it says the same, and nobody hears of it twice.
    const again = (await run({ kind: 'restate', period: '2026-05' })).result;
    expect(again).toMatchObject({
      outcome: 'done',
      published: [{ revision: 2, outcome: 'unchanged' }],
      deliveries: [],
    });
  });

  test('that nobody was mailed, or that moved too little for a mail, gets a revision in silence', async () => {
    await run({ kind: 'backfill', from: '2026-05', period: '2026-05' });
    orderComesLate();
    const silent = await run({ kind: 'restate', period: '2026-05' });
    expect(silent.result).toMatchObject({ published: [{ revision: 2, outcome: 'created' }], deliveries: [] });
    orderComesLate('0.01', 'O53');
    await run({ period: '2026-06' });
    const { result } = await run({ kind: 'restate', period: '2026-05' });
    expect(result).toMatchObject({ published: [{ revision: 3, outcome: 'created' }], deliveries: [] });
  });

  test('is refused where nothing of it was published', async () => {
    await expect(run({ kind: 'restate', period: '2026-05' })).rejects.toMatchObject({
      problems: [{ code: 'NOT_PUBLISHED' }],
    });
  });
});

describe('a closed month', () => {
  test('keeps its figures, and the open month tells what would be otherwise and why', async () => {
    await run({ period: '2026-05' });
    await close();
    orderComesLate();
    const { result, snapshot, mails } = await run({ restates: true });

    expect(result).toMatchObject({ outcome: 'done' });
    expect(result).not.toHaveProperty('restated');
    expect((await mails()).filter((key) => key.includes('2026-05'))).toHaveLength(2);
    const [may, june] = [snapshot('2026-05'), snapshot('2026-06')];
    const told = june.adjustments?.find(({ kpi }) => kpi === 'sales');
    expect(told).toMatchObject({ period: '2026-05', revision: 1, closed: '680', now: '800', difference: '120' });
    expect(told?.reasons).toContainEqual({ why: 'late', table: 'orders', rows: '1' });
    expect(june.restated).toEqual([]);
    const sales = june.kpis.find(({ id }) => id === 'sales');
    expect(sales?.previous).toMatchObject({ value: '680', change: '1474.305' });
    expect(sales?.trend.find(({ period }) => period === '2026-05')?.value).toBe('680');
    const web = (of: Snapshot) =>
      of.kpis.find(({ id }) => id === 'sales')?.members.channel?.find(({ member }) => member === 'web');
    expect(web(june)?.previous).toBe(web(may)?.value);
    for (const { total, parts } of sales?.drivers ?? [])
      expect(sumOf(parts.map(({ effect }) => effect))).toBeCloseTo(Number(total), 6);
    expect(june.scorecards[0]?.previous?.score).toBe(may.scorecards[0]?.score);
    expect(sumOf(june.drivers.map(({ printed }) => printed))).toBeCloseTo(Number(june.scorecards[0]?.change), 9);
    expect(fileOf('outbox/monthly-executive-2026-06/ann.txt').replaceAll(/\s+/g, ' ')).toMatch(
      /Closed, and otherwise by now: Sales, May 2026\. Closed at ¥680\.00, and it stays so\. By now it would be ¥800\.00/,
    );
  });

  test('whose data are the same has nothing to tell', async () => {
    await run({ period: '2026-05' });
    await close();
    const { snapshot } = await run({ restates: true });
    expect(snapshot('2026-06').adjustments?.filter(({ kpi }) => kpi === 'sales')).toEqual([]);
  });

  test('is left as it is by a backfill, and is not restated', async () => {
    await run({ period: '2026-05' });
    await close();
    orderComesLate();
    const { result } = await run({ kind: 'backfill', from: '2026-05', period: '2026-06' });
    expect(result).toMatchObject({
      published: [{ period: '2026-05', revision: 1, outcome: 'closed' }, { period: '2026-06' }],
    });
    await expect(run({ kind: 'restate', period: '2026-05' })).rejects.toMatchObject({
      problems: [{ code: 'PERIOD_CLOSED', place: { file: 'closed/monthly-executive/2026-05.json' } }],
    });
  });

  test('is closed once, by whoever came first, and only where it was published', async () => {
    await expect(close()).rejects.toMatchObject({ problems: [{ code: 'NOT_PUBLISHED' }] });
    await run({ period: '2026-05' });
    expect(await close()).toMatchObject({ revision: 1, by: 'Li Na' });
    await expect(close()).rejects.toMatchObject({
      problems: [{ code: 'PERIOD_CLOSED', message: expect.stringMatching(/revision 1, by Li Na/) }],
    });
  });
});

function sumOf(texts: string[]): number {
  return texts.reduce((sum, text) => sum + Number(text), 0);
}
