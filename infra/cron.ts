// A report's schedule as EventBridge Scheduler writes it, in the shop's time zone. The first business day is looked for
// every morning of the days on which it can fall; the run itself knows the holidays and says `not today`.
import type { Report } from '../functions/definitions/definitions.ts';

/** The longest holiday at the begin of a month still ends before. */
const BUSINESS_DAYS = '1-12';
const QUARTERS = '1,4,7,10';

export function cronOfReport({ schedule, grain }: Report): string {
  const day = schedule.on === 'day' ? String(schedule.day) : BUSINESS_DAYS;
  return cron(schedule.time, day, grain === 'quarter' ? QUARTERS : '*');
}

/** Every day: a watchdog that says nothing has failed itself. */
export function cronOfWatchdog({ deadline }: Report): string {
  return cron(deadline, '*', '*');
}

function cron(time: string, day: string, month: string): string {
  const [hour, minute] = time.split(':').map(Number);
  return `cron(${minute} ${hour} ${day} ${month} ? *)`;
}
