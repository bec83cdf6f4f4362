// The shape of snapshot.json, as a schema: what finance keeps and what every mail, file and page shows. Quantities are
// decimal strings or null, so that no reader can turn a cent into a float; the published JSON Schema is generated here.
import * as z from 'zod';
import { CHECKS } from '../definitions/checks.ts';
import { annual, experiment, kpiDriver, signal, yearToDate } from './analysis-shape.ts';
import { comment, improvement } from './plan-shape.ts';
import { comparison, decimal, hash, periodId, quantity, words } from './quantity-shape.ts';
import { reconciliation } from './reconciliation-shape.ts';
import { adjustment } from './revision-shape.ts';

/** Grows within a major only by additions. */
export const SCHEMA_VERSION = '1.4.0';

export const STATUSES = ['green', 'amber', 'red', 'grey'] as const;
export const status = z.enum(STATUSES).describe('green on target, amber watch, red off target, grey not scored.');

/** In the order in which they are listed; those up to `withheld` have no value. */
export const NOTES = [
  'unavailable',
  'blocked',
  'zero_denominator',
  'no_history',
  'members_only',
  'not_in_slice',
  'withheld',
  'censored',
  'insufficient_sample',
  'part_month',
  'no_target',
  'provisional',
] as const;
export const notes = z
  .array(z.enum(NOTES))
  .describe('Why a value is missing or to be read with care, in this fixed order.');

export const UNITS = [
  'money',
  'count',
  'percent',
  'points',
  'score5',
  'hours',
  'minutes',
  'days',
  'ms',
  'times',
  'per_hour',
] as const;
const unit = z.enum(UNITS);
export const BETTER = ['up', 'down', 'band', 'info'] as const;

const sums = {
  value: quantity,
  numerator: quantity.describe('The sum above the line, or the value itself where nothing is divided.'),
  denominator: quantity,
  sample: quantity.describe('Number of observations behind the value.'),
  notes,
};

export const target = z.object({
  value: quantity.describe('Null for a band.'),
  floor: quantity,
  stretch: quantity,
  bandLow: quantity,
  bandHigh: quantity,
  attainment: quantity.describe('value / target, or target / value where lower is better.'),
  source: z.enum(['kpi', 'scorecard', 'table']),
});

const member = z.object({
  member: z.string().nullable().describe('Null: rows that belong to no member ("unassigned").'),
  name: z.string().nullable(),
  ...sums,
  previous: quantity.describe('The value of the period before.'),
});

const checkOfKpi = {
  check: z.enum(CHECKS),
  table: z.string(),
  subject: z.string().nullable().describe('The column, condition or member concerned.'),
};

const provisional = z.object({
  ...checkOfKpi,
  check: z.enum(CHECKS).nullable().describe('Null: outcomes of the period are still arriving, as they always do.'),
  table: z.string().nullable(),
  finalOn: z.iso.date().describe('The local day on which the figure will be final.'),
});

/** What checks of the data, and time, say of a KPI's figure. Absent where there is nothing to say. */
export const doubts = {
  provisional: z.array(provisional).optional().describe('Why the figure may still change, and until when.'),
  excluded: z
    .array(z.object({ ...checkOfKpi, rows: z.string().nullable().describe('Null in a part of the shop.') }))
    .optional()
    .describe('Rows of the period that were left out, since they failed a check.'),
  accepted: z
    .array(z.object(checkOfKpi))
    .optional()
    .describe('Checks that found something which a person took as it is; `checks` says who and why.'),
  blockedBy: z.array(z.object(checkOfKpi)).optional().describe('Checks without which there is no figure.'),
};

const lineage = z
  .object({
    definition: z.array(z.tuple([z.string(), z.string()])).describe('Name and text of each part of the formula.'),
    sums: z
      .array(
        z.object({
          measure: z.string().describe('fact.measure, target.<kpi> or period.days.'),
          period: periodId,
          value: z
            .string()
            .nullable()
            .describe('A decimal; of a percentile the count by lower edge as JSON; null: a target that nobody set.'),
        }),
      )
      .describe('What the definition names; empty where the value is withheld or blocked, and in a part of the shop.'),
    facts: z.array(z.string()).describe('Of these `statements`.'),
  })
  .describe('What the value was made of.');

