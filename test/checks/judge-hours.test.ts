import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeTimeOfDay } from '../../functions/checks/judge-hours.ts';
import { day, days, found } from './made-days.ts';

/** A hundred orders a day in UTC, most of them in the evening of a shop in UTC+8. */
const EVENING: Record<string, number> = { 1: 10, 4: 20, 8: 10, 12: 40, 13: 20 };
const later = (hours: number) =>
  Object.fromEntries(Object.entries(EVENING).map(([hour, rows]) => [String((Number(hour) + hours) % 24), rows]));
const judged = (hoursOf: (at: string) => Record<string, number>) =>
  found(
    judgeTimeOfDay,
    'orders',
    days('2025-09-01', '2026-11-01', (at) => day(100, { hours: hoursOf(at) })),
  );

describe('the time of day', () => {
  test('is another one throughout: a zone has changed', () => {
    // All rows lie elsewhere, but for those that were at 4 and are at 12 now: 20 of the 40 that are usual then.
    expect(judged((at) => (at >= '2026-10-01' ? later(8) : EVENING))).toMatchObject([
      { check: 'time_of_day', subject: 'created_at', found: { now: '80' }, since: '2026-10-01' },
    ]);
  });

  test('is another one from a day on, of which the week is told', () => {
    expect(judged((at) => (at >= '2026-10-22' ? later(8) : EVENING))).toMatchObject([{ since: '2026-10-22' }]);
  });

  test('may be another one on a day', () => {
    expect(judged((at) => (at === '2026-10-14' ? later(8) : EVENING))).toEqual([]);
  });

  test('says nothing of few rows, nor of a table without a clock', () => {
    const few = days('2025-09-01', '2026-11-01', (at) => day(3, { hours: at >= '2026-10-01' ? { 3: 3 } : { 12: 3 } }));
    expect(found(judgeTimeOfDay, 'orders', few)).toEqual([]);
    expect(found(judgeTimeOfDay, 'inventory_daily', few)).toEqual([]);
  });

  test('is the same of twice as many rows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), (times) => {
        const more = Object.fromEntries(Object.entries(EVENING).map(([hour, rows]) => [hour, rows * times]));
        expect(judged((at) => (at >= '2026-10-01' ? more : EVENING))).toEqual([]);
      }),
      { numRuns: 5 },
    );
  });
});
