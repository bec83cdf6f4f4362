// The sections a report can name. Their order is that of the layout and never changes; a report only chooses.
export const SECTIONS = [
  'score',
  'attention',
  'scorecard',
  'drivers',
  'carriers',
  'people',
  'improvements',
  'data_quality',
] as const;

/** These cannot be left out. */
export const FIXED_SECTIONS = ['score', 'attention', 'scorecard', 'data_quality'] as const;
