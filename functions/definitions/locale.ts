// templates/locales/<locale>.yaml: every word a reader sees, and how dates and numbers are written. A locale that lacks
// a word is refused here, so that no mail goes out half in another language.
import * as z from 'zod';
import { DRIVER_PARTS, EXPERIMENT_VERDICTS } from '../snapshot/analysis-shape.ts';
import { CHANGE_REASONS } from '../snapshot/revision-shape.ts';
import { NOTES, STATUSES, UNITS } from '../snapshot/shape.ts';
import { CHECKS, type CheckId } from './checks.ts';
import { access } from './locale-access.ts';
import { names } from './locale-names.ts';
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
});

const dates = words(
  'month',
  'month_short',
  'month_bare',
  'quarter',
  'quarter_bare',
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

const mail = z.strictObject({
  subject: words('scored', 'first', 'unscored'),
  change: words('up', 'down', 'flat'),
  headline: words(
    'met',
    'missed',
    'down',
    'up',
    'noise_down',
    'noise_up',
    'fell',
    'rose',
    'flat',
    'first',
    'joined',
    'alone',
  ),
  preheader: words('scored', 'first', 'unscored', 'off_target', 'tally', 'full_stop').extend({
    sentence: z.string().describe('What stands between two sentences; empty where the language has no space.'),
  }),
  header: words('browser', 'as_of', 'revision', 'replaces', 'restated', 'provisional', 'slice', 'separator'),
  score: words(
    'title',
    'of',
    'grade',
    'unscored',
    'coverage',
    'no_card',
    'previous',
    'year_ago',
    'strip',
    'tally',
    'band',
    'last_band',
  ).extend({ accepted: counted.describe('How many findings of checks somebody accepted; below the score.') }),
  attention: words(
    'title',
    'note',
    'none',
    'target',
    'cause',
    'driver',
    'driver_more',
    'own',
    'no_driver',
    'not_split',
    'unassigned',
    'share',
    'more',
    'more_item',
    'more_rest',
    'range',
    'action',
    'owner',
    'comment',
    'remark',
    'remark_of',
  ),
  scorecard: words(
    'title',
    'note',
    'not_available',
    'money',
    'kpi',
    'status',
    'actual',
    'attainment',
    'change',
    'trend',
    'month',
    'quarter',
    'year',
    'of_target',
    'sub_score',
    'points',
    'provisional',
    'per_day',
    'in_total',
    'festival',
    'festival_note',
    'year_combined',
    'combined_note',
    'low_response',
    'scored_over',
    'unscored',
    'value',
  ).extend({ folded: counted, unscored_folded: counted, untargeted: counted }),
  signal: words(
    'outside',
    'inside',
    'run_above',
    'run_below',
    'changed',
    'short',
    'range',
    'range_of_change',
    'per_day',
  ).describe('Is a change more than noise; to follow a figure.'),
  outlook: words(
    'title',
    'note',
    'last_year',
    'run_rate',
    'so_far',
    'forecast',
    'needed',
    'of_plan',
    'of_target',
    'no_target',
    'reached',
  ),
  experiments: words(
    'title',
    'verdict',
    ...EXPERIMENT_VERDICTS,
    'arms',
    'lift',
    'difference',
    'interval',
    'p',
    'adjusted',
    'overstated',
    'overstated_unknown',
  ),
  strip: words('range', 'one', 'none'),
  movement: words('title', 'note', 'from_to', 'entered', 'left', 'change', 'adjustments').extend({ others: counted }),
  sums: words('title', 'note', 'left_out', 'family', 'scored', 'scored_of', 'sub_score', 'weight', 'points', 'total'),
  kpi_drivers: words(
    'title',
    'note',
    'price_volume_mix',
    'orders_and_value',
    'visits_orders_and_value',
    'rate_and_mix',
    'part',
    'of_member',
    'adjustments',
  ).extend({
    parts: words(...DRIVER_PARTS, 'share'),
    others: counted,
  }),
  carriers: words(
    'title',
    'note',
    'gap_note',
    'carrier',
    'on_time',
    'accuracy',
    'cost',
    'days',
    'gap',
    'gap_column',
    'all',
    'unassigned',
  ).extend({ parcels: counted, others: counted }),
  people: words(
    'title',
    'note',
    'role',
    'above',
    'in_line',
    'below',
    'not_scored',
    'withheld',
    'fairness',
    'fairness_note',
  ),
  plan: words(
    'title',
    'note',
    'open',
    'overdue',
    'closed',
    'cancelled',
    'no_owner',
    'due',
    'late',
    'opened',
    'escalated',
    'from',
    'target',
    'worth',
    'realised',
    'quote',
    'gone',
    'watched',
    'watched_item',
  ).extend({ folded: counted }),
  quality: words(
    'title',
    'finding',
    'finding_of',
    'rows_of',
    'concerned',
    'accepted',
    'accepted_by',
    'accepted_reason',
    'blocked',
    'blocked_note',
    'pending',
    'excluded',
    'provisional',
    'provisional_until',
    'provisional_note',
    'restated',
    'restated_note',
    'adjusted',
    'adjusted_note',
    'absent',
    'absent_note',
    'empty',
    'empty_note',
    'unscored',
    'low_response',
    'low_response_note',
    'withheld',
    'withheld_note',
    'complete',
    'complete_note',
    'more',
  ),
  brief: words('form', 'whole').describe('In the short form: that it is one, and the link to the whole.'),
  footer: words('definitions', 'why', 'manage', 'unsubscribe'),
  degraded: text,
});

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
