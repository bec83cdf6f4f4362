// The shop as it was deployed: its definitions, read and proved at synthesis, and its compiled layouts lie beside the code
// of the function. A change of either is a new version, and a run never meets a definition that does not hold.
import { readFileSync } from 'node:fs';
import type { Definitions } from '../definitions/definitions.ts';
import type { Links } from '../email/links.ts';
import type { Calendar } from '../periods/period.ts';

export type BundledShop = {
  definitions: Definitions;
  /** Compiled e-mail layouts by report and locale. */
  templates: Record<string, Record<string, string>>;
  calendar: Calendar;
  links: Links;
};

export function readBundledShop(file: URL): BundledShop {
  const bundled = JSON.parse(readFileSync(file, 'utf8')) as Pick<BundledShop, 'definitions' | 'templates'>;
  const { address, parameters } = bundled.definitions.shop;
  const calendar = {
    timeZone: parameters.reportingTimeZone,
    fiscalYearStartMonth: parameters.fiscalYearStartMonth,
  };
  return { ...bundled, calendar, links: address === '' ? {} : { address } };
}
