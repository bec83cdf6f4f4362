// templates/calendars/<calendar>.yaml: the days off of a country, and the weekend days that it works in exchange.
import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import { nameByLocale } from './names.ts';

const day = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/, 'expected a day such as 2026-10-01')
  .refine(isDay, 'expected a day that exists');

const holiday = z
  .strictObject({
    from: day,
    to: day.optional().describe('The last day off, where there are several.'),
    worked: z.array(day).default([]).describe('Weekend days that are worked in exchange.'),
    name: nameByLocale,
  })
  .transform((value) => ({ ...value, to: value.to ?? value.from }));

export const calendarShape = z
  .strictObject({
    name: nameByLocale,
    years: z
      .record(z.string().regex(/^\d{4}$/, 'expected a year such as 2026'), z.array(holiday))
      .describe('In a year that is not here only weekends are off, and `scorecard schedule` says so.'),
  })
  .describe('A calendar of holidays.');

function isDay(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch {
    return false;
  }
}
