// The calendars of holidays as they ship, and periods of a zone.
import type { HolidayCalendar } from '../../functions/periods/holidays.ts';
import { type Calendar, type Period, readPeriod } from '../../functions/periods/period.ts';
import { mustLoad, shopFiles } from './shop.ts';

const shopText = shopFiles()['shop.yaml']?.text ?? '';

export function holidayCalendar(id: string): HolidayCalendar {
  const { holidays } = mustLoad({ 'shop.yaml': shopText.replace('holiday_calendar: cn', `holiday_calendar: ${id}`) });
  if (holidays?.id !== id) throw new Error(`the shop does not take calendar ${id}`);
  return holidays;
}

export function calendarIn(timeZone: string): Calendar {
  return { timeZone, fiscalYearStartMonth: 1 };
}

export function periodOf(id: string, timeZone = 'Asia/Shanghai'): Period {
  const period = readPeriod(id, calendarIn(timeZone));
  if (!period) throw new Error(`${id} is no period`);
  return period;
}
