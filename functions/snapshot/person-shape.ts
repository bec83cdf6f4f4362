// The review of one person of one period: cards/<employee>.json under people/. It holds this person's figures, what their
// peers are as a group, and everything needed to redo the score with a calculator; nobody else occurs in it.
import * as z from 'zod';
import { improvement } from './plan-shape.ts';
import { decimal, hash, periodId, quantity, words } from './quantity-shape.ts';
import { DOCUMENT_HEAD, doubts, notes, snapshotShape, status, target } from './shape.ts';

const interval = z.object({ low: decimal, high: decimal, level: decimal });

const personLine = z.object({
  kpi: z.string(),
  weight: decimal,
  effectiveWeight: quantity,
  period: periodId.describe('What the line is scored over: the month, a trailing window, or the newest mature months.'),
  value: quantity.describe('As counted, before any adjustment.'),
  numerator: quantity,
  denominator: quantity,
  sample: quantity,
  censored: quantity,
  notes,
  ...doubts,
  adjusted: z
    .object({ observed: decimal, expected: decimal, pooled: decimal, value: decimal, stratum: z.string() })
    .nullable()
    .describe('For a harder or easier queue: observed / expected x pooled rate.'),
  shrunk: z
    .object({
      peerRate: decimal,
      strength: quantity.describe('Null: without end, everyone stands at the peer rate.'),
      peers: z.int(),
      value: decimal,
    })
    .nullable()
    .describe('Drawn to the peers, the more the smaller the sample: (x + strength x peer rate) / (n + strength).'),
  scored: quantity.describe('The value that the score was computed from.'),
  interval: interval.nullable().describe('Wilson interval of a proportion.'),
  verdict: z.enum(['met', 'not_met', 'uncertain']).nullable().describe('Against the target, by the interval.'),
  band: z.enum(['above', 'in_line', 'below']).nullable().describe('Among peers of the same role; there are no ranks.'),
  peers: z.object({ people: z.int(), value: quantity }).nullable().describe('Null where there are fewer than five.'),
  target: target.nullable(),
  targetVersion: z.string().nullable().describe('Of the `targets` table.'),
  prorated: quantity.describe('The active share by which the target was multiplied; null where it was not.'),
  formula: z.string().nullable().describe('The arithmetic of the score, filled with its numbers, a step a line.'),
  score: quantity,
  previousScore: quantity,
  points: quantity,
  status,
  statement: hash.nullable().describe('Hash of the statement whose cells it was computed from.'),
  records: z.string().nullable().describe("SQL that lists the person's own records."),
});

const personCard = z.object({
  scorecard: z.string(),
  title: words,
  /** The part of the period in which the person had the role. */
  from: z.iso.date(),
  to: z.iso.date(),
  activeShare: decimal,
  share: decimal.describe('Its share of the whole, by active days; 1 where there is one card.'),
  score: quantity,
  grade: z.string().nullable(),
  coverage: decimal,
  reason: z.enum(['coverage', 'active_share', 'probation']).nullable(),
  previous: z.object({ period: periodId, score: quantity }).nullable(),
  change: quantity,
  lines: z.array(personLine),
});

export const personShape = snapshotShape
  .pick(DOCUMENT_HEAD)
  .extend({
    phase: z.enum(['preliminary', 'final']),
    person: z.object({
      id: z.string(),
      role: z.string(),
      department: z.string().nullable(),
      manager: z.string().nullable(),
      activeDays: decimal,
      activeShare: decimal,
      tenureDays: decimal,
    }),
    score: quantity.describe('Of all cards together, weighted by active days.'),
    grade: z.string().nullable(),
    reason: z.enum(['coverage', 'active_share', 'probation']).nullable(),
    band: z
      .enum(['above', 'in_line', 'below'])
      .nullable()
      .describe('The total against the mean of the role, different only from the smallest meaningful gap on.'),
    peers: z.object({ people: z.int(), scored: z.int(), mean: quantity }).nullable(),
    kpis: z.array(
      snapshotShape.shape.kpis.element.pick({
        id: true,
        name: true,
        unit: true,
        better: true,
        decimals: true,
        factor: true,
      }),
    ),
    cards: z.array(personCard),
    improvements: z.array(improvement),
    past: z
      .array(
        z.object({
          period: periodId,
          kpis: z.array(z.object({ kpi: z.string(), value: quantity, off: z.boolean().nullable() })),
        }),
      )
      .describe('How the lines stood in the months before, which open and close items of the plan.'),
    ended: z
      .array(improvement)
      .describe('Items that ended in earlier months: what led up to them opens nothing again.'),
    contested: z.boolean().describe('An objection is open: the figures stay as they were.'),
    responses: z.array(
      z.object({
        period: periodId,
        kind: z.enum(['feedback', 'acknowledged', 'objection', 'outcome']),
        text: z.string(),
        person: z.string(),
        writtenAt: z.string(),
      }),
    ),
  })
  .describe('The review of one person.');

export type Person = z.infer<typeof personShape>;
export type PersonCard = z.infer<typeof personCard>;
export type PersonLine = z.infer<typeof personLine>;
