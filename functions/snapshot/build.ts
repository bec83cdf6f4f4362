// Builds the snapshot of one period: a function of its results, the periods around it and the definitions, and of nothing
// else, so that the same inputs give the same bytes.
import { COMPANY, type Definitions, type Report } from '../definitions/definitions.ts';
import type { Amount, Reading } from '../kpis/reading.ts';
import type { PlanRow } from '../kpis/records.ts';
import type { Calendar, Period } from '../periods/period.ts';
import type { Ranges } from '../periods/ranges.ts';
import type { ScoredCard } from '../scorecards/card.ts';
import { scoreDrivers } from '../scorecards/drivers.ts';
import type { PeriodResult } from '../scorecards/evaluate-period.ts';
import { findExceptions } from '../scorecards/exceptions.ts';
import { gradeBands } from '../scorecards/grade.ts';
import { countPeople } from '../scorecards/people/count.ts';
import { type Around, periodsAround } from './around.ts';
import { commentsOf } from './comments.ts';
import { companyPlan } from './company-plan.ts';
import { buildKpi } from './kpi.ts';
import type { Past } from './past.ts';
import type { Improvement } from './plan-shape.ts';
import { fromQuantity, toQuantity } from './quantities.ts';
import { reconcile } from './reconcile.ts';
import type { Adjustment } from './revision-shape.ts';
import { SCHEMA_VERSION, type Snapshot, type SnapshotScorecard } from './shape.ts';
import { targetOf } from './target.ts';

export type BuildInput = {
  report: Report;
  result: PeriodResult;
  /** The period before, where it was queried in the same run. */
  before: PeriodResult | null;
  /** What is known of a period, or null. */
  past(period: Period): Past | null;
  /** The same, of published periods only: what was looked at in passing is no history. */
  publishedPast(period: Period): Past | null;
  /** The improvement plan of an earlier period, or null where none is known. */
  itemsOf(period: Period): Improvement[] | null;
  /** Rows of `plans` that speak of this period. */
  plans: PlanRow[];
  reading: Reading;
  calendar: Calendar;
  /** Null where no longer periods were read for it. */
  ranges: Ranges | null;
  revision: number;
  origin: Snapshot['origin'];
  /** The closed snapshot of the period before, with which is compared whatever the data says now. */
  closedBefore?: Snapshot | null;
  restated: Snapshot['restated'];
  adjustments?: Adjustment[];
  sources: Snapshot['sources'];
  checks: Snapshot['checks'];
  statements: Snapshot['statements'];
};

export function buildSnapshot(input: BuildInput): Snapshot {
  const { report, result, reading, before, calendar } = input;
  const around = periodsAround(result.period, calendar);
  const { definitions } = reading;
  const kpis = [...result.kpis.values()].map((kpi) => buildKpi(kpi, input, around));
  const company = companyCard(result);
  const people = countPeople(report, result.period, reading);
  const reconciliation = reconcile(result.period, reading);
  const companyBefore = before === null ? null : companyCard(before);
  return {
    schemaVersion: SCHEMA_VERSION,
    report: { id: report.id, title: report.title },
    shop: { name: definitions.shop.name },
    currency: definitions.shop.parameters.baseCurrency,
    revision: input.revision,
    origin: input.origin,
    status: kpis.some(({ notes }) => notes.includes('provisional')) ? 'provisional' : 'final',
    definitionsHash: definitions.hash,
    asOf: reading.asOf,
    period: { ...result.period, grain: report.grain },
    kpis,
    scorecards: result.cards.map((card) => buildCard(card, input, around)),
    drivers: company && companyBefore ? driversOf(company, companyBefore, input) : [],
    exceptions: company ? exceptionsOf(company, companyBefore, input) : [],
    improvements: company ? companyPlan(company, input) : [],
    comments: commentsOf(reading.records.comments, result.period.to.slice(0, 7), definitions),
    ...(reconciliation === null ? {} : { reconciliation }),
    ...(people === null ? {} : { people }),
    ...(definitions.shop.parameters.perDayNormalise ? { byDayFirst: true } : {}),
    restated: input.restated,
    ...(input.adjustments === undefined ? {} : { adjustments: input.adjustments }),
    sources: input.sources,
    checks: input.checks,
    statements: input.statements,
  };
}

function companyCard({ cards }: PeriodResult): ScoredCard | null {
  return cards.find(({ subject }) => subject.dimension === null) ?? null;
}

function buildCard(card: ScoredCard, input: BuildInput, around: Around): SnapshotScorecard {
  const { result, past, reading } = input;
  const { member, dimension } = card.subject;
  const scoreIn = (period: Period): Amount =>
    period.id === result.period.id ? card.score : (past(period)?.score(card.id, member) ?? null);
  const compared = (period: Period) =>
    past(period) === null ? null : { period: period.id, score: toQuantity(scoreIn(period)) };
  const { previous } = around;
  const definition = reading.definitions.scorecards[card.id];
  const shown = definition?.shown ?? [];
  const earlier = scoreIn(previous);
  return {
    id: card.id,
    title: definition?.title ?? {},
    subject: { kind: dimension ?? COMPANY, id: member ?? 'all', name: member ?? reading.definitions.shop.name },
    score: toQuantity(card.score),
    grade: card.grade,
    coverage: toQuantity(card.coverage) as string,
    previous: compared(previous),
    yearAgo: compared(around.yearAgo),
    change: toQuantity(card.score === null || earlier === null ? null : card.score.sub(earlier)),
    trend: around.trend.map((period) => ({ period: period.id, score: toQuantity(scoreIn(period)) })),
    reason: card.score === null ? 'coverage' : null,
    bands: gradeBands(reading.definitions.shop.parameters),
    lines: card.lines.map((line) => ({
      kpi: line.kpi,
      weight: toQuantity(line.weight) as string,
      effectiveWeight: toQuantity(line.effectiveWeight),
      ...(line.period === result.period.id ? {} : { period: line.period }),
      value: toQuantity(line.evaluated.value),
      target: targetOf(line, (reading.definitions as Definitions).kpis[line.kpi]?.better ?? 'info'),
      score: toQuantity(line.score),
      previousScore: toQuantity(past(previous)?.lineScore(card.id, member, line.kpi) ?? null),
      points: toQuantity(line.points),
      status: line.status,
      notes: line.notes,
    })),
    ...(shown.length === 0 ? {} : { shown }),
  };
}

function driversOf(now: ScoredCard, before: ScoredCard, { closedBefore }: BuildInput): Snapshot['drivers'] {
  const closed = closedBefore?.scorecards.find(({ id, subject }) => id === before.id && subject.id === 'all');
  return scoreDrivers(now, before, fromQuantity(closed?.score ?? null)).map(
    ({ kpi, others, points, printed, adjustments }) => ({
      scorecard: now.id,
      kpi,
      others,
      points: toQuantity(points) as string,
      printed: toQuantity(printed) as string,
      ...(adjustments ? { adjustments } : {}),
    }),
  );
}

function exceptionsOf(
  card: ScoredCard,
  cardBefore: ScoredCard | null,
  { result, reading, before }: BuildInput,
): Snapshot['exceptions'] {
  return findExceptions(card, cardBefore, result, reading, before).map(({ kpi, gap, lostPoints, cause }) => ({
    scorecard: card.id,
    kpi,
    gap: toQuantity(gap) as string,
    lostPoints: toQuantity(lostPoints) as string,
    cause: cause && {
      dimension: cause.dimension,
      member: cause.member,
      name: null,
      gap: toQuantity(cause.gap) as string,
      share: toQuantity(cause.share) as string,
    },
  }));
}
