import { describe, expect, test } from 'vitest';
import { type Period, readPeriod } from '../../functions/periods/period.ts';
import { addDays, isBefore, scheduledAfter } from '../../functions/periods/schedule.ts';
import { isTimeZone } from '../../functions/periods/time-zone.ts';

function month(id: string, timeZone = 'Asia/Shanghai'): Period {
  const period = readPeriod(id, { timeZone, fiscalYearStartMonth: 1 });
  if (!period) throw new Error(`${id} is no period`);
  return period;
}

describe('the first business day', () => {
  test.each([
    ['a Monday', '2026-05', '2026-06-01'],
    ['a Tuesday', '2026-06', '2026-07-01'],
    ['a Thursday', '2026-04', '2026-05-01'],
    ['a Friday', '2026-07', '2026-08-03'],
    ['a Saturday', '2026-10', '2026-11-02'],
    ['a Sunday', '2026-05', '2026-06-01'],
    ['the end of the year', '2026-12', '2027-01-01'],
  ])('after a month that ends on %s (%s) is %s', (_, id, day) => {
    expect(scheduledAfter(month(id), 'first business day 08:00')).toBe(`${day}T00:00:00Z`);
  });

  test('is at the wall-clock time of the shop, in summer and in winter', () => {
    expect(scheduledAfter(month('2026-05', 'Europe/London'), 'first business day 08:00')).toBe('2026-06-01T07:00:00Z');
    expect(scheduledAfter(month('2026-11', 'Europe/London'), 'first business day 08:00')).toBe('2026-12-01T08:00:00Z');
    expect(scheduledAfter(month('2026-05', 'America/New_York'), 'first business day 08:00')).toBe(
      '2026-06-01T12:00:00Z',
    );
    expect(scheduledAfter(month('2026-05', 'Asia/Kolkata'), 'first business day 08:00')).toBe('2026-06-01T02:30:00Z');
  });
});

describe('a day of the month', () => {
  test('may be a Sunday', () => {
    expect(scheduledAfter(month('2026-06'), 'day 5 08:30')).toBe('2026-07-05T00:30:00Z');
  });

  test('exists in every month up to the 28th', () => {
    expect(scheduledAfter(month('2026-01'), 'day 28 23:59')).toBe('2026-02-28T15:59:00Z');
  });

  test('after a quarter lies in the next one', () => {
    expect(scheduledAfter(month('2026-Q4'), 'day 1 08:00')).toBe('2027-01-01T00:00:00Z');
  });

  test('that the clocks leave out comes an hour later, not a day', () => {
    expect(scheduledAfter(month('2026-02', 'Europe/London'), 'day 28 01:30')).toBe('2026-03-28T01:30:00Z');
    expect(scheduledAfter(month('2026-02', 'America/New_York'), 'day 8 02:30')).toBe('2026-03-08T07:30:00Z');
  });

  test('that no schedule may name is a mistake of the program', () => {
    expect(() => scheduledAfter(month('2026-06'), 'every Monday')).toThrow('unchecked schedule: every Monday');
  });
});

describe('instants', () => {
  test('are added to in days of 24 hours, whatever the clocks do', () => {
    expect(addDays('2026-03-28T12:00:00Z', 2)).toBe('2026-03-30T12:00:00Z');
    expect(addDays('2026-12-31T16:00:00Z', 45)).toBe('2027-02-14T16:00:00Z');
  });

  test('are before one another only strictly', () => {
    expect(isBefore('2026-06-30T15:59:59Z', '2026-06-30T16:00:00Z')).toBe(true);
    expect(isBefore('2026-06-30T16:00:00Z', '2026-06-30T16:00:00Z')).toBe(false);
  });
});

describe('a time zone', () => {
  test.each(['Asia/Shanghai', 'Europe/London', 'America/Argentina/Buenos_Aires', 'UTC'])('%s is one', (name) => {
    expect(isTimeZone(name)).toBe(true);
  });

  test.each(['Asia/Peking', '+08:00', 'CST+8', '', 'Shanghai', 'Z'])('%j is none', (name) => {
    expect(isTimeZone(name)).toBe(false);
  });
});
