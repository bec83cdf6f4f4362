// What the owners are told to do about each check that holds a run: code, and remedy. What was found is said in the words
// of the locale, in mails and here alike.
import type { CheckId } from '../definitions/checks.ts';
import type { Definitions } from '../definitions/definitions.ts';
import type { Locale } from '../definitions/locale.ts';
import type { RemedyId } from '../definitions/locale-notices.ts';
import { fill, foundPattern } from '../email/words.ts';
import type { Problem, ProblemCode } from '../problem.ts';
import { canBeAccepted } from './acceptances.ts';
import { checkName, type Finding } from './finding.ts';

/** `remedy`: which of the locale's. */
type Remedy = { code: ProblemCode; remedy: RemedyId };

const load = (remedy: RemedyId): Remedy => ({ code: 'NO_ROWS', remedy });
const MEND: Remedy = { code: 'WRONG_ROWS', remedy: 'mend_rows' };
const LOOK: Remedy = { code: 'UNUSUAL_DATA', remedy: 'look_at_load' };

const REMEDIES: Record<CheckId, Remedy> = {
  columns_present: { code: 'MISSING_COLUMN', remedy: 'map_table' },
  rows_present: load('load_table'),
  days_present: load('load_days'),
  days_whole: load('load_whole_days'),
  fresh: load('load_newest'),
  history_kept: { code: 'LOST_ROWS', remedy: 'restore_rows' },
  members_present: load('load_missing'),
  keys_unique: { code: 'DUPLICATE_KEY', remedy: 'remove_repeated' },
  required_values: MEND,
  clean_text: MEND,
  accepted_values: MEND,
  ranges: MEND,
  values_in_order: MEND,
  rows_hold: MEND,
  right_day: MEND,
  references: MEND,
  children: MEND,
  volume: LOOK,
  null_rate: LOOK,
  true_rate: LOOK,
  means: LOOK,
  time_of_day: LOOK,
  control_totals: { code: 'CONTROL_TOTAL', remedy: 'find_difference' },
  targets_in_order: { code: 'INVALID_TARGET', remedy: 'load_target' },
  records_known: MEND,
};

/** Of rows that have versions: the key alone may stand more than once. */
const REPEATED_VERSION: Remedy = { code: 'DUPLICATE_VERSION', remedy: 'number_versions' };

/** The sentence of a finding, in the words of a locale. */
export function sayFinding(
  finding: Pick<Finding, 'check' | 'table' | 'subject' | 'found'>,
  { locales }: Definitions,
): string {
  const words = terminalLocale(locales)?.checks[finding.check];
  if (!words) return `${checkName(finding)} found something.`;
  const values = Object.entries(finding.found).map(([key, value]) => [key, WHOLE.test(value) ? grouped(value) : value]);
  return fill(foundPattern(words, finding.found), {
    ...Object.fromEntries(values),
    table: finding.table,
    subject: finding.subject ?? '',
  });
}

/** On a terminal, whatever the shop's languages. */
function terminalLocale(locales: Definitions['locales']): Locale | undefined {
  return locales.en ?? Object.values(locales)[0];
}

const WHOLE = /^\d{4,}$/;

/** 12345 as 12,345: on a terminal, whatever the language. */
function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ',');
}

/** What to do about a finding, whose the source is (empty where nobody is named), and what accepts it, if anything may. */
export type Advice = { code: ProblemCode; remedy: string; owner: string; accept: string | null };

export function adviseOn(finding: Pick<Finding, 'check' | 'table' | 'subject'>, definitions: Definitions): Advice {
  const accept = `--accept ${checkName(finding)} --by <you> --reason <why>`;
  const { code, remedy } = remedyOf(finding);
  return {
    code,
    remedy: terminalLocale(definitions.locales)?.remedies[remedy] ?? '',
    owner: ownerOf(finding.table, definitions),
    accept: canBeAccepted(finding.check) ? accept : null,
  };
}

/** What holds a run: the sentence after its table, since when, whose the source is, and how to go on. */
export function problemOf(finding: Finding, definitions: Definitions): Problem {
  const { code, remedy, owner, accept } = adviseOn(finding, definitions);
  const since = finding.since === null ? '' : ` Since ${finding.since}.`;
  return {
    code,
    message: `Table ${finding.table}: ${sayFinding(finding, definitions)}.${since}`,
    place: { file: `raw.${finding.table}` },
    remedy: [
      `${remedy}${owner === '' ? '' : ` Owner of the source: ${owner}.`}`,
      ...(accept === null ? [] : [`If it is right as it is: ${accept}`]),
    ].join('\n'),
  };
}

/** What kind of thing is wrong, and by which name the locales say what to do about it. */
export function remedyOf({ check, subject }: Pick<Finding, 'check' | 'subject'>): Remedy {
  const isByVersion = check === 'keys_unique' && (subject?.split(', ').includes('row_version') ?? false);
  return isByVersion ? REPEATED_VERSION : REMEDIES[check];
}

/** Empty where nobody is named. */
export function ownerOf(table: string, { tables, shop }: Pick<Definitions, 'tables' | 'shop'>): string {
  const owner = tables[table]?.contract.owner ?? '';
  return shop.owners[owner] ?? owner;
}
