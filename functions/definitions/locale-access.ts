// The words of personal links: the pages behind them, and the mail that brings a fresh one.
import * as z from 'zod';
import { counted, text, words } from './locale-words.ts';

export const access = z
  .strictObject({
    language: text.describe('A link to this language, in this language.'),
    files: text.describe('The link of a mail to all that its reader may open.'),
    back: text,
    for_reader: text,
    landing: words('lead', 'open', 'until').extend({
      pages: words('files', 'mail', 'report', 'figures', 'changes', 'definitions', 'file'),
    }),
    files_page: words(
      'title',
      'lead',
      'as_of',
      'newest',
      'read',
      'report',
      'figures',
      'changes',
      'file',
      'size',
      'checksum',
      'download',
      'earlier',
      'later',
      'none',
      'check',
      'definitions',
      'unsubscribe',
      'open',
      'open_note',
      'closed',
      'closed_note',
    ).extend({
      revision: text,
      origins: words('run', 'backfill', 'restatement'),
      statuses: words('final', 'provisional', 'preliminary'),
      kinds: words('csv', 'xlsx', 'json', 'html', 'other').describe('What a file is, by how its name ends.'),
    }),
    changes_page: words('lead', 'revision', 'definitions', 'none', 'announced', 'unannounced'),
    definitions_page: words('title', 'lead', 'source', 'owner'),
    expired: words('title', 'lead', 'ask', 'button'),
    fresh: words('title', 'lead').extend({ times: counted }),
    fresh_mail: words('subject', 'lead', 'open', 'note', 'why'),
    unknown: words('title', 'lead', 'ask'),
    missing: words('title', 'lead'),
    failed: words('title', 'lead'),
    unsubscribe: words('title', 'lead', 'button', 'done', 'done_lead', 'again', 'kept', 'kept_lead'),
    subscribe: words('title', 'lead', 'button', 'done', 'done_lead'),
    start: words('title', 'lead', 'all', 'reader'),
  })
  .describe('Personal links: the pages behind them, and the mail that brings a fresh one.');
