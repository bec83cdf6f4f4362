import { describe, expect, test } from 'vitest';
import type { Schedule, Timed } from '../../functions/periods/schedule.ts';
import { upcomingRuns } from '../../functions/periods/upcoming.ts';
import { calendarIn, holidayCalendar } from '../support/calendars.ts';

const cn = holidayCalendar('cn');

function timed(schedule: Schedule, grain: Timed['grain'] = 'month'): Timed {
  return { grain, schedule, deadline: '12:00' };
}

const FIRST = timed({ on: 'first_business_day', time: '08:00' });
const shanghai = calendarIn('Asia/Shanghai');

describe('the next runs', () => {
  test('begin with that of the day itself', () => {
    const periods = (from: string) => upcomingRuns(from, 2, FIRST, shanghai, cn).map(({ period }) => period.id);
    expect(periods('2026-10-08')).toEqual(['2026-09', '2026-10']);
    expect(periods('2026-10-09')).toEqual(['2026-10', '2026-11']);
    expect(periods('2026-10-31')).toEqual(['2026-10', '2026-11']);
  });

  test('say when, by when, what put them off and whether the year is known', () => {
    const [september, , , december] = upcomingRuns('2026-10-01', 4, FIRST, shanghai, cn);
    expect(september).toMatchObject({
      scheduledAt: '2026-10-08T00:00:00Z',
      deadlineAt: '2026-10-08T04:00:00Z',
      after: [{ name: { en: 'National Day', 'zh-CN': '国庆节' } }],
      isCovered: true,
      exists: true,
    });
    expect(december).toMatchObject({ scheduledAt: '2027-01-01T00:00:00Z', after: [], isCovered: false });
  });

  test('on a fixed day need no calendar', () => {
    const [run] = upcomingRuns('2027-10-01', 1, timed({ on: 'day', day: 5, time: '08:00' }), shanghai, cn);
    expect(run).toMatchObject({ scheduledAt: '2027-10-05T00:00:00Z', after: [], isCovered: true });
  });

  test('at a time that the clocks leave out say that it does not exist', () => {
    const report = timed({ on: 'day', day: 28, time: '02:30' });
    const runs = upcomingRuns('2027-02-01', 3, report, calendarIn('Europe/Berlin'), null);
    expect(runs.map(({ scheduledAt, exists }) => [scheduledAt, exists])).toEqual([
      ['2027-02-28T01:30:00Z', true],
      ['2027-03-28T01:30:00Z', false],
      ['2027-04-28T00:30:00Z', true],
    ]);
  });

  test('of a quarter come four a year', () => {
    const report = timed({ on: 'day', day: 10, time: '08:00' }, 'quarter');
    const runs = upcomingRuns('2026-10-11', 4, report, shanghai, null);
    expect(runs.map(({ period }) => period.id)).toEqual(['2026-Q4', '2027-Q1', '2027-Q2', '2027-Q3']);
  });
});
