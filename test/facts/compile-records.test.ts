import { describe, expect, test } from 'vitest';
import { compileRecords } from '../../functions/facts/compile-records.ts';
import { readRecords } from '../../functions/kpis/records.ts';
import { writeRecords } from '../support/records.ts';
import { mustLoad } from '../support/shop.ts';
import { AS_OF, lakeWith, openLake, periodOf, statementsFor } from './lake.ts';

const definitions = mustLoad();
const june = periodOf('2026-06');

async function recordsOf(lake: string) {
  const engine = await openLake(definitions, lake);
  const { statements } = await statementsFor(definitions, engine, [june]);
  const rows: Parameters<typeof readRecords>[0] = {};
  for (const { fact, sql } of statements) {
    if (fact === 'plans' || fact === 'comments' || fact === 'responses' || fact === 'ledger')
      rows[fact] = (await engine.query({ id: fact, sql })).rows;
  }
  return readRecords(rows);
}

describe('what people wrote', () => {
  test('is asked for by one statement a table that is there', () => {
    const reach = { lookbackDays: 120, scheduledAt: AS_OF };
    const columns = (table: string) => Object.keys(definitions.tables[table]?.columns ?? {});
    const present = { plans: columns('plans'), responses: columns('responses') };
    expect(compileRecords(definitions, present, [june], reach).map(({ table }) => table)).toEqual([
      'plans',
      'responses',
    ]);
    expect(compileRecords(definitions, {}, [june], reach)).toEqual([]);
  });

  test('comes back with its days and instants as they were written, whatever the order of the rows', async () => {
    const lake = lakeWith();
    writeRecords(lake, 'plans', [
      'P2,return_rate,company,all,Photograph again,,,,',
      'P1,on_time_delivery_rate,company,all,"Move route 4, then look again",Ms Chen,2026-08-31,Two weeks on target,',
    ]);
    writeRecords(lake, 'comments', ['C1,sales,company,all,2026-06,Stock came late.,Mr Wu,2026-07-03 02:30:00']);
    writeRecords(lake, 'responses', ['R1,employee_sales,E1,2026-06,E1,objection,Not mine,2026-07-02 09:00:01']);
    const { plans, comments, responses } = await recordsOf(lake);
    expect(plans).toEqual([
      {
        id: 'P1',
        kpi: 'on_time_delivery_rate',
        scope: { kind: 'company', id: 'all' },
        action: 'Move route 4, then look again',
        owner: 'Ms Chen',
        dueOn: '2026-08-31',
        progress: 'Two weeks on target',
        closedOn: null,
      },
      expect.objectContaining({ id: 'P2', owner: null, dueOn: null, progress: null, closedOn: null }),
    ]);
    expect(comments).toEqual([
      {
        id: 'C1',
        kpi: 'sales',
        scope: { kind: 'company', id: 'all' },
        month: '2026-06',
        text: 'Stock came late.',
        author: 'Mr Wu',
        writtenAt: '2026-07-03T02:30:00Z',
      },
    ]);
    expect(responses).toMatchObject([
      { id: 'R1', scopeId: 'E1', kind: 'objection', writtenAt: '2026-07-02T09:00:01Z' },
    ]);
  });

  test('in another month, after the scheduled time, or closed before the month, is left out', async () => {
    const lake = lakeWith();
    writeRecords(lake, 'plans', [
      'P1,sales,company,all,Done long ago,,,,2026-05-31',
      'P2,sales,company,all,Done this month,,,,2026-06-01',
    ]);
    writeRecords(lake, 'comments', [
      'C1,sales,company,all,2026-05,Another month,A,2026-06-02 00:00:00',
      'C2,sales,company,all,2026-06,Just in time,A,2026-07-04 23:59:59',
      'C3,sales,company,all,2026-06,A second too late,A,2026-07-05 00:00:00',
    ]);
    const { plans, comments } = await recordsOf(lake);
    expect(plans.map(({ id }) => id)).toEqual(['P2']);
    expect(comments.map(({ id }) => id)).toEqual(['C2']);
  });

  test('of a kind that nobody knows is kept without one, never guessed', async () => {
    const lake = lakeWith();
    writeRecords(lake, 'responses', ['R1,employee_sales,E1,2026-06,E1,Objection,Not mine,2026-07-02 09:00:01']);
    expect((await recordsOf(lake)).responses).toMatchObject([{ id: 'R1', kind: null }]);
  });
});

test('of the ledger only the months of the run are read, and having none is something else than an empty one', async () => {
  const lake = lakeWith();
  expect((await recordsOf(lake)).ledger).toBeNull();
  writeRecords(lake, 'ledger', ['6001,2026-05,-1,CNY', '6001,2026-06,-1500.25,CNY', '6001,2026-07,-3,CNY']);
  expect((await recordsOf(lake)).ledger).toEqual([
    { account: '6001', month: '2026-06', amount: '-1500.2500', currency: 'CNY' },
  ]);
  writeRecords(lake, 'ledger', []);
  expect((await recordsOf(lake)).ledger).toEqual([]);
});
