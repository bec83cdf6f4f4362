// The words of mails about a report that hold none of its figures, and of what to do about a finding of a check.
import * as z from 'zod';
import { counted, text, words } from './locale-words.ts';

const held = words(
  'subject_readers',
  'headline',
  'headline_readers',
  'preheader',
  'not_made',
  'not_sent',
  'by_hand',
  'findings',
  'check',
  'since',
  'owner',
  'readers',
  'readers_note',
  'readers_remedy',
  'other',
  'other_note',
  'other_remedy',
  'look',
  'again',
  'accept',
)
  .extend({ subject: counted })
  .describe('To its owners: a run that ended held. What ends with a colon stands above a command.');

/** Outcomes of deliveries that leave somebody without a mail, or perhaps without. */
export const UNDELIVERED = ['failed', 'over_quota', 'suppressed', 'unknown'] as const;

export type Undelivered = (typeof UNDELIVERED)[number];

const undelivered = words(
  'headline',
  'preheader',
  'sent_stays',
  'findings',
  ...UNDELIVERED,
  'look',
  'again',
  'resend',
  'lift',
)
  .extend({ subject: counted, subject_unknown: counted, remedies: words(...UNDELIVERED) })
  .describe('To its owners: readers have no mail, or nobody knows. What ends with a colon stands above a command.');

export const notices = z
  .strictObject({
    tagged: text.describe('A finding and its status in the text/plain part.'),
    more: text,
    about: text,
    why: text,
    next: text,
    told: counted,
    held,
    undelivered,
    status: words('missing', 'wrong', 'unusual', ...UNDELIVERED),
  })
  .describe('Mails about a report that hold none of its figures.');

/** What to do about a finding, by name. */
export const REMEDY_IDS = [
  'map_table',
  'load_table',
  'load_days',
  'load_whole_days',
  'load_newest',
  'load_missing',
  'restore_rows',
  'remove_repeated',
  'number_versions',
  'mend_rows',
  'look_at_load',
  'find_difference',
  'load_target',
] as const;

export type RemedyId = (typeof REMEDY_IDS)[number];

export const remedies = words(...REMEDY_IDS).describe('What to do about what a check found.');
