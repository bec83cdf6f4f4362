import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import {
  businessDayAfter,
  businessDayFrom,
  calendarCovers,
  type HolidayCalendar,
  holidaysBetween,
  isBusinessDay,
} from '../../functions/periods/holidays.ts';
import { holidayCalendar } from '../support/calendars.ts';

const cn = holidayCalendar('cn');
const us = holidayCalendar('us');

const weekday = (day: string) => Temporal.PlainDate.from(day).dayOfWeek;

function daysOf(year: number): string[] {
  const first = Temporal.PlainDate.from({ year, month: 1, day: 1 });
  return Array.from({ length: first.daysInYear }, (_, days) => first.add({ days }).toString());
}

function named(calendar: HolidayCalendar, year: string): Record<string, string> {
  return Object.fromEntries(
    (calendar.years[year] ?? []).map(({ from, to, worked, name }) => [
      name.en,
      [`${from.slice(5)} to ${to.slice(5)}`, ...worked.map((day) => day.slice(5))].join(', '),
    ]),
  );
}

describe('the calendar of mainland China', () => {
  test('says what the notices of the State Council say', () => {
    expect(named(cn, '2024')).toEqual({
      'New Year': '01-01 to 01-01',
      'Spring Festival': '02-10 to 02-17, 02-04, 02-18',
      'Qingming Festival': '04-04 to 04-06, 04-07',
      'Labour Day': '05-01 to 05-05, 04-28, 05-11',
      'Dragon Boat Festival': '06-10 to 06-10',
      'Mid-Autumn Festival': '09-15 to 09-17, 09-14',
      'National Day': '10-01 to 10-07, 09-29, 10-12',
    });
    expect(named(cn, '2025')).toEqual({
      'New Year': '01-01 to 01-01',
      'Spring Festival': '01-28 to 02-04, 01-26, 02-08',
      'Qingming Festival': '04-04 to 04-06',
      'Labour Day': '05-01 to 05-05, 04-27',
      'Dragon Boat Festival': '05-31 to 06-02',
      'National Day and Mid-Autumn Festival': '10-01 to 10-08, 09-28, 10-11',
    });
    expect(named(cn, '2026')).toEqual({
      'New Year': '01-01 to 01-03, 01-04',
      'Spring Festival': '02-15 to 02-23, 02-14, 02-28',
      'Qingming Festival': '04-04 to 04-06',
      'Labour Day': '05-01 to 05-05, 05-09',
      'Dragon Boat Festival': '06-19 to 06-21',
      'Mid-Autumn Festival': '09-25 to 09-27',
      'National Day': '10-01 to 10-07, 09-20, 10-10',
    });
  });

  test('gives as many days off as the law: 11 in 2024, 13 since 2025; all others are weekend days that are moved', () => {
    for (const [year, lawful] of [
      [2024, 11],
      [2025, 13],
      [2026, 13],
    ] as const) {
      const off = daysOf(year).filter((day) => weekday(day) <= 5 && !isBusinessDay(day, cn)).length;
      const workedWeekends = daysOf(year).filter((day) => weekday(day) > 5 && isBusinessDay(day, cn)).length;
      expect([year, off - workedWeekends]).toEqual([year, lawful]);
    }
  });

  test('has make-up days on weekends only, which are worked', () => {
    const worked = Object.values(cn.years).flatMap((holidays) => holidays.flatMap((holiday) => holiday.worked));
    expect(worked).toHaveLength(19);
    for (const day of worked) expect([day, weekday(day) > 5, isBusinessDay(day, cn)]).toEqual([day, true, true]);
  });
});

