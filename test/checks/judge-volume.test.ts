import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeVolume } from '../../functions/checks/judge-volume.ts';
import { monthOf } from '../../functions/checks/profile.ts';
import { day, days, found } from './made-days.ts';

/** Rows a day by month, the day after the period among them; a month that is not named has `usual`. */
const history = (from: string, usual: number, byMonth: Record<string, number>) =>
  days(from, '2026-11-01', (at) => day(byMonth[monthOf(at)] ?? usual));
const judged = (...of: Parameters<typeof history>) => found(judgeVolume, 'orders', history(...of));

const TWO_YEARS = '2024-09-01';
const ONE_YEAR = '2025-11-01';

describe('the rows of a month', () => {
  test('are fewer than usual: what was expected is told, for the month', () => {
    expect(judged(TWO_YEARS, 100, { '2026-10': 60 })).toEqual([
      {
        ...{ check: 'volume', table: 'orders', subject: '2026-10', rows: null, of: null, since: '2026-10-01' },
        found: { now: String(60 * 31), usual: String(100 * 31) },
      },
    ]);
  });

  test('may be fewer by less than the rule says: 100 are 1.29 times 77.5, and 1.33 times 75', () => {
    expect(judged(TWO_YEARS, 100, { '2026-10': 77.5 })).toEqual([]);
    expect(judged(TWO_YEARS, 100, { '2026-10': 75 }).length).toBe(1);
  });

  test('may be more, as a campaign brings, but not nearly the double', () => {
    expect(judged(TWO_YEARS, 100, { '2026-10': 155 })).toEqual([]);
    expect(judged(TWO_YEARS, 100, { '2026-10': 165 }).length).toBe(1);
  });

  test('are of a season where the same month a year ago stood out as much', () => {
    const season = { '2025-10': 55, '2026-10': 60 };
    expect(judged(TWO_YEARS, 100, season)).toEqual([]);
  });

  test('are not of a season that grew: half of them are missing though there are as many as a year ago', () => {
    // The shop has twice the orders of the year before; October has always been as any other month.
    const grown = (at: string) => (at < '2025-11' ? 50 : 100);
    const known = days(TWO_YEARS, '2026-11-01', (at) => day(monthOf(at) === '2026-10' ? 50 : grown(at)));
    expect(found(judgeVolume, 'orders', known).length).toBe(1);
  });

  test('may be a season that nobody has seen yet, until a year is known', () => {
    expect(judged(ONE_YEAR, 100, { '2026-10': 65 })).toEqual([]);
    expect(judged(ONE_YEAR, 100, { '2026-10': 60 }).length).toBe(1);
  });

  test('say nothing before half a year is known, the first month not counted', () => {
    expect(judged('2026-04-15', 100, { '2026-10': 10 })).toEqual([]);
    expect(judged('2026-03-15', 100, { '2026-10': 10 }).length).toBe(1);
  });

  test('are compared in the first run too, with what it looks at itself', () => {
    const known = history(TWO_YEARS, 100, { '2026-10': 60 });
    expect(found(judgeVolume, 'orders', known, { published: {} }).length).toBe(1);
  });

  test('say nothing where they are few', () => {
    expect(judged(TWO_YEARS, 3, { '2026-10': 1 })).toEqual([]);
  });

  test('vary as much as they always have', () => {
    const wild = Object.fromEntries(
      Array.from({ length: 12 }, (_, at) => [`2026-${String(at + 1).padStart(2, '0')}`, at % 2 === 0 ? 40 : 160]),
    );
    expect(judged(ONE_YEAR, 100, { ...wild, '2026-10': 45 })).toEqual([]);
  });

  test('are judged in spite of one odd month that was accepted', () => {
    expect(judged(TWO_YEARS, 100, { '2026-05': 900, '2026-10': 60 }).length).toBe(1);
  });
});

describe('a day of a table that is written once a day', () => {
  const twice = (rows: number) => days(TWO_YEARS, '2026-11-01', (at) => day(at === '2026-10-14' ? rows : 300));

  test('has the rows of two', () => {
    expect(found(judgeVolume, 'inventory_daily', twice(600))).toMatchObject([
      { check: 'volume', subject: '2026-10-14', found: { now: '600', usual: '300' }, since: '2026-10-14' },
    ]);
  });

  test('may grow', () => {
    expect(found(judgeVolume, 'inventory_daily', twice(500))).toEqual([]);
  });

  test('is a peak where rows are single events', () => {
    expect(found(judgeVolume, 'orders', twice(600))).toEqual([]);
  });
});

const months = fc.array(fc.integer({ min: 60, max: 140 }), { minLength: 26, maxLength: 26 });

/** Whether some month is unusual, of the same months at another scale, and of days in another order. */
function isOdd(perMonth: number[], scale: number, isReversed: boolean): boolean {
  const ids = Array.from({ length: 26 }, (_, at) => monthId(at));
  const known = days('2024-09-01', '2026-10-31', (at) => day((perMonth[ids.indexOf(monthOf(at))] ?? 0) * scale));
  const entries = Object.entries(known);
  return found(judgeVolume, 'orders', Object.fromEntries(isReversed ? entries.reverse() : entries)).length > 0;
}

function monthId(at: number): string {
  return `${2024 + Math.floor((at + 8) / 12)}-${String(((at + 8) % 12) + 1).padStart(2, '0')}`;
}

test('the order of days is nothing to it', () => {
  fc.assert(
    fc.property(months, fc.integer({ min: 10, max: 300 }), (before, now) => {
      const all = [...before.slice(0, 25), now];
      expect(isOdd(all, 1, true)).toBe(isOdd(all, 1, false));
    }),
    { numRuns: 30 },
  );
});

test('a larger shop, of which chance takes less, sees at least what a smaller one sees', () => {
  fc.assert(
    fc.property(months, fc.integer({ min: 10, max: 300 }), (before, now) => {
      const all = [...before.slice(0, 25), now];
      if (isOdd(all, 1, false)) expect(isOdd(all, 7, false)).toBe(true);
    }),
    { numRuns: 30 },
  );
});
