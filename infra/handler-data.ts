// What lies beside a handler as JSON: all that it must know of the shop, so that nothing is read from templates at run
// time.
import { NOTICE_LAYOUT } from '../functions/definitions/report-layouts.ts';
import { watchFileOf } from '../functions/definitions/watch-file.ts';
import type { Shop } from './shop-definitions.ts';

/** For report and deliver: the definitions as they were read and proved here, and the mails compiled. */
export function shopData({ definitions, templates }: Shop): { 'shop.json': unknown } {
  return { 'shop.json': { definitions, templates } };
}

/** For the watchdog: when which report is due, and the words and layout of a late notice. It shares no more with the run. */
export function watchData({ definitions, templates }: Shop): { 'watch.json': unknown } {
  return { 'watch.json': watchFileOf(definitions, templates[NOTICE_LAYOUT] ?? {}) };
}