const kpi = z.object({
  id: z.string(),
  name: words,
  family: z.string(),
  unit,
  better: z.enum(BETTER),
  decimals: z.int(),
  ...sums,
  factor: z
    .string()
    .regex(/^-?\d+(\/\d+)?$/)
    .nullable()
    .describe('value = numerator / denominator x factor, as a fraction such as 1/3600; null where it is 1.'),
  censored: quantity.describe('Observations without an outcome yet.'),
  status,
  target: target.nullable(),
  previous: comparison.nullable(),
  yearAgo: comparison.nullable(),
  combined: comparison
    .nullable()
    .optional()
    .describe('January and February together against a year ago, in which Lunar New Year does not matter.'),
  yearToDate: yearToDate.nullable().optional(),
  annual: annual.nullable().optional(),
  signal: signal.nullable().optional(),
  drivers: z.array(kpiDriver).optional(),
  experiments: z.array(experiment).optional(),
  lowResponse: z.boolean().optional().describe('So few answered that the value may not speak for all.'),
  ...doubts,
  lineage: lineage.optional(),
  trend: z.array(z.object({ period: periodId, value: quantity, provisional: z.boolean() })),
  pastTargets: z
    .array(z.object({ period: periodId, value: quantity, bandLow: quantity, bandHigh: quantity }))
    .optional()
    .describe('What the periods of the trend before this one were held to; those without a target are left out.'),
  members: z.record(z.string(), z.array(member)).describe('By dimension; the largest first.'),
});

const line = z.object({
  kpi: z.string(),
  weight: decimal,
  effectiveWeight: quantity.describe('Share of the total after unscored lines leave; sums to 1.'),
  period: periodId.optional().describe('What it is scored over, where that is not the period of the snapshot.'),
  value: quantity,
  target: target.nullable(),
  score: quantity,
  previousScore: quantity.describe("The line's score in the period before, by this period's definitions."),
  points: quantity.describe('Printed points; the points of a card add to its score.'),
  status,
  notes,
});

const scorecard = z.object({
  id: z.string(),
  title: words,
  subject: z.object({ kind: z.string(), id: z.string(), name: z.string() }),
  score: quantity,
  grade: z.string().nullable(),
  coverage: decimal.describe('Weight of the scored lines / 100.'),
  previous: z.object({ period: periodId, score: quantity }).nullable(),
  yearAgo: z.object({ period: periodId, score: quantity }).nullable(),
  change: quantity.describe('Points against the period before.'),
  trend: z.array(z.object({ period: periodId, score: quantity })),
  reason: z.enum(['coverage', 'no_card']).nullable().describe('Why there is no score.'),
  bands: z
    .array(z.object({ grade: z.string(), from: decimal }))
    .optional()
    .describe('The scale of grades, the best first; the last one begins at 0.'),
  lines: z.array(line),
  shown: z.array(z.string()).optional().describe('KPIs that are printed below and not scored.'),
});

const peopleCount = z
  .object({
    scorecard: z.string(),
    title: words.optional().describe('Of the card, such as the name of the role.'),
    people: z.int(),
    withheld: z.boolean().describe('Fewer than five people: nothing is counted.'),
    above: z.int(),
    inLine: z.int(),
    below: z.int(),
    notScored: z.int(),
  })
  .describe('How many people of a role stand where among their peers; nobody is named.');

const driver = z
  .object({
    scorecard: z.string(),
    kpi: z.string().nullable().describe('Null: the sum of all others.'),
    others: z.int().describe('How many KPIs the sum of all others holds; 0 for a single KPI.'),
    points: decimal,
    printed: decimal.describe('Printed points; they add to the printed change.'),
    adjustments: z
      .literal(true)
      .optional()
      .describe('No KPI: what the closed period before would score by now, beyond what was closed.'),
  })
  .describe('What moved the score since the period before (docs/arithmetic.md).');

const exception = z
  .object({
    scorecard: z.string(),
    kpi: z.string(),
    gap: decimal.describe('value - target.'),
    lostPoints: decimal.describe('(80 - score) x effective weight.'),
    cause: z
      .object({
        dimension: z.string(),
        member: z.string().nullable(),
        name: z.string().nullable(),
        gap: decimal.describe('The part of the gap that this member makes.'),
        share: decimal,
      })
      .nullable()
      .describe('The member that makes the largest part of the gap, where that is above 30 %.'),
  })
  .describe('At most three KPIs that need attention.');

