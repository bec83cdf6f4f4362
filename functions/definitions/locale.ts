// templates/locales/<locale>.yaml: every word a reader sees, and how dates and numbers are written. A locale that lacks
// a word is refused here, so that no mail goes out half in another language.
import * as z from 'zod';
import { CHANGE_REASONS } from '../snapshot/revision-shape.ts';
import { NOTES, STATUSES, UNITS } from '../snapshot/shape.ts';
import { CHECKS, type CheckId } from './checks.ts';
import { access } from './locale-access.ts';
import { mail } from './locale-mail.ts';
import { names } from './locale-names.ts';
import { notices, remedies } from './locale-notices.ts';
import { people } from './locale-people.ts';
import { reconciliation } from './locale-reconciliation.ts';
import { counted, text, texts, words } from './locale-words.ts';
import { workbook } from './locale-workbook.ts';

const font = z
  .string()
  .regex(/^[A-Za-z0-9 ,-]+$/, 'expected font families parted by commas, without quotes')
  .describe('Font families without quotes: escaped quotes break the inlined CSS.');

const scale = z.strictObject({
  from: z.string().regex(/^\d+$/),
  divide: z.string().regex(/^[1-9]\d*$/),
  suffix: text,
  decimals: z.int().min(0).max(3),
});

const numbers = z.strictObject({
  group: z.string(),
  decimal: text,
  symbols: texts.describe('By ISO 4217 code; a currency that is missing is written with its code.'),
  scales: z
    .strictObject({ money: z.array(scale), count: z.array(scale) })
    .describe('How large sums and counts are shortened, the largest first.'),
  units: words(...UNITS.filter((unit) => unit !== 'money')).describe('{n} is the number.'),
  pp: text.describe('A difference of two rates.'),
  pp_prose: text.describe('The same inside a sentence.'),
  sizes: z.tuple([text, text, text, text, text]).describe('{n} bytes, then by thousands of them.'),
});

const dates = words(
  'month',
  'month_short',
  'month_bare',
  'quarter',
  'quarter_bare',
  'year_to_date',
  'day',
  'range',
  'range_month',
  'instant',
  'instant_utc',
)
  .extend({ months: z.array(text).length(12), months_short: z.array(text).length(12) })
  .describe('{year} {quarter} {number} {month} {day} {from} {to} {date} {time} {offset} {place}');

const checkWords = words('name', 'found').extend({
  found_one: text.optional().describe('Where what is counted (n, else rows) is exactly one.'),
});

export type CheckWords = z.infer<typeof checkWords>;

const plain = z
  .strictObject({
    tags: words(...STATUSES),
    row: text,
    row_untargeted: text,
    row_unavailable: text,
    change: text,
    annotated: text,
    shown: text,
    outlook: text,
    link: text,
    attention: text,
    cause: text,
    driver: text,
    sums: text,
    carrier: text,
    total: text,
    kpi_driver: text,
    person_group: text,
    plan: text,
  })
  .describe('Lines of the text/plain part.');

const rowsOf = words('one', 'other').describe('{n} rows of {table}.');

const release = words('subject', 'title', 'by_itself', 'by_command', 'release', 'hold', 'below')
  .extend({
    waiting: counted,
    moved: words('title', 'note', 'none', 'row', 'from', 'times', 'unmoved', 'unknown'),
    unusual: words(
      'title',
      'none',
      'check',
      'accepted',
      'excluded',
      'provisional',
      'reported',
      'accepted_by',
      'lost',
      'lost_note',
      'signal',
      'signal_note',
    ),
  })
  .describe('What owners see above the finished mail before it goes out.');

const revised = words('subject', 'title', 'lead', 'scored', 'score', 'score_same', 'from', 'row', 'below')
  .extend({
    more: counted,
    reasons: words(...CHANGE_REASONS).extend({ late: rowsOf, corrected: rowsOf, removed: rowsOf }),
  })
  .describe('What stands above the mail of a later revision, and why a published figure is another one now.');

const late = words('subject', 'lead', 'expected', 'told', 'why', 'instant', 'quarter')
  .extend({ because: words('not_started', 'working', 'held', 'unreleased', 'failed', 'partly') })
  .describe('The short notice to readers whose report is not out by its deadline: late, because …, expected by ….');

const figures = words(
  'title',
  'about',
  'index',
  'definition',
  'sums',
  'no_sums',
  'not_set',
  'result',
  'data',
  'checks',
  'statement',
  'tables',
  'statements',
  'sql_of',
  'reads',
  'rows',
  'days',
  'whole',
  'absent',
  'empty',
  'fingerprint',
  'statement_hash',
  'top',
  'provisional',
  'maturing',
  'left_out',
  'blocked',
  'accepted_by',
)
  .extend({
    parts: words(
      'value',
      'numerator',
      'denominator',
      'factor',
      'sample',
      'censored',
      'excluded',
      'percentile',
      'control',
      'treatment',
    ),
    outcomes: words('provisional', 'excluded', 'held', 'accepted', 'reported'),
    steps: counted,
    files: counted,
    passed: counted,
  })
  .describe('The page that leads each figure back to the data: figures.<locale>.html of a revision.');

const charts = words(
  'link',
  'title',
  'about',
  'lead',
  'how',
  'pair',
  'score',
  'score_history',
  'score_movement',
  'history',
  'per_day',
  'year_change',
  'target',
  'target_column',
  'range',
  'mean',
  'signal',
  'open',
  'no_history',
  'driver',
  'driver_note',
  'cut',
  'by',
  'compared',
  'whole',
  'few',
  'unscored',
  'table',
  'period',
  'value',
  'part',
  'effect',
  'member',
  'before',
  'sample',
)
  .extend({ more: counted })
  .describe('The page of charts behind the mail: report.<locale>.html of a revision.');

export const localeShape = z
  .strictObject({
    locale: z
      .string()
      .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
      .describe('BCP 47, as in the file name and the mail.'),
    fonts: z.strictObject({
      body: font,
      heading: font,
      headline_pixels: z.int().min(16).max(40),
      headline_line_pixels: z.int().min(20).max(56),
    }),
    lengths: z
      .strictObject({ headline: z.int(), preheader_least: z.int(), preheader_most: z.int() })
      .describe('In characters.'),
    lower_names: z.boolean().describe('Whether a name inside a sentence begins with a small letter.'),
    list: words('separator', 'last', 'groups').describe('groups stands between lists.'),
    not_available: text,
    dates,
    numbers,
    families: texts,
    kpis: texts.default({}).describe('Names of KPIs that do not carry one in this language.'),
    names: names.optional(),
    sums: texts.describe(
      'By KPI, the line under its name: {numerator} {denominator} {numerator_money} {denominator_money} {total}.',
    ),
    ratio: words('percent', 'other').describe('The same for a KPI that has none of its own.'),
    dimensions: texts,
    tables: texts,
    places: texts.describe('By time zone; the city of its name where it is missing.'),
    statuses: words(...STATUSES),
    notes: words(...NOTES),
    checks: z
      .strictObject(Object.fromEntries(CHECKS.map((id) => [id, checkWords])) as Record<CheckId, typeof checkWords>)
      .describe('By check its name, and what it found: {table} {subject} and the values of the check.'),
    mail,
    people,
    plain,
    release,
    revised,
    notices,
    remedies,
    late,
    figures,
    reconciliation,
    workbook,
    charts,
    access,
  })
  .describe('A language.');

export type LateWords = z.infer<typeof late>;
export type Locale = z.infer<typeof localeShape>;
