import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { type HolidayCalendar, LATEST_FIRST_BUSINESS_DAY } from '../../functions/periods/holidays.ts';
import { shiftPeriod } from '../../functions/periods/period.ts';
import {
  addDays,
  deadlineAfter,
  dueAt,
  isBefore,
  newestDue,
  nextDeadline,
  readSchedule,
  type Schedule,
  scheduledAfter,
  scheduledDay,
  type Timed,
} from '../../functions/periods/schedule.ts';
import { isTimeZone } from '../../functions/periods/time-zone.ts';
import { calendarIn, holidayCalendar, periodOf } from '../support/calendars.ts';

const cn = holidayCalendar('cn');
const us = holidayCalendar('us');

const FIRST: Schedule = { on: 'first_business_day', time: '08:00' };

function dayAt(day: number, time: string): Schedule {
  return { on: 'day', day, time };
}

function timed(schedule: Schedule = FIRST, change: Partial<Timed> = {}): Timed {
  return { grain: 'month', schedule, deadline: '12:00', ...change };
}

describe('a schedule', () => {
  test.each([
    ['first business day 08:00', FIRST],
    ['first business day 23:59', { on: 'first_business_day', time: '23:59' }],
    ['day 5 08:30', dayAt(5, '08:30')],
    ['day 28 00:00', dayAt(28, '00:00')],
  ])('%s is read', (text, schedule) => {
    expect(readSchedule(text)).toEqual(schedule);
  });

  test.each([
    'every Monday',
    'day 29 08:00',
    'day 05 08:00',
    'first business day 24:00',
    'first business day 8:00',
    '',
  ])('that no report may name, as %j, is a mistake of the program', (text) => {
    expect(() => readSchedule(text)).toThrow(`unchecked schedule: ${text}`);
  });
});

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
    expect(scheduledAfter(periodOf(id), FIRST, null)).toBe(`${day}T00:00:00Z`);
  });

  test.each([
    ['September, after the National Day week', '2026-09', '2026-10-08'],
    ['September 2025, when Mid-Autumn Festival makes it eight days', '2025-09', '2025-10-09'],
    ['October', '2026-10', '2026-11-02'],
    ['December, on the Sunday that is worked for New Year', '2025-12', '2026-01-04'],
    ['April, after Labour Day', '2026-04', '2026-05-06'],
    ['January 2025, which ends within the Spring Festival', '2025-01', '2025-02-05'],
    ['a month of a year that the calendar does not know', '2027-09', '2027-10-01'],
  ])('in mainland China after %s (%s) is %s', (_, id, day) => {
    expect(scheduledAfter(periodOf(id), FIRST, cn)).toBe(`${day}T00:00:00Z`);
  });

  test('in the United States after December is the second of January, or the Monday after', () => {
    const dayAfter = (id: string) => scheduledDay(periodOf(id, 'America/New_York'), FIRST, us);
    expect(['2023-12', '2025-12', '2026-12', '2027-12'].map(dayAfter)).toEqual([
      '2024-01-02',
      '2026-01-02',
      '2027-01-04',
      '2028-01-03',
    ]);
    expect(dayAfter('2025-08')).toBe('2025-09-02');
  });

  test('is at the wall-clock time of the shop, in summer and in winter', () => {
    const runAfter = (id: string, zone: string) => scheduledAfter(periodOf(id, zone), FIRST, null);
    expect(runAfter('2026-05', 'Europe/London')).toBe('2026-06-01T07:00:00Z');
    expect(runAfter('2026-11', 'Europe/London')).toBe('2026-12-01T08:00:00Z');
    expect(runAfter('2026-05', 'America/New_York')).toBe('2026-06-01T12:00:00Z');
    expect(runAfter('2026-05', 'Asia/Kolkata')).toBe('2026-06-01T02:30:00Z');
    // The clocks of New York go back on Sunday the first, before the Monday of the report.
    expect(runAfter('2026-10', 'America/New_York')).toBe('2026-11-02T13:00:00Z');
  });
});

