// What definitions are once they are read: the only place where YAML's snake_case becomes camelCase. Frozen and hashed,
// so that a snapshot can say exactly by which definitions it was made.
import type { HolidayCalendar } from '../periods/holidays.ts';
import type { Schedule } from '../periods/schedule.ts';
import type { Place } from '../problem.ts';
import type { Better, Unit } from '../snapshot/shape.ts';
import type { CHECK_ACTIONS } from './checks.ts';
import type { Expression } from './expression.ts';
import type { Locale } from './locale.ts';
import type { Measure } from './measure.ts';

export type { Schedule } from '../periods/schedule.ts';

/** What a reader of a report sees. */
export const REPORT_VIEWS = ['shop', 'slice', 'person', 'team'] as const;

/** How the values of months relate to that of a longer period. */
export const ROLLUPS = ['sum', 'ratio', 'percentile', 'snapshot', 'snapshot_ratio', 'none'] as const;

export type Column = { type: string; nullable: boolean };

/** On which local days a table read by day has rows; `some`: on whichever, so that no day is missed. */
export const PRESENCE = ['every', 'business', 'month_end', 'some'] as const;

/** What rows of a table must be, beyond columns and key. Each part is a check of its own (functions/checks/). */
export type Contract = {
  /** Who owns the source: a key of the shop's `owners`. */
  owner: string;
  presence: (typeof PRESENCE)[number];
  /** Days by which its newest rows may lie behind the scheduled time; null where that says nothing. */
  freshDays: number | null;
  /** The instant of which `dt` is the UTC day, and whose time of day is watched. */
  clock: string | null;
  /** Column → the values that it may have. */
  values: Record<string, string[]>;
  /** Column → one or two bounds, such as `>= 1, <= 5` or `< 2100-01-01`. */
  ranges: Record<string, string>;
  /** `earlier <= later`, of columns that are both there. */
  order: { earlier: string; later: string }[];
  /** Name → SQL condition over one row, with `$parameters`. */
  holds: Record<string, string>;
  /** Column → the column of a key that has its value too; the key's other columns go by the same names here. */
  references: Record<string, { table: string; column: string }>;
  /** Tables that have rows of each row, by its key. */
  children: string[];
  /** Columns each of whose usual values has rows in every period. */
  members: string[];
  /** Numeric columns whose mean is watched. */
  means: string[];
  /** Columns that are filled in later, so that the newest rows know less. */
  outcomes: string[];
  /** Columns of text that people write, in which anything may stand. */
  prose: string[];
};

/** A rule of templates/checks/; limits that a check has no use for are null. */
export type CheckRule = {
  action: (typeof CHECK_ACTIONS)[number];
  /** The share of the rows of a month above which the run is held all the same. */
  upTo: string | null;
  /** How long a scheduled run waits for the data before it goes by `action`. */
  waitHours: number;
  /** With `provisional`: days after the scheduled one on which the figures are final; null: at the next run. */
  finalAfterDays: number | null;
  /** Robust z beyond which something is unusual. */
  z: number | null;
  /** The least relative change, or difference of shares, that is unusual. */
  change: string | null;
  /** Fewer rows than this say nothing. */
  leastRows: number | null;
};

export type Table = {
  id: string;
  key: string[];
  versioned: boolean;
  partition: 'event' | 'daily' | 'none';
  /** Read up to the day of the scheduled time + 1. */
  readsAhead: boolean;
  mayLack: string[];
  /** A period without rows is nothing unusual. */
  sparse: boolean;
  columns: Record<string, Column>;
  contract: Contract;
};

export type Fact = {
  id: string;
  rows: string;
  born: string | null;
  clocks: Record<string, string>;
  dimensions: string[];
  large: string[];
  /** Cut even where no KPI is sliced by them. */
  alwaysCut: string[];
  per: { keys: string[]; sums: Record<string, string> } | null;
  optional: Record<string, string[]>;
  measures: Record<string, Measure & { clock: string }>;
};

export type Formula =
  | { form: 'value'; value: Expression }
  | { form: 'ratio'; numerator: Expression; denominator: Expression }
  | { form: 'percentile'; percentile: string; of: Expression & { kind: 'measure' } }
  | { form: 'experiment'; control: Arm; treatment: Arm };

/** What one arm of an experiment counts. */
export type Arm = { conversions: Expression; units: Expression };

/** A formula with what surrounds it: the same for the total and, where `by` says otherwise, another one in a slice. */
export type Computation = {
  formula: Formula;
  /** Multiplies the result. */
  factor: Expression | null;
  sample: Expression | null;
  censored: Expression | null;
  excluded: Expression | null;
  /** Sum of squares of a mean. */
  squares: Expression | null;
  /** How many were asked, of whom the sample answered. */
  asked: Expression | null;
  /** People behind the value, where few of them withhold it. */
  withheldBy: Expression | null;
};

export type Slice = Computation & { dimension: string; column: string };

export type TargetValues = {
  target: string | null;
  floor: string | null;
  stretch: string | null;
  bandLow: string | null;
  bandHigh: string | null;
};

export type MeasureName = { fact: string; measure: string };

/** How a KPI that adds up is taken apart, and from which measures; ratios are taken apart by their slices. */
export type DriverMethod =
  | { method: 'orders_and_value'; orders: MeasureName }
  | { method: 'visits_orders_and_value'; visits: MeasureName; orders: MeasureName }
  | { method: 'price_volume_mix'; quantity: MeasureName; by: string };

