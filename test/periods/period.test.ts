import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Calendar,
  type Period,
  periodOfDay,
  periodsFrom,
  readPeriod,
  shiftPeriod,
  yearBefore,
} from '../../functions/periods/period.ts';

function calendarOf(timeZone: string, fiscalYearStartMonth = 1): Calendar {
  return { timeZone, fiscalYearStartMonth };
}

const shanghai = calendarOf('Asia/Shanghai');

function period(id: string, calendar = shanghai): Period {
  const found = readPeriod(id, calendar);
  if (!found) throw new Error(`${id} is no period`);
  return found;
}

const hours = ({ startsAt, endsAt }: Period) => (Date.parse(endsAt) - Date.parse(startsAt)) / 3_600_000;

describe('a month', () => {
  test('of Shanghai begins and ends eight hours before the UTC day', () => {
    expect(period('2026-06')).toEqual({
      id: '2026-06',
      grain: 'month',
      from: '2026-06-01',
      to: '2026-06-30',
      days: 30,
      timeZone: 'Asia/Shanghai',
      startsAt: '2026-05-31T16:00:00Z',
      endsAt: '2026-06-30T16:00:00Z',
    });
  });

  test.each([
    ['Europe/London', '2026-03', '2026-03-01T00:00:00Z', '2026-03-31T23:00:00Z', 31, 31 * 24 - 1],
    ['Europe/London', '2026-10', '2026-09-30T23:00:00Z', '2026-11-01T00:00:00Z', 31, 31 * 24 + 1],
    ['America/New_York', '2026-03', '2026-03-01T05:00:00Z', '2026-04-01T04:00:00Z', 31, 31 * 24 - 1],
    ['America/New_York', '2026-11', '2026-11-01T04:00:00Z', '2026-12-01T05:00:00Z', 30, 30 * 24 + 1],
    ['Asia/Kolkata', '2026-06', '2026-05-31T18:30:00Z', '2026-06-30T18:30:00Z', 30, 30 * 24],
    ['Asia/Kathmandu', '2026-06', '2026-05-31T18:15:00Z', '2026-06-30T18:15:00Z', 30, 30 * 24],
    ['Pacific/Apia', '2011-12', '2011-12-01T10:00:00Z', '2011-12-31T10:00:00Z', 31, 30 * 24],
    ['UTC', '2026-12', '2026-12-01T00:00:00Z', '2027-01-01T00:00:00Z', 31, 31 * 24],
    ['Asia/Shanghai', '2024-02', '2024-01-31T16:00:00Z', '2024-02-29T16:00:00Z', 29, 29 * 24],
    ['Asia/Shanghai', '2100-02', '2100-01-31T16:00:00Z', '2100-02-28T16:00:00Z', 28, 28 * 24],
  ])('of %s, %s, is [%s, %s) whatever the clocks do', (zone, id, startsAt, endsAt, days, length) => {
    const found = period(id, calendarOf(zone));
    expect(found).toMatchObject({ startsAt, endsAt, days });
    expect(hours(found)).toBe(length);
  });

  test('begins when the day begins, where midnight does not exist', () => {
    // Brazil put its clocks forward at midnight: 4 November 2018 began at 01:00.
    const november = period('2018-11', calendarOf('America/Sao_Paulo'));
    expect(november).toMatchObject({ startsAt: '2018-11-01T03:00:00Z', endsAt: '2018-12-01T02:00:00Z' });
    expect(period('2026-09', calendarOf('America/Santiago')).startsAt).toBe('2026-09-01T04:00:00Z');
  });
});

describe('a range', () => {
  test.each([
    ['2026-Q4', 1, '2026-10-01', '2026-12-31', 92],
    ['2024-Q1', 1, '2024-01-01', '2024-03-31', 91],
    ['2026-04..2026-06', 1, '2026-04-01', '2026-06-30', 91],
    ['2025-12..2026-02', 1, '2025-12-01', '2026-02-28', 90],
    ['2026-06..2026-06', 1, '2026-06-01', '2026-06-30', 30],
    ['2026-YTD-10', 1, '2026-01-01', '2026-10-31', 304],
    ['2026-YTD-01', 1, '2026-01-01', '2026-01-31', 31],
    ['2026-YTD-10', 4, '2026-04-01', '2026-10-31', 214],
    ['2026-YTD-03', 4, '2025-04-01', '2026-03-31', 365],
    ['2026-YTD-04', 4, '2026-04-01', '2026-04-30', 30],
  ])('%s with a fiscal year from month %i is %s to %s', (id, start, from, to, days) => {
    expect(period(id, calendarOf('Asia/Shanghai', start))).toMatchObject({ id, from, to, days });
  });

  test.each([
    '2026',
    '2026-13',
    '2026-00',
    '2026-1',
    '2026-Q5',
    '2026-Q0',
    '2026-06..2026-05',
    '2026-YTD-13',
    ' 2026-06',
    '26-06',
  ])('%j is no period', (id) => {
    expect(readPeriod(id, shanghai)).toBeNull();
  });
});

describe('the period before', () => {
  test.each([
    ['2026-01', '2025-12', '2025-01'],
    ['2024-02', '2024-01', '2023-02'],
    ['2026-Q1', '2025-Q4', '2025-Q1'],
    ['2026-04..2026-06', '2026-01..2026-03', '2025-04..2025-06'],
    ['2026-YTD-02', '2025-YTD-12', '2025-YTD-02'],
  ])('of %s is %s, and a year ago it was %s', (id, before, yearAgo) => {
    expect(shiftPeriod(period(id), -1, shanghai).id).toBe(before);
    expect(yearBefore(period(id), shanghai).id).toBe(yearAgo);
  });

  test('a year before the end of a leap February ends on the 28th', () => {
    expect(yearBefore(period('2024-02'), shanghai).to).toBe('2023-02-28');
  });

  test('of any month ends in the instant in which that month begins', () => {
    const zones = fc.constantFrom(
      'Asia/Shanghai',
      'Europe/London',
      'America/New_York',
      'Asia/Kolkata',
      'Australia/Lord_Howe',
    );
    fc.assert(
      fc.property(zones, fc.integer({ min: 2000, max: 2037 }), fc.integer({ min: 1, max: 12 }), (zone, year, month) => {
        const calendar = calendarOf(zone);
        const here = period(`${year}-${String(month).padStart(2, '0')}`, calendar);
        const before = shiftPeriod(here, -1, calendar);
        expect(before.endsAt).toBe(here.startsAt);
        expect(shiftPeriod(before, 1, calendar)).toEqual(here);
        expect(Math.abs(hours(here) - here.days * 24)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('periods in a row', () => {
  test('cross the end of the year and hold both ends', () => {
    const ids = periodsFrom(period('2025-11'), period('2026-02'), shanghai).map(({ id }) => id);
    expect(ids).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
  });

  test('are none where the first lies after the last', () => {
    expect(periodsFrom(period('2026-02'), period('2026-01'), shanghai)).toEqual([]);
  });

  test.each([
    ['2026-03-31', 'month', '2026-03'],
    ['2026-03-31', 'quarter', '2026-Q1'],
    ['2024-02-29', 'month', '2024-02'],
    ['2026-12-01', 'quarter', '2026-Q4'],
  ] as const)('%s lies in the %s %s', (day, grain, id) => {
    expect(periodOfDay(day, grain, shanghai).id).toBe(id);
  });
});
