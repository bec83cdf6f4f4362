// What the watchdog must know of a shop, small and apart from its definitions: it has to speak also where they do not load.
import type { HolidayCalendar } from '../periods/holidays.ts';
import type { Definitions, Report } from './definitions.ts';
import type { LateWords } from './locale.ts';

export type WatchedReport = Pick<Report, 'id' | 'title' | 'grain' | 'schedule' | 'deadline'>;

/** `watch.json` beside the code of the watchdog. */
export type WatchFile = {
  shop: { name: string; timeZone: string; sender: string; locales: string[]; address: string };
  reports: WatchedReport[];
  calendars: HolidayCalendar | null;
  /** By locale, with what stands between title and period. */
  words: Record<string, LateWords & { separator: string }>;
  /** Compiled layouts of notices, by locale. */
  layouts: Record<string, string>;
};

/** `layouts`: what compileEmail made of the layout of notices, by locale. */
export function watchFileOf(
  { shop, reports, holidays, locales }: Definitions,
  layouts: Record<string, string>,
): WatchFile {
  const spoken = Object.entries(locales).filter(([locale]) => shop.locales.includes(locale));
  return {
    shop: {
      name: shop.name,
      timeZone: shop.parameters.reportingTimeZone,
      sender: shop.sender,
      locales: [...shop.locales],
      address: shop.address,
    },
    reports: Object.values(reports).map(({ id, title, grain, schedule, deadline }) => ({
      id,
      title,
      grain,
      schedule,
      deadline,
    })),
    calendars: holidays,
    words: Object.fromEntries(
      spoken.map(([locale, { late, mail }]) => [locale, { ...late, separator: mail.header.separator }]),
    ),
    layouts,
  };
}