export type Kpi = Computation & {
  id: string;
  family: string;
  name: Record<string, string>;
  definition: Record<string, string>;
  source: string | null;
  owner: Record<string, string>;
  unit: Unit;
  better: Better;
  decimals: number;
  rollup: (typeof ROLLUPS)[number];
  seasonal: boolean;
  minSample: number | 'covered_days';
  /** With fewer people than this behind it a value is not shown. */
  withheldBelow: number | null;
  maturityDays: number;
  atMost: string | null;
  hasTotal: boolean;
  slices: Slice[];
  strata: Record<string, string>;
  drivers: DriverMethod[];
  target: TargetValues;
};

/** What to do first where a KPI is off target. */
export type Playbook = {
  /** The KPI. */
  id: string;
  owner: Record<string, string>;
  /** `when`: the dimension of the largest driver; null fits any. */
  actions: { when: string | null; text: Record<string, string> }[];
};

/** Side on which an account usually stands: of `credit` ones the amounts of the books are turned round. */
export const BALANCES = ['debit', 'credit'] as const;

/** Accounts of the books, which are added up. */
export type Accounts = { accounts: string[]; normalBalance: (typeof BALANCES)[number] };

/** What makes the books differ from what is measured: the part of `ledger - measured` that it explains. */
export type ReconciliationReason = { id: string; name: Record<string, string> } & (
  | { from: 'measures'; amount: Expression }
  | ({ from: 'ledger' } & Accounts)
);

/** A rule of templates/reconciliation/. */
export type ReconciliationRule = Accounts & {
  id: string;
  name: Record<string, string>;
  measured: Expression;
  /** The larger of the two is what may stay unexplained; `relative` to what the books say. */
  tolerance: { absolute: string; relative: string };
  reasons: ReconciliationReason[];
};

export type ScorecardLine = {
  kpi: string;
  weight: string;
  missing: 'renormalise' | 'zero';
  /** The KPI's dimension that stands for the subject; null where it has the subject's own name. */
  as: string | null;
  windowMonths: number;
  /** Scored for the newest months whose outcomes are all in. */
  mature: boolean;
  target: TargetValues;
};

export type Scorecard = {
  id: string;
  title: Record<string, string>;
  subject: string;
  /** Whose card it is, among employees. */
  role: string | null;
  lines: ScorecardLine[];
  /** KPIs that are printed below and not scored. */
  shown: string[];
};

export type Report = {
  id: string;
  title: Record<string, string>;
  grain: 'month' | 'quarter';
  schedule: Schedule;
  /** Local time of the scheduled day by which the mail must be out. */
  deadline: string;
  view: (typeof REPORT_VIEWS)[number];
  sliceBy: string | null;
  /** The report whose figures it publishes before they are final. */
  preliminaryOf: string | null;
  /** Of reviews of people: the report under whose name they lie. Several show the same ones. */
  series: string;
  /** Cards of employees that it only counts. */
  people: string[];
  scorecards: string[];
  email: string;
  /** The layout of its short form; null where it has none. */
  brief: string | null;
  sections: string[];
  historyMonths: number;
  /** Local time of the scheduled day at which the mail goes out by itself, unless a person decides before; null: at once. */
  release: { at: string } | null;
};

export type Parameters = {
  reportingTimeZone: string;
  baseCurrency: string;
  fiscalYearStartMonth: number;
  /** Id of the calendar in `holidays`. */
  holidayCalendar?: string;
  lookbackDays: number;
  returnWindowDays: number;
  agedDays: number;
  countToleranceUnits: number;
  maxCensoredShare: string;
  maxBadRowsShare: string;
  minSnapshotCoverage: string;
  minResponseRate: string;
  scoreAtTarget: string;
  floorRatio: string;
  stretchRatio: string;
  minWeightCoverage: string;
  amberCut: string;
  gradeA: string;
  gradeB: string;
  gradeC: string;
  gradeD: string;
  ciLevel: string;
  peerBandLevel: string;
  minPeerGroup: number;
  shrinkage: { method: 'fixed' | 'moments' };
  minActiveShare: string;
  probationDays: number;
  minMeaningfulGap: string;
  prelimDays: number;
  finalDays: number;
  disputeDays: number;
  perDayNormalise: boolean;
  combineJanFeb: boolean;
  forecastLeast: string;
  forecastMost: string;
  topDrivers: number;
  xmrMinPoints: number;
  xmrMaxPoints: number;
  alpha: string;
  power: string;
  srmP: string;
  openRule: { off: number; of: number };
  closeRule: number;
  dueMonths: number;
  escalateMonths: number;
  maxOpenItems: { employee: number; department: number };
  defaultOwner?: Record<string, string>;
};

export type Shop = {
  name: string;
  address: string;
  sender: string;
  locales: string[];
  /** Who owns each source, as the owners of a stage are told it: a name, a team, an address. */
  owners: Record<string, string>;
  parameters: Parameters;
};

export type Definitions = {
  hash: string;
  tables: Record<string, Table>;
  views: Record<string, string>;
  facts: Record<string, Fact>;
  /** By `<check>`, or `<table>.<check>` where a table has a rule of its own. */
  checkRules: Record<string, CheckRule>;
  kpis: Record<string, Kpi>;
  /** By KPI. */
  playbooks: Record<string, Playbook>;
  reconciliation: Record<string, ReconciliationRule>;
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

/** Subject of the cards of people. */
export const EMPLOYEE = 'employee';

/** The languages that a shop writes in. */
export function localesOf({ shop, locales }: Pick<Definitions, 'shop' | 'locales'>): Locale[] {
  return shop.locales.flatMap((id) => locales[id] ?? []);
}
