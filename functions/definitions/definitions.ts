// What definitions are once they are read: the only place where YAML's snake_case becomes camelCase. Frozen and hashed,
// so that a snapshot can say exactly by which definitions it was made.
import type { HolidayCalendar } from '../periods/holidays.ts';
import type { Schedule } from '../periods/schedule.ts';
import type { Place } from '../problem.ts';
import type { Better, Unit } from '../snapshot/shape.ts';
import type { Expression } from './expression.ts';
import type { Locale } from './locale.ts';
import type { Measure } from './measure.ts';

export type { Schedule } from '../periods/schedule.ts';

export type Column = { type: string; nullable: boolean };

export type Table = {
  id: string;
  key: string[];
  versioned: boolean;
  partition: 'event' | 'daily' | 'none';
  /** Read up to the day of the scheduled time + 1. */
  readsAhead: boolean;
  mayLack: string[];
  columns: Record<string, Column>;
};

export type Fact = {
  id: string;
  rows: string;
  born: string | null;
  clocks: Record<string, string>;
  dimensions: string[];
  large: string[];
  per: { keys: string[]; sums: Record<string, string> } | null;
  optional: Record<string, string[]>;
  measures: Record<string, Measure & { clock: string }>;
};

export type Formula =
  | { form: 'value'; value: Expression }
  | { form: 'ratio'; numerator: Expression; denominator: Expression }
  | { form: 'percentile'; percentile: string; of: Expression & { kind: 'measure' } };

/** A formula with what surrounds it: the same for the total and, where `by` says otherwise, another one in a slice. */
export type Computation = {
  formula: Formula;
  /** Multiplies the result. */
  factor: Expression | null;
  sample: Expression | null;
  censored: Expression | null;
  excluded: Expression | null;
};

export type Slice = Computation & { dimension: string; column: string };

export type TargetValues = {
  target: string | null;
  floor: string | null;
  stretch: string | null;
  bandLow: string | null;
  bandHigh: string | null;
};

export type Kpi = Computation & {
  id: string;
  family: string;
  name: Record<string, string>;
  unit: Unit;
  better: Better;
  decimals: number;
  minSample: number;
  maturityDays: number;
  atMost: string | null;
  hasTotal: boolean;
  slices: Slice[];
  strata: Record<string, string>;
  target: TargetValues;
};

export type ScorecardLine = { kpi: string; weight: string; missing: 'renormalise' | 'zero'; target: TargetValues };

export type Scorecard = { id: string; title: Record<string, string>; subject: string; lines: ScorecardLine[] };

export type Report = {
  id: string;
  title: Record<string, string>;
  grain: 'month' | 'quarter';
  schedule: Schedule;
  /** Local time of the scheduled day by which the mail must be out. */
  deadline: string;
  scorecards: string[];
  email: string;
  sections: string[];
  historyMonths: number;
};

export type Parameters = {
  reportingTimeZone: string;
  baseCurrency: string;
  fiscalYearStartMonth: number;
  /** Id of the calendar in `holidays`. */
  holidayCalendar?: string;
  lookbackDays: number;
  returnWindowDays: number;
  maxCensoredShare: string;
  maxBadRowsShare: string;
  scoreAtTarget: string;
  floorRatio: string;
  stretchRatio: string;
  minWeightCoverage: string;
  amberCut: string;
  gradeA: string;
  gradeB: string;
  gradeC: string;
  gradeD: string;
};

export type Shop = { name: string; address: string; sender: string; locales: string[]; parameters: Parameters };

export type Definitions = {
  hash: string;
  tables: Record<string, Table>;
  views: Record<string, string>;
  facts: Record<string, Fact>;
  kpis: Record<string, Kpi>;
  scorecards: Record<string, Scorecard>;
  reports: Record<string, Report>;
  locales: Record<string, Locale>;
  shop: Shop;
  /** The calendar that the shop names; null where it works from Monday to Friday. */
  holidays: HolidayCalendar | null;
  /** Canonical table → the shop's SELECT over `raw`. */
  sources: Record<string, string>;
  /** MJML texts by path. */
  email: Record<string, string>;
  /** Where a definition stands (`facts/sales`, `views/real_orders`, `sources/orders`, `kpis/aov`), for engine errors. */
  places: Record<string, Place>;
};

/** Subject of a card that is about the whole shop. */
export const COMPANY = 'company';
