// templates/reports/<report>.yaml: when a report is made, from which scorecards, and what its mail holds.
import * as z from 'zod';
import { readSchedule, SCHEDULE_FORM } from '../../periods/schedule.ts';
import { REPORT_VIEWS } from '../definitions.ts';
import { FIXED_SECTIONS, SECTIONS } from '../sections.ts';
import { nameByLocale, snakeId } from './names.ts';

export const reportShape = z
  .strictObject({
    title: nameByLocale,
    grain: z.enum(['month', 'quarter']),
    schedule: z
      .string()
      .regex(SCHEDULE_FORM, 'expected e.g. `first business day 08:00` or `day 5 08:00`')
      .describe("When it is made after its period, in the shop's time zone.")
      .transform(readSchedule),
    deadline: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time such as 12:00')
      .default('12:00')
      .describe('By when the mail must be out that day; after it readers and owners are told that it is late.'),
    view: z
      .enum(REPORT_VIEWS)
      .default('shop')
      .describe(
        'What a reader sees: the shop (or their slice), only a slice, their own card, or the cards of their team.',
      ),
    slice_by: snakeId.optional().describe('With view: slice, the dimension of which every reader has one member.'),
    preliminary_of: z.string().optional().describe('The report whose figures it publishes before they are final.'),
    series: z
      .string()
      .optional()
      .describe(
        'With view: person or team, the report whose revisions of reviews it shows and, where it is first, makes.',
      ),
    people: z
      .array(snakeId)
      .default([])
      .describe('Cards of employees of whom the report counts bands and names nobody.'),
    scorecards: z.array(snakeId).min(1).describe('The first one is the card on top of the mail.'),
    email: z.string().describe('The layout under email/, without .mjml.'),
    brief: z
      .string()
      .optional()
      .describe('The layout of its short form, for readers whose line of recipients says `brief` under `form`.'),
    sections: z
      .array(z.enum(SECTIONS))
      .refine((sections) => FIXED_SECTIONS.every((section) => sections.includes(section)), {
        error: `expected at least ${FIXED_SECTIONS.join(', ')}`,
      })
      .describe('Sections of the mail; the order is that of the layout.'),
    release: z
      .strictObject({
        at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time such as 11:00'),
      })
      .optional()
      .describe(
        'Owners see the mail first; unless one of them decides, it goes out by itself at this time of that day.',
      ),
    history_months: z
      .int()
      .min(0)
      .max(120)
      .optional()
      .describe('Periods before the first run that it also publishes; 24, or 0 with view: person or team.'),
  })
  .describe('A report.');
