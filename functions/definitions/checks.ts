// Every check there is, by name: a contract of templates/facts/tables.yaml says what it looks at, a rule of
// templates/checks/ what becomes of a run in which it finds something.

/** What becomes of a run in which a check finds something. */
export const CHECK_ACTIONS = ['hold', 'provisional', 'exclude', 'report'] as const;

/** Every check by the name that rules, `--accept` and the snapshot call it. */
export const CHECKS = [
  'columns_present',
  'rows_present',
  'days_present',
  'days_whole',
  'fresh',
  'history_kept',
  'members_present',
  'keys_unique',
  'required_values',
  'clean_text',
  'accepted_values',
  'ranges',
  'values_in_order',
  'rows_hold',
  'right_day',
  'references',
  'children',
  'volume',
  'null_rate',
  'true_rate',
  'means',
  'time_of_day',
  'control_totals',
  'targets_in_order',
  'records_known',
] as const;

export type CheckId = (typeof CHECKS)[number];

/** Checks of single rows: what one of them finds can be left out. */
export const ROW_CHECKS: readonly CheckId[] = [
  'required_values',
  'clean_text',
  'accepted_values',
  'ranges',
  'values_in_order',
  'rows_hold',
  'right_day',
  'references',
];
