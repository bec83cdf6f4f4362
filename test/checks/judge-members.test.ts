import { describe, expect, test } from 'vitest';
import { judgeMembers } from '../../functions/checks/judge-members.ts';
import { day, days, found } from './made-days.ts';

/** Ten parcels a day by SF and twenty by YTO; `sf`: how many by SF. */
const parcels = (sf: (at: string) => number) =>
  days('2025-11-01', '2026-11-01', (at) =>
    day(20 + sf(at), { members: { carrier_id: { YTO: 20, ...(sf(at) > 0 ? { SF: sf(at) } : {}) } } }),
  );
const judged = (sf: (at: string) => number) => found(judgeMembers, 'shipments', parcels(sf));

describe('a member that usually has rows', () => {
  test('has none: its third of the 620 rows of the month is expected', () => {
    expect(judged((at) => (at >= '2026-10-01' ? 0 : 10))).toEqual([
      {
        ...{ check: 'members_present', table: 'shipments', subject: 'carrier_id = SF', rows: null, of: null },
        found: { now: '0', usual: '207', days: '2026-10-01 – 2026-10-31' },
        since: '2026-10-01',
      },
    ]);
  });

  test('has none from a day on: seven days with 20 rows make 47 of them certain, six with 40 do not', () => {
    expect(judged((at) => (at >= '2026-10-25' ? 0 : 10))).toMatchObject([
      { found: { usual: '47', days: '2026-10-25 – 2026-10-31' }, since: '2026-10-25' },
    ]);
    expect(judged((at) => (at >= '2026-10-26' ? 0 : 10))).toEqual([]);
  });

  test('has nearly none, spread over the month', () => {
    const seldom = (at: string) => (at < '2026-10-01' ? 10 : Number(at.slice(8)) % 4 === 0 ? 1 : 0);
    expect(judged(seldom)).toMatchObject([{ found: { now: '7' }, since: '2026-10-01' }]);
  });

  test('may have few', () => {
    expect(judged((at) => (at >= '2026-10-01' ? 2 : 10))).toEqual([]);
  });

  test('is not usual before it has had rows in three months', () => {
    expect(judged((at) => (at >= '2026-08-01' && at < '2026-10-01' ? 10 : 0))).toEqual([]);
  });

  test('was in a table without days when that was published', () => {
    const people = (roles: Record<string, number>) => ({ '': day(100, { members: { role: roles } }) });
    const published = people({ sales: 40, packer: 35, lead: 3 });
    expect(found(judgeMembers, 'employees', people({ sales: 75 }), { published })).toMatchObject([
      { subject: 'role = packer', found: { now: '0', usual: '35' }, since: null },
    ]);
  });
});