describe('the calendar of the United States', () => {
  /** By the words of the law: a fixed day, or which weekday of a month (-1: the last). */
  const law: [name: string, month: number, day: number | [weekday: number, nth: number]][] = [
    ["New Year's Day", 1, 1],
    ['Martin Luther King Jr. Day', 1, [1, 3]],
    ["Washington's Birthday", 2, [1, 3]],
    ['Memorial Day', 5, [1, -1]],
    ['Juneteenth', 6, 19],
    ['Independence Day', 7, 4],
    ['Labor Day', 9, [1, 1]],
    ['Columbus Day', 10, [1, 2]],
    ['Veterans Day', 11, 11],
    ['Thanksgiving Day', 11, [4, 4]],
    ['Christmas Day', 12, 25],
  ];

  function observed(year: number, month: number, rule: number | [number, number]): string {
    const first = Temporal.PlainDate.from({ year, month, day: 1 });
    if (typeof rule !== 'number') {
      const [wanted, nth] = rule;
      const all = Array.from({ length: first.daysInMonth }, (_, days) => first.add({ days }));
      return String(all.filter((day) => day.dayOfWeek === wanted).at(nth < 0 ? nth : nth - 1));
    }
    const day = first.with({ day: rule });
    return day.add({ days: day.dayOfWeek === 6 ? -1 : day.dayOfWeek === 7 ? 1 : 0 }).toString();
  }

  test('has every federal holiday of 2024 to 2028 on the day on which it is observed, and no other day', () => {
    const expected = [2024, 2025, 2026, 2027, 2028, 2029]
      .flatMap((year) => law.map(([name, month, rule]) => `${observed(year, month, rule)} ${name}`))
      .filter((line) => line < '2029');
    const found = Object.values(us.years).flatMap((holidays) => holidays.map(({ from, name }) => `${from} ${name.en}`));
    expect(found).toEqual(expected.sort());
    expect(found).toHaveLength(55);
    expect(found).toContain('2026-07-03 Independence Day');
    expect(found).toContain("2027-12-31 New Year's Day");
  });

  test('has single days on weekdays', () => {
    for (const holiday of Object.values(us.years).flat()) {
      expect([holiday.from, holiday.to, holiday.worked, weekday(holiday.from) <= 5]).toEqual([
        holiday.from,
        holiday.from,
        [],
        true,
      ]);
    }
  });
});

describe('a business day', () => {
  test.each([
    ['a Saturday that is worked', '2026-10-10', true],
    ['a Sunday that is worked', '2026-01-04', true],
    ['a Saturday', '2026-10-17', false],
    ['a weekday that is off', '2026-10-07', false],
    ['a weekday', '2026-10-08', true],
  ])('%s (%s): %s', (_, day, isWorked) => {
    expect(isBusinessDay(day, cn)).toBe(isWorked);
  });

  test('is one of Monday to Friday without a calendar, and in a year that the calendar does not know', () => {
    expect(isBusinessDay('2026-10-07', null)).toBe(true);
    expect(isBusinessDay('2026-10-10', null)).toBe(false);
    expect(isBusinessDay('2031-10-01', cn)).toBe(true);
    expect(isBusinessDay('2031-10-04', cn)).toBe(false);
  });

  test('after a long holiday is the first that is worked', () => {
    expect(businessDayFrom('2026-10-01', cn)).toBe('2026-10-08');
    expect(businessDayAfter('2026-10-08', cn)).toBe('2026-10-09');
    expect(businessDayAfter('2026-10-09', cn)).toBe('2026-10-10');
    expect(businessDayAfter('2026-12-31', us)).toBe('2027-01-04');
  });
});

test('a calendar says which years it knows', () => {
  expect([2023, 2024, 2026, 2027].map((year) => calendarCovers(cn, year))).toEqual([false, true, true, false]);
  expect([2023, 2028, 2029].map((year) => calendarCovers(us, year))).toEqual([false, true, false]);
  expect(calendarCovers(null, 1999)).toBe(true);
});

test('the holidays between two days are those with a day off there', () => {
  const names = (from: string, before: string) => holidaysBetween(from, before, cn).map(({ name }) => name.en);
  expect(names('2026-10-01', '2026-10-08')).toEqual(['National Day']);
  expect(names('2026-11-01', '2026-11-02')).toEqual([]);
  expect(names('2026-10-07', '2026-10-08')).toEqual(['National Day']);
  expect(names('2026-09-01', '2026-10-01')).toEqual(['Mid-Autumn Festival']);
});
