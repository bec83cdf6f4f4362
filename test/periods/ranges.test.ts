import { describe, expect, test } from 'vitest';
import { type Calendar, readPeriod } from '../../functions/periods/period.ts';
import { holdsOneOfJanFeb, listRanges, monthsOf, monthsOfYear, rangesOf } from '../../functions/periods/ranges.ts';

const CALENDAR: Calendar = { timeZone: 'Asia/Shanghai', fiscalYearStartMonth: 1 };
const FISCAL: Calendar = { ...CALENDAR, fiscalYearStartMonth: 4 };

function periodOf(id: string, calendar = CALENDAR) {
  const period = readPeriod(id, calendar);
  if (!period) throw new Error(`${id} is no period`);
  return period;
}

const idsOf = (id: string, calendar = CALENDAR, combine = true) =>
  listRanges(rangesOf(periodOf(id, calendar), calendar, combine)).map((range) => range.id);

describe('the longer periods of a month', () => {
  test.each([
    ['2026-10', ['2026-YTD-10', '2025-YTD-10', '2025-11..2025-12']],
    ['2026-01', ['2026-YTD-01', '2025-YTD-01', '2025-02..2025-12']],
    ['2026-02', ['2026-YTD-02', '2025-YTD-02', '2025-03..2025-12', '2026-01..2026-02', '2025-01..2025-02']],
    ['2026-11', ['2026-YTD-11', '2025-YTD-11', '2025-12..2025-12']],
    ['2026-12', ['2026-YTD-12', '2025-YTD-12']],
    ['2026-Q3', ['2026-YTD-09', '2025-YTD-09', '2025-10..2025-12']],
  ])('%s are %j', (id, wanted) => {
    expect(idsOf(id)).toEqual(wanted);
  });

  test('leave January and February apart where the shop says so', () => {
    expect(idsOf('2026-02', CALENDAR, false)).toEqual(['2026-YTD-02', '2025-YTD-02', '2025-03..2025-12']);
  });

  test('follow the shop’s year', () => {
    expect(idsOf('2026-02', FISCAL)).toContain('2025-03..2025-03');
    expect(idsOf('2026-03', FISCAL)).toEqual(['2026-YTD-03', '2025-YTD-03']);
    const { yearToDate, restOfYearBefore } = rangesOf(periodOf('2026-05', FISCAL), FISCAL, true);
    expect([yearToDate.from, yearToDate.to, yearToDate.days]).toEqual(['2026-04-01', '2026-05-31', 61]);
    expect(restOfYearBefore?.id).toBe('2025-06..2026-03');
  });
});

describe('the months', () => {
  const ids = (id: string) => monthsOf(periodOf(id)).map((month) => month.id);

  test('of a period are all that it holds', () => {
    expect(ids('2026-06')).toEqual(['2026-06']);
    expect(ids('2025-12..2026-02')).toEqual(['2025-12', '2026-01', '2026-02']);
  });

  test('of a year are twelve from its beginning, however far it has come', () => {
    const year = monthsOfYear(periodOf('2026-YTD-05', FISCAL)).map((month) => month.id);
    expect([year[0], year[11], year.length]).toEqual(['2026-04', '2027-03', 12]);
  });
});

test.each([
  ['2026-01', true],
  ['2026-02', true],
  ['2026-03', false],
  ['2026-01..2026-02', false],
  ['2026-YTD-01', true],
  ['2026-YTD-06', false],
  ['2026-Q1', false],
])('%s may have Lunar New Year in one year only: %s', (id, shifts) => {
  expect(holdsOneOfJanFeb(periodOf(id))).toBe(shifts);
});
