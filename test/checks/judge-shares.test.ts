import { describe, expect, test } from 'vitest';
import { judgeNulls, judgeTrues } from '../../functions/checks/judge-shares.ts';
import { monthOf } from '../../functions/checks/profile.ts';
import { day, days, found } from './made-days.ts';

/** A hundred rows a day, of which so many in a hundred have no value in the column. */
const empty = (column: string, of: (at: string) => number) =>
  days('2024-09-01', '2026-11-01', (at) => day(100, { nulls: { [column]: of(at) } }));
const judged = (table: string, ...of: Parameters<typeof empty>) => found(judgeNulls, table, empty(...of));
const inOctober = (now: number, usual: number) => (at: string) => (monthOf(at) === '2026-10' ? now : usual);

describe('empty cells', () => {
  test('of a column that is never empty are unusual from one in a hundred on', () => {
    expect(judged('order_lines', 'unit_cost_base', inOctober(1, 0))).toEqual([]);
    expect(judged('order_lines', 'unit_cost_base', inOctober(2, 0))).toEqual([
      {
        ...{ check: 'null_rate', table: 'order_lines', subject: 'unit_cost_base', since: '2026-10-01' },
        ...{ found: { now: '2.0', usual: '0.0' }, rows: 62, of: 3100 },
      },
    ]);
  });

  test('of one that often is are unusual from 15 points on, more and fewer', () => {
    expect(judged('orders', 'campaign_id', inOctober(70, 80))).toEqual([]);
    expect(judged('orders', 'campaign_id', inOctober(64, 80)).length).toBe(1);
    expect(judged('orders', 'campaign_id', inOctober(96, 80)).length).toBe(1);
  });

  test('are of a season where they were so a year ago', () => {
    expect(judged('orders', 'campaign_id', (at) => (monthOf(at).endsWith('-10') ? 50 : 80))).toEqual([]);
  });

  test('of an outcome are looked at in the first ten days, since of the newest rows nothing is known yet', () => {
    const late = (at: string) => (at >= '2026-10-11' ? 90 : 5);
    expect(judged('shipments', 'delivered_at', late)).toEqual([]);
    expect(judged('shipments', 'promised_at', late).length).toBe(1);
    const never = (at: string) => (at >= '2026-10-01' ? 90 : 5);
    expect(judged('shipments', 'delivered_at', never)).toMatchObject([{ found: { now: '90.0', usual: '5.0' } }]);
  });

  test('say nothing of a table whose rows are rare: a day may have them all', () => {
    expect(judged('inventory_counts', 'counted_by_employee_id', inOctober(6, 0))).toEqual([]);
  });

  test('say nothing of a column that the shop lacks, nor of few rows', () => {
    const known = days('2024-09-01', '2026-11-01', (at) =>
      day(2, { nulls: { campaign_id: monthOf(at) === '2026-10' ? 2 : 0 } }),
    );
    expect(found(judgeNulls, 'orders', known)).toEqual([]);
  });
});

describe('marks', () => {
  const marked = (of: (at: string) => number) =>
    found(
      judgeTrues,
      'orders',
      days('2024-09-01', '2026-11-01', (at) => day(100, { trues: { is_replacement: of(at) } })),
    );

  test('that were inverted are unusual', () => {
    expect(marked(inOctober(95, 5))).toMatchObject([
      { check: 'true_rate', subject: 'is_replacement', found: { now: '95.0', usual: '5.0' }, rows: 2945, of: 3100 },
    ]);
  });

  test('may vary by less than 15 points', () => {
    expect(marked(inOctober(18, 5))).toEqual([]);
  });
});
