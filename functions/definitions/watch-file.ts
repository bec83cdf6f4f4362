// What the watchdog must know of a shop, small and apart from its definitions: it has to speak also where they do not load.
import type { HolidayCalendar } from '../periods/holidays.ts';
import type { Definitions, Report } from './definitions.ts';
import type { LateWords } from './locale.ts';

export type WatchedReport = Pick<Report, 'id' | 'title' | 'grain' | 'schedule' | 'deadline'>;

/** `watch.json` beside the code of the watchdog. */
export type WatchFile = {
  shop: { name: string; timeZone: string; sender: string; locales: string[] };
  reports: WatchedReport[];
  calendars: HolidayCalendar | null;
  /** By locale. */
  words: Record<string, LateWords>;
};

export function watchFileOf({ shop, reports, holidays, locales }: Definitions): WatchFile {
  const spoken = Object.entries(locales).filter(([locale]) => shop.locales.includes(locale));
  return {
    shop: {
      name: shop.name,
      timeZone: shop.parameters.reportingTimeZone,
      sender: shop.sender,
      locales: [...shop.locales],
    },
    reports: Object.values(reports).map(({ id, title, grain, schedule, deadline }) => ({
      id,
      title,
      grain,
      schedule,
      deadline,
    })),
    calendars: holidays,
    words: Object.fromEntries(spoken.map(([locale, { late }]) => [locale, late])),
  };
}