export const snapshotShape = z
  .object({
    schemaVersion: z.string(),
    report: z.object({ id: z.string(), title: words }),
    shop: z.object({ name: z.string() }),
    currency: z.string(),
    revision: z.int().min(1),
    origin: z.enum(['run', 'backfill', 'restatement']),
    status: z.enum(['final', 'provisional']),
    definitionsHash: hash,
    asOf: z.iso.datetime().describe('The scheduled time of the run that made it.'),
    period: z.object({
      id: periodId,
      grain: z.enum(['month', 'quarter']),
      from: z.iso.date(),
      to: z.iso.date(),
      days: z.int(),
      timeZone: z.string(),
      startsAt: z.iso.datetime(),
      endsAt: z.iso.datetime(),
    }),
    kpis: z.array(kpi),
    scorecards: z.array(scorecard),
    drivers: z.array(driver),
    exceptions: z.array(exception),
    improvements: z.array(improvement).optional(),
    comments: z.array(comment).optional(),
    reconciliation: z
      .array(reconciliation)
      .optional()
      .describe('Absent where the shop keeps no ledger, and in a part of the shop.'),
    people: z.array(peopleCount).optional(),
    byDayFirst: z.boolean().optional().describe('The shop reads changes by day first, where months differ in length.'),
    slice: z
      .object({ dimension: z.string(), member: z.string() })
      .nullable()
      .optional()
      .describe('Whose part of the shop this is; null or absent: the whole.'),
    restated: z
      .array(z.object({ kpi: z.string(), period: periodId, published: quantity, now: quantity }))
      .describe('What the two periods before say now against their newest stored snapshot.'),
    adjustments: z
      .array(adjustment)
      .optional()
      .describe('The same of periods that finance has closed. Absent where none of the two is closed.'),
    sources: z.array(
      z.object({
        table: z.string(),
        status: z.enum(['ok', 'absent', 'empty']),
        rows: z.string().nullable().describe('Rows of the period.'),
        keys: z.string().optional().describe('The same without older versions; absent where the table has none.'),
        fingerprint: hash.nullable(),
        freshTo: z.string().nullable().describe('The newest day with rows.'),
        files: z.int().optional(),
        bytes: z.int().optional(),
        firstDay: z.string().nullable().optional().describe('The first partition that the run looked at.'),
      }),
    ),
    checks: z.array(
      z.object({
        id: z.enum(CHECKS),
        table: z.string(),
        subject: z.string().nullable().optional().describe('The column, condition or member concerned.'),
        outcome: z
          .enum(['ok', 'provisional', 'excluded', 'held', 'accepted', 'reported'])
          .describe('excluded: rows were left out; accepted: a person took it as it is.'),
        detail: z.string().nullable().describe('What was found, in English.'),
        found: z.record(z.string(), z.string()).optional().describe('What the sentence of the check is filled with.'),
        rows: quantity.optional().describe('How many rows it is about.'),
        since: z.string().nullable().optional().describe('The first day that it is about.'),
        finalOn: z.iso.date().nullable().optional().describe('Of provisional ones, when figures will be final.'),
        accepted: z.object({ by: z.string(), reason: z.string() }).nullable().optional(),
      }),
    ),
    statements: z.array(
      z.object({
        fact: z.string(),
        sql: z.string().describe('Empty in a part of the shop: the whole snapshot has it under the same hash.'),
        hash,
        tables: z.array(z.string()).optional().describe('Which of `sources` it reads.'),
      }),
    ),
  })
  .describe('One published period of one report. Written once, never changed.');

/** What every published document begins with. */
export const DOCUMENT_HEAD = {
  schemaVersion: true,
  report: true,
  shop: true,
  currency: true,
  revision: true,
  definitionsHash: true,
  asOf: true,
  period: true,
} as const;

export type Snapshot = z.infer<typeof snapshotShape>;
export type SnapshotKpi = z.infer<typeof kpi>;
export type SnapshotComparison = z.infer<typeof comparison>;
export type SnapshotMember = z.infer<typeof member>;
export type SnapshotScorecard = z.infer<typeof scorecard>;
export type SnapshotLine = z.infer<typeof line>;
export type SnapshotTarget = z.infer<typeof target>;
export type SnapshotException = z.infer<typeof exception>;
export type PeopleCount = z.infer<typeof peopleCount>;
export type SnapshotDriver = z.infer<typeof driver>;
export type Status = z.infer<typeof status>;
export type Note = (typeof NOTES)[number];
export type Unit = (typeof UNITS)[number];
export type Better = (typeof BETTER)[number];
