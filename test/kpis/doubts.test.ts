// Which figures a doubtful table concerns: by what they are read from, and by the days of the period.
import { describe, expect, test } from 'vitest';
import { tablesOfKpi } from '../../functions/facts/tables-of-kpi.ts';
import { type Doubtful, NOTHING_DOUBTFUL, openDoubts } from '../../functions/kpis/doubts.ts';
import { type Period, readPeriod } from '../../functions/periods/period.ts';
import { mustLoad } from '../support/shop.ts';
import { calendar } from '../support/story.ts';
import { kpiIn } from './hand-made.ts';

const definitions = mustLoad();
const period = (id: string) => readPeriod(id, calendar) as Period;
const june = period('2026-06');

const doubtsOf = (kpi: string, doubtful: Partial<Doubtful>, of = june) =>
  openDoubts({ ...NOTHING_DOUBTFUL, ...doubtful }, definitions, calendar)(kpiIn(definitions, kpi), of);

const late = (table: string, since: string | null) => ({
  provisional: [{ check: 'fresh' as const, table, subject: null, since, finalOn: '2026-08-03' }],
});
const repeated = (table: string, ...days: string[]) => ({
  repeated: [{ check: 'keys_unique' as const, table, subject: 'id', days }],
});

describe('tables of a KPI', () => {
  test('are those without which it has no value, and those that refine it', () => {
    const { needed, decisive, read } = tablesOfKpi(kpiIn(definitions, 'sales'), definitions);
    expect(needed).toEqual(expect.arrayContaining(['orders', 'order_lines']));
    expect(needed).not.toContain('shipments');
    // An order that was cancelled after it had left is still a sale.
    expect(decisive).toContain('shipments');
    expect(decisive).not.toContain('returns');
    expect(read).toContain('returns');
  });
});

describe('a table that is late', () => {
  test('makes the figures that are read from it provisional, and no others', () => {
    expect(doubtsOf('on_time_delivery_rate', late('shipments', '2026-06-28')).provisional).toEqual([
      { check: 'fresh', table: 'shipments', subject: null, finalOn: '2026-08-03' },
    ]);
    expect(doubtsOf('on_time_delivery_rate', late('web_daily', '2026-06-28')).provisional).toEqual([]);
  });

  test('says nothing of periods that were over long before', () => {
    expect(doubtsOf('order_count', late('orders', '2026-06-28'), period('2026-04')).provisional).toEqual([]);
    expect(doubtsOf('order_count', late('orders', null), period('2026-04')).provisional).toHaveLength(1);
  });
});

describe('what a person accepted', () => {
  const accepted = (table: string, since: string | null) => ({
    accepted: [{ check: 'volume' as const, table, subject: null, since }],
  });

  test('concerns the figures that are read from the table, from the day on that it is about', () => {
    const volume = [{ check: 'volume', table: 'orders', subject: null }];
    expect(doubtsOf('order_count', accepted('orders', '2026-06-01')).accepted).toEqual(volume);
    expect(doubtsOf('order_count', accepted('orders', null)).accepted).toEqual(volume);
    expect(doubtsOf('order_count', accepted('orders', '2026-06-01'), period('2026-04')).accepted).toEqual([]);
    expect(doubtsOf('order_count', accepted('web_daily', '2026-06-01')).accepted).toEqual([]);
  });
});

describe('keys that stand twice', () => {
  test('block every figure whose statement reads the table, also where it only refines', () => {
    for (const kpi of ['sales', 'order_count', 'return_rate']) {
      expect(doubtsOf(kpi, repeated('orders', '2026-06-10')).blockedBy, kpi).toEqual([
        { check: 'keys_unique', table: 'orders', subject: 'id' },
      ]);
    }
    expect(doubtsOf('sales', repeated('returns', '2026-06-10')).blockedBy).toHaveLength(1);
    expect(doubtsOf('order_count', repeated('stock_daily', '2026-06-10')).blockedBy).toEqual([]);
  });

  test('block the periods that may read their days, whether or not they have days', () => {
    expect(doubtsOf('order_count', repeated('orders', '2026-06-10'), period('2026-04')).blockedBy).toEqual([]);
    expect(doubtsOf('order_count', repeated('orders', ''), period('2026-04')).blockedBy).toHaveLength(1);
  });

  test('a year before block what is compared with that year', () => {
    expect(doubtsOf('sales_growth_yoy', repeated('orders', '2025-06-10')).blockedBy).toHaveLength(1);
    expect(doubtsOf('order_count', repeated('orders', '2025-06-10')).blockedBy).toEqual([]);
  });
});

describe('rows that are left out', () => {
  const excluded = (months: Record<string, number>) => ({
    excluded: [{ check: 'ranges' as const, table: 'orders', subject: 'fx_to_base', months }],
  });

  test('are counted once, in the month in which they lie', () => {
    const rows = (months: Record<string, number>, of = june) =>
      doubtsOf('order_count', excluded(months), of).excluded.map((one) => one.rows);
    expect(rows({ '2026-06': 3, '2026-05': 4 })).toEqual(['3']);
    expect(rows({ '2026-06': 3, '2026-05': 4 }, period('2026-Q2'))).toEqual(['7']);
    expect(rows({ '2026-01': 3 })).toEqual([]);
    expect(rows({ '': 2 })).toEqual(['2']);
  });
});