describe('a day of the month', () => {
  const runAfter = (id: string, day: number, time: string, zone?: string) =>
    scheduledAfter(periodOf(id, zone), dayAt(day, time), cn);

  test('may be a Sunday or a holiday', () => {
    expect(runAfter('2026-06', 5, '08:30')).toBe('2026-07-05T00:30:00Z');
    expect(runAfter('2026-09', 3, '08:00')).toBe('2026-10-03T00:00:00Z');
  });

  test('exists in every month up to the 28th', () => {
    expect(runAfter('2026-01', 28, '23:59')).toBe('2026-02-28T15:59:00Z');
  });

  test('after a quarter lies in the next one', () => {
    expect(runAfter('2026-Q4', 1, '08:00')).toBe('2027-01-01T00:00:00Z');
  });

  test.each([
    ['London, at one', '2026-02', 'Europe/London', 28, '01:30', '2026-03-28T01:30:00Z'],
    ['New York, at two', '2026-02', 'America/New_York', 8, '02:30', '2026-03-08T07:30:00Z'],
    ['Berlin, at two', '2027-02', 'Europe/Berlin', 28, '02:30', '2027-03-28T01:30:00Z'],
    ['Santiago, at midnight', '2026-08', 'America/Santiago', 6, '00:30', '2026-09-06T04:30:00Z'],
  ])('that the clocks leave out comes as much later, not a day: %s', (_, id, zone, day, time, instant) => {
    expect(runAfter(id, day, time, zone)).toBe(instant);
  });

  test('of a time that the clocks show twice takes the first', () => {
    expect(runAfter('2026-09', 25, '02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00Z');
    expect(runAfter('2026-10', 1, '01:30', 'America/New_York')).toBe('2026-11-01T05:30:00Z');
  });
});

describe('a firing of the schedule', () => {
  const october = (instant: string, schedule: Schedule = FIRST, zone = 'Asia/Shanghai') =>
    dueAt(instant, timed(schedule), calendarIn(zone), cn)?.id ?? null;

  test('on the report’s own day is for the period before', () => {
    expect(october('2026-11-02T00:00:00Z')).toBe('2026-10');
    expect(october('2026-10-08T00:00:00Z')).toBe('2026-09');
  });

  test.each(['2026-10-01', '2026-10-05', '2026-10-07', '2026-10-09', '2026-10-10', '2026-10-12'])(
    'on %s is not today: the report of September comes on the 8th',
    (day) => {
      expect(october(`${day}T00:00:00Z`)).toBeNull();
    },
  );

  test('may come some seconds off, or hours late', () => {
    expect(october('2026-11-02T00:00:41Z')).toBe('2026-10');
    expect(october('2026-11-01T23:59:58.500Z')).toBe('2026-10');
    expect(october('2026-11-02T06:00:00Z')).toBe('2026-10');
    expect(october('2026-11-01T23:00:00Z')).toBeNull();
  });

  test('some seconds after midnight still belongs to the day before', () => {
    expect(october('2026-02-28T16:00:05Z', dayAt(28, '23:59'))).toBe('2026-01');
    expect(october('2026-10-31T15:59:59Z', dayAt(1, '00:00'))).toBe('2026-10');
  });

  test('may be at either of two equal local times', () => {
    for (const instant of ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z']) {
      expect(october(instant, dayAt(25, '02:30'), 'Europe/Berlin')).toBe('2026-09');
    }
  });

  test('of a time that the clocks leave out is never made by Scheduler; started at its instant it is taken', () => {
    expect(october('2027-03-28T01:30:00Z', dayAt(28, '02:30'), 'Europe/Berlin')).toBe('2027-02');
  });

  test('for a quarter is for the quarter before, in its first month only', () => {
    const report = timed(FIRST, { grain: 'quarter' });
    const at = (day: string) => dueAt(`${day}T00:00:00Z`, report, calendarIn('Asia/Shanghai'), cn)?.id ?? null;
    expect(['2026-10-08', '2026-11-02', '2026-12-01', '2027-01-01'].map(at)).toEqual([
      '2026-Q3',
      null,
      null,
      '2026-Q4',
    ]);
  });

  test('that is no instant is refused', () => {
    expect(() => october('<aws.scheduler.scheduled-time>')).toThrow(RangeError);
  });
});

/** With clocks that change at two, at midnight, by half an hour, and not at all. */
const ZONES = [
  'Asia/Shanghai',
  'Europe/Berlin',
  'America/New_York',
  'America/Santiago',
  'Asia/Beirut',
  'Africa/Cairo',
  'Australia/Lord_Howe',
];
const zone = fc.constantFrom(...ZONES);
const calendars = fc.constantFrom<HolidayCalendar | null>(cn, us, null);
const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
const schedules = fc.oneof(
  time.map((at): Schedule => ({ on: 'first_business_day', time: at })),
  fc.tuple(fc.integer({ min: 1, max: 28 }), time).map(([day, at]) => dayAt(day, at)),
);
const month = fc
  .tuple(fc.integer({ min: 2024, max: 2028 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, number]) => `${year}-${String(number).padStart(2, '0')}`);

describe('every period', () => {
  test('has exactly one day on which its daily firing is due, whatever the clocks do', () => {
    fc.assert(
      fc.property(zone, calendars, schedules, month, (timeZone, holidays, schedule, id) => {
        const calendar = calendarIn(timeZone);
        const period = periodOf(id, timeZone);
        const first = Temporal.PlainDate.from(period.to).add({ days: 1 });
        const due = Array.from({ length: first.daysInMonth }, (_, days) => first.add({ days })).filter((day) => {
          const firing = day.toZonedDateTime({ timeZone, plainTime: schedule.time }).toInstant().toString();
          return dueAt(firing, timed(schedule), calendar, holidays)?.id === id;
        });
        expect(due.map(String)).toEqual([scheduledDay(period, schedule, holidays)]);
      }),
      { numRuns: 100 },
    );
  });

  test('has a first business day by the 12th, with each calendar and with none', () => {
    for (const holidays of [cn, us, null]) {
      for (let year = 2023; year <= 2030; year++) {
        for (let number = 1; number <= 12; number++) {
          const period = periodOf(`${year}-${String(number).padStart(2, '0')}`);
          const day = scheduledDay(period, FIRST, holidays);
          expect(day > period.to).toBe(true);
          expect(Number(day.slice(8))).toBeLessThanOrEqual(LATEST_FIRST_BUSINESS_DAY);
          expect(shiftPeriod(period, 1, calendarIn(period.timeZone)).id).toBe(day.slice(0, 7));
        }
      }
    }
  });

  test('is the newest one due from its deadline to the next period’s, never before', () => {
    fc.assert(
      fc.property(zone, calendars, month, fc.integer({ min: 0, max: 26 * 24 }), (timeZone, holidays, id, hours) => {
        const calendar = calendarIn(timeZone);
        const period = periodOf(id, timeZone);
        const report = timed();
        const deadline = Date.parse(deadlineAfter(period, report, holidays));
        const dueAfter = (milliseconds: number) =>
          newestDue(new Date(deadline + milliseconds).toISOString(), report, calendar, holidays).id;
        const next = Date.parse(deadlineAfter(shiftPeriod(period, 1, calendar), report, holidays));
        const later = Math.min(hours * 3_600_000, next - deadline - 3_600_000);
        expect(dueAfter(later)).toBe(id);
        expect(dueAfter(-3_600_000)).toBe(shiftPeriod(period, -1, calendar).id);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a deadline', () => {
  test('is at its time on the report’s day, and the next one on the next business day', () => {
    const september = periodOf('2026-09');
    expect(deadlineAfter(september, timed(), cn)).toBe('2026-10-08T04:00:00Z');
    const next = (instant: string) => nextDeadline(instant, timed(), calendarIn('Asia/Shanghai'), cn);
    expect(next('2026-10-08T04:00:00Z')).toBe('2026-10-09T04:00:00Z');
    expect(next('2026-10-09T04:00:00Z')).toBe('2026-10-10T04:00:00Z');
    expect(next('2026-10-10T04:00:00Z')).toBe('2026-10-12T04:00:00Z');
  });

  test('keeps its wall-clock time when the clocks change in between', () => {
    const next = nextDeadline('2026-10-23T10:00:00Z', timed(), calendarIn('Europe/Berlin'), null);
    expect(next).toBe('2026-10-26T11:00:00Z');
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
