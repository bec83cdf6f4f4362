import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Table } from '../../functions/definitions/definitions.ts';
import { partitionPredicate } from '../../functions/facts/partition-range.ts';
import { periodLiterals } from '../../functions/facts/period-rows.ts';
import { mustLoad } from '../support/shop.ts';
import { AS_OF, periodOf } from './lake.ts';

const { tables } = mustLoad();
const reach = { lookbackDays: 120, scheduledAt: AS_OF };

function rangeOf(table: string, ...periods: string[]): string | null {
  return partitionPredicate(tables[table] as Table, periods.map(periodOf), reach);
}

describe('the partitions that a statement reads', () => {
  test('of events begin 120 days before the period and end a day after it, in UTC days', () => {
    expect(rangeOf('orders', '2026-06')).toBe("(dt >= '2026-01-31' AND dt <= '2026-07-01')");
  });

  test('of what explains earlier rows go on to the day after the scheduled time', () => {
    expect(rangeOf('shipments', '2026-06')).toBe("(dt >= '2026-01-31' AND dt <= '2026-07-06')");
  });

  test('of daily tables are the local days of the period', () => {
    expect(rangeOf('employee_time', '2026-02')).toBe("(dt >= '2026-02-01' AND dt <= '2026-02-28')");
  });

  test('of a table that is read whole are not limited', () => {
    expect(rangeOf('targets', '2026-06')).toBeNull();
  });

  test('of several periods are joined where they touch and kept apart where they do not', () => {
    expect(rangeOf('employee_time', '2026-02', '2026-06', '2026-03')).toBe(
      "(dt >= '2026-02-01' AND dt <= '2026-03-31') OR (dt >= '2026-06-01' AND dt <= '2026-06-30')",
    );
    expect(rangeOf('orders', '2025-06', '2026-06', '2026-05')).toBe(
      "(dt >= '2025-01-31' AND dt <= '2025-07-01') OR (dt >= '2025-12-31' AND dt <= '2026-07-01')",
    );
    expect(rangeOf('employee_time', '2026-06', '2026-YTD-07')).toBe("(dt >= '2026-01-01' AND dt <= '2026-07-31')");
  });

  const months = fc.integer({ min: 1, max: 12 }).map((month) => `2026-${String(month).padStart(2, '0')}`);
  test('hold every day that one of the periods would read alone, and no other', () => {
    fc.assert(
      fc.property(fc.uniqueArray(months, { minLength: 1 }), months, (read, asked) => {
        const day = `${asked}-15`;
        const ranges = [...(rangeOf('employee_time', ...read) ?? '').matchAll(/'(\S+)' AND dt <= '(\S+)'/g)];
        const holds = ranges.some(([, from, to]) => day >= (from ?? '') && day <= (to ?? ''));
        expect(holds).toBe(read.includes(asked));
      }),
    );
  });
});

describe('what SQL sees of a period', () => {
  test('are UTC instants and local days', () => {
    expect(periodLiterals(periodOf('2026-06'), 120)).toEqual({
      starts_at: "TIMESTAMP '2026-05-31 16:00:00'",
      ends_at: "TIMESTAMP '2026-06-30 16:00:00'",
      first_day: "'2026-06-01'",
      last_day: "'2026-06-30'",
      first_date: "DATE '2026-06-01'",
      last_date: "DATE '2026-06-30'",
      eve_date: "DATE '2026-05-31'",
      year_ago_date: "DATE '2025-06-30'",
      first_month: "'2026-06'",
      last_month: "'2026-06'",
      window_date: "DATE '2026-03-02'",
    });
  });

  test('a year before the end of February 2024 is the end of February 2023, and after 2023 the leap day', () => {
    expect(periodLiterals(periodOf('2024-02'), 120).year_ago_date).toBe("DATE '2023-02-28'");
    expect(periodLiterals(periodOf('2025-02'), 120).year_ago_date).toBe("DATE '2024-02-29'");
  });
});
