import { describe, expect, test } from 'vitest';
import { judgeFresh } from '../../functions/checks/judge-fresh.ts';
import { judgeHistoryKept } from '../../functions/checks/judge-kept.ts';
import { problemOf } from '../../functions/checks/remedies.ts';
import { day, days, definitions, found } from './made-days.ts';

const published = days('2026-06-01', '2026-09-30', () => day(200, { newest: 150 }));
const kept = (change: Parameters<typeof days>[2]) =>
  found(judgeHistoryKept, 'orders', days('2026-06-01', '2026-11-01', change), { published });
const on = (changed: string, profile: ReturnType<typeof day> | null) => (at: string) =>
  at === changed ? profile : day(200, { newest: 150 });

describe('days that were published', () => {
  test('have fewer keys than then', () => {
    expect(kept(on('2026-06-10', day(190, { newest: 140 })))).toEqual([
      {
        ...{ check: 'history_kept', table: 'orders', subject: null, rows: null, of: null, since: '2026-06-10' },
        found: { n: '1', before: '150', now: '140', days: '2026-06-10' },
      },
    ]);
  });

  test('that lost some are told with the command to go on', () => {
    const [finding] = kept(on('2026-06-10', day(190, { newest: 140 })));
    if (!finding) throw new Error('nothing found');
    expect(problemOf(finding, definitions)).toMatchObject({
      code: 'LOST_ROWS',
      message:
        'Table orders: 1 day has other rows than when it was published (150, now 140): 2026-06-10. Since 2026-06-10.',
      remedy: expect.stringContaining('--accept orders.history_kept'),
    });
  });

  test('may lose one key in a hundred', () => {
    expect(kept(on('2026-06-10', day(199, { newest: 149 })))).toEqual([]);
  });

  test('are gone', () => {
    expect(kept((at) => (at <= '2026-06-30' ? null : day(200, { newest: 150 })))).toMatchObject([
      { found: { n: '30', before: '4500', now: '0' } },
    ]);
  });

  test('may get and lose versions', () => {
    expect(kept(on('2026-06-10', day(400, { newest: 150 })))).toEqual([]);
    expect(kept(on('2026-06-10', day(150, { newest: 150 })))).toEqual([]);
  });

  test('have the keys of two, long after they were settled; the last two weeks may grow', () => {
    expect(kept(on('2026-06-10', day(400, { newest: 300 }))).length).toBe(1);
    expect(kept(on('2026-09-20', day(400, { newest: 300 })))).toEqual([]);
  });

  test('that were not looked at again have lost keys where they have fewer rows than keys then', () => {
    // 200 rows of 150 keys then: 160 rows may be all keys, 100 cannot.
    const judge = (rows: number) => {
      const known = { ...published, ...days('2026-10-01', '2026-10-31', () => day(200, { newest: 150 })) };
      const rowsByDay = Object.fromEntries(Object.entries(known).map(([at, own]) => [at, own.rows]));
      return found(judgeHistoryKept, 'orders', known, { published, rowsByDay: { ...rowsByDay, '2026-06-10': rows } });
    };
    expect(judge(160)).toEqual([]);
    expect(judge(100)).toMatchObject([{ found: { before: '150', now: '100' } }]);
  });

  test('are all there of a table without days, which may grow as it likes', () => {
    const judge = (rows: number) =>
      found(judgeHistoryKept, 'customers', { '': day(rows) }, { published: { '': day(1000) } });
    expect(judge(985)).toMatchObject([{ found: { before: '1000', now: '985', days: '–' }, since: null }]);
    expect(judge(995)).toEqual([]);
    expect(judge(5000)).toEqual([]);
  });
});

describe('the newest rows', () => {
  const upTo = (last: string, rows = 50) => days('2026-08-01', last, () => day(rows));

  test('reach to within seven days of the end of the period', () => {
    expect(found(judgeFresh, 'shipments', upTo('2026-10-24'))).toEqual([]);
    expect(found(judgeFresh, 'shipments', upTo('2026-10-23'))).toMatchObject([
      { check: 'fresh', found: { newest: '2026-10-23', expected: '2026-10-24' }, since: '2026-10-24' },
    ]);
  });

  test('may be older where rows are rare, and where the contract does not say', () => {
    expect(found(judgeFresh, 'shipments', upTo('2026-10-20', 2))).toEqual([]);
    expect(found(judgeFresh, 'inventory_lots', upTo('2026-10-02'))).toEqual([]);
  });

  test('of an earlier month are told by the table having none at all', () => {
    expect(found(judgeFresh, 'shipments', upTo('2026-09-20'))).toEqual([]);
  });
});
