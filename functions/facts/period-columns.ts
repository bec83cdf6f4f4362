// The columns of the VALUES table of periods, which clocks may use (docs: facts). Nothing else of a period reaches SQL.
export const PERIOD_COLUMNS = [
  'starts_at',
  'ends_at',
  'first_day',
  'last_day',
  'first_date',
  'last_date',
  'eve_date',
  'year_ago_date',
  'first_month',
  'last_month',
  'window_date',
] as const;
