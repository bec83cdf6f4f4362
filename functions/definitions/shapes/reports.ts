// templates/reports/<report>.yaml: when a report is made, from which scorecards, and what its mail holds.
import { z } from 'zod';
import { FIXED_SECTIONS, SECTIONS } from '../sections.ts';
import { nameByLocale, snakeId } from './names.ts';

export const reportShape = z
  .strictObject({
    title: nameByLocale,
    grain: z.enum(['month', 'quarter']),
    schedule: z
      .string()
      .regex(
        /^(first business day|day ([1-9]|1\d|2[0-8])) ([01]\d|2[0-3]):[0-5]\d$/,
        'expected e.g. `first business day 08:00` or `day 5 08:00`',
      )
      .describe("When it is made after its period, in the shop's time zone."),
    scorecards: z.array(snakeId).min(1).describe('The first one is the card on top of the mail.'),
    email: z.string().describe('The layout under email/, without .mjml.'),
    sections: z
      .array(z.enum(SECTIONS))
      .refine((sections) => FIXED_SECTIONS.every((section) => sections.includes(section)), {
        error: `expected at least ${FIXED_SECTIONS.join(', ')}`,
      })
      .describe('Sections of the mail; the order is that of the layout.'),
    history_months: z
      .int()
      .min(0)
      .max(120)
      .default(24)
      .describe('Periods before the first run that it also publishes.'),
  })
  .describe('A report.');
