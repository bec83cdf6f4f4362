import { describe, expect, test } from 'vitest';
import { planPeriods } from '../../functions/run/plan-periods.ts';
import { windowOf } from '../../functions/scorecards/windows.ts';
import { periodOf } from '../kpis/hand-made.ts';
import { mustLoad } from '../support/shop.ts';

const CALENDAR = { timeZone: 'Asia/Shanghai', fiscalYearStartMonth: 1 };
const AS_OF = '2026-11-15T00:00:00Z';

function windowId(keys: { windowMonths?: number; mature?: boolean; days?: number; period?: string; asOf?: string }) {
  const { windowMonths = 1, mature = false, days = 45, period = '2026-10', asOf = AS_OF } = keys;
  return windowOf({ windowMonths, mature }, { maturityDays: days }, periodOf(period), asOf, CALENDAR).id;
}

describe('what a line is scored over', () => {
  test('is the period, unless the card says otherwise', () => {
    expect(windowId({})).toBe('2026-10');
    expect(windowId({ period: '2026-Q3' })).toBe('2026-Q3');
  });

  test('is a window that ends with the month', () => {
    expect(windowId({ windowMonths: 3 })).toBe('2026-08..2026-10');
    expect(windowId({ windowMonths: 3, period: '2026-01' })).toBe('2025-11..2026-01');
    expect(windowId({ windowMonths: 3, period: '2026-Q3' })).toBe('2026-07..2026-09');
  });

  test('is the newest month whose outcomes are all in, to the second', () => {
    expect(windowId({ mature: true })).toBe('2026-09');
    expect(windowId({ mature: true, asOf: '2026-11-14T15:59:59Z' })).toBe('2026-08');
    expect(windowId({ mature: true, asOf: '2026-11-14T16:00:00Z' })).toBe('2026-09');
    expect(windowId({ mature: true, windowMonths: 3 })).toBe('2026-07..2026-09');
  });

  test('is never later than the period', () => {
    expect(windowId({ mature: true, period: '2026-03' })).toBe('2026-03');
    expect(windowId({ mature: true, days: 0 })).toBe('2026-10');
  });
});

describe('the windows of a run', () => {
  const definitions = mustLoad({
    'reports/staff.yaml': `
title: { en: Staff, zh-CN: 员工 }
grain: month
schedule: day 15 08:00
scorecards: [department, employee_merchandiser]
email: monthly-executive
sections: [score, attention, scorecard, drivers, carriers, data_quality]
`,
  });
  const plan = (change: { report?: string; kind?: 'run' | 'backfill'; from?: string } = {}) => {
    const { report: id = 'staff', kind = 'run', from = '2026-10' } = change;
    const report = definitions.reports[id] as (typeof definitions.reports)[string];
    const request = { report, kind, from: periodOf(from), to: periodOf('2026-10'), asOf: AS_OF, takeOver: false };
    return planPeriods(request, { '2026-09': 1 }, null, { calendar: CALENDAR, definitions });
  };

  test('are those of the people whom it reviews, cut by person too', () => {
    const { windows, detailed } = plan();
    expect(windows.map(({ id }) => id).sort()).toEqual(['2026-07..2026-09', '2026-08..2026-10']);
    expect(detailed).toEqual(expect.arrayContaining(['2026-07..2026-09', '2026-08..2026-10']));
  });

  test('of a backfill are those of each month', () => {
    const { windows } = plan({ kind: 'backfill', from: '2026-08' });
    expect(windows.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['2026-06..2026-08', '2026-07..2026-09', '2026-08..2026-10']),
    );
  });
});
