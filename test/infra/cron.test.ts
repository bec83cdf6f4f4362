// When Scheduler calls, in its own words. Minutes, hours, day of month, month, day of week, year.
import { expect, it } from 'vitest';
import { cronOfReport, cronOfWatchdog } from '../../infra/cron.ts';
import { sampleShop } from './synthesize.ts';

const monthly = sampleShop.definitions.reports['monthly-executive'];
if (!monthly) throw new Error('the sample shop has no monthly report');

it('calls for the first business day on every day on which it can fall; the run decides', () => {
  const schedule = { on: 'first_business_day', time: '08:05' } as const;
  expect(cronOfReport({ ...monthly, schedule })).toBe('cron(5 8 1-12 * ? *)');
});

it('calls for a day of the month on that day', () => {
  expect(cronOfReport({ ...monthly, schedule: { on: 'day', day: 5, time: '17:30' } })).toBe('cron(30 17 5 * ? *)');
});

it('calls for a quarter in the month after it', () => {
  expect(cronOfReport({ ...monthly, grain: 'quarter' })).toBe('cron(0 8 1-12 1,4,7,10 ? *)');
});

it('calls the watchdog every day at the deadline', () => {
  expect(cronOfWatchdog({ ...monthly, grain: 'quarter', deadline: '12:00' })).toBe('cron(0 12 * * ? *)');
});
