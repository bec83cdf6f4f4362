import { describe, expect, test } from 'vitest';
import type { Kpi, Report } from '../../functions/definitions/definitions.ts';
import { evaluateKpi } from '../../functions/kpis/evaluate.ts';
import { planPeriods } from '../../functions/run/plan-periods.ts';
import { evaluatePeriod } from '../../functions/scorecards/evaluate-period.ts';
import { windowOf } from '../../functions/scorecards/windows.ts';
import { EXAMPLE_LAKE, AS_OF as LAKE_AS_OF, openLake } from '../facts/lake.ts';
import { periodOf } from '../kpis/hand-made.ts';
import { readLake } from '../support/evaluate.ts';
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
scorecards: [department]
people: [employee_merchandiser]
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

test('a card of a carrier is scored over the months that its line asks for, and says so', async () => {
  const lines = '  - { kpi: on_time_delivery_rate, weight: 100, window_months: 2 }\n';
  const own = mustLoad({
    'scorecards/carrier.yaml': `title: { en: Carriers, zh-CN: 承运商 }\nsubject: carrier\nlines:\n${lines}`,
  });
  const engine = await openLake(own, EXAMPLE_LAKE);
  const [june, window] = [periodOf('2026-06'), periodOf('2026-05..2026-06')];
  const reading = await readLake(own, engine, [june, window], LAKE_AS_OF, CALENDAR);
  const report = { ...own.reports['monthly-executive'], scorecards: ['carrier'] } as Report;
  const result = evaluatePeriod(report, june, reading);
  const sf = result.cards.find(({ subject }) => subject.member === 'SF')?.lines[0];
  const member = { dimension: 'carrier', column: 'carrier', member: 'SF' };
  const both = evaluateKpi(own.kpis.on_time_delivery_rate as Kpi, member, window, reading);
  expect(sf?.period).toBe('2026-05..2026-06');
  expect(sf?.evaluated.value?.toFraction()).toBe(both.value?.toFraction());
  // The figure of the shop stays that of the month.
  expect(result.kpis.get('on_time_delivery_rate')?.judged.period).toBe('2026-06');
});
