// Builds the snapshot of one period: a function of its results, the periods around it and the definitions, and of nothing
// else, so that the same inputs give the same bytes.
import { COMPANY, type Definitions, type Report } from '../definitions/definitions.ts';
import { compareValues } from '../kpis/compare.ts';
import { PEOPLE_DIMENSIONS } from '../kpis/members.ts';
import type { Amount, Reading } from '../kpis/reading.ts';
import { type Calendar, type Period, shiftPeriod, yearBefore } from '../periods/period.ts';
import type { ScoredCard } from '../scorecards/card.ts';
import { scoreDrivers } from '../scorecards/drivers.ts';
import type { KpiResult, PeriodResult } from '../scorecards/evaluate-period.ts';
import { findExceptions } from '../scorecards/exceptions.ts';
import { gradeBands } from '../scorecards/grade.ts';
import { memberRows } from './member-rows.ts';
import type { Past } from './past.ts';
import { toQuantity } from './quantities.ts';
import { SCHEMA_VERSION, type Snapshot, type SnapshotKpi, type SnapshotScorecard } from './shape.ts';
import { targetOf } from './target.ts';

export type BuildInput = {
  report: Report;
  result: PeriodResult;
  /** The period before, where it was queried in the same run. */
  before: PeriodResult | null;
  /** What is known of a period, or null. */
  past(period: Period): Past | null;
  reading: Reading;
  calendar: Calendar;
  revision: number;
  origin: Snapshot['origin'];
  restated: Snapshot['restated'];
  sources: Snapshot['sources'];
  checks: Snapshot['checks'];
  statements: Snapshot['statements'];
};

const TREND_PERIODS = 12;

/** The periods that every figure is compared with, found once. */
type Around = { previous: Period; yearAgo: Period; trend: Period[] };

export function buildSnapshot(input: BuildInput): Snapshot {
  const { report, result, reading, before, calendar } = input;
  const around: Around = {
    previous: shiftPeriod(result.period, -1, calendar),
    yearAgo: yearBefore(result.period, calendar),
    trend: Array.from({ length: TREND_PERIODS }, (_, at) =>
      shiftPeriod(result.period, at + 1 - TREND_PERIODS, calendar),
    ),
  };
  const { definitions } = reading;
  const kpis = [...result.kpis.values()].map((kpi) => buildKpi(kpi, input, around));
  const company = companyCard(result);
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
    drivers: company && companyBefore ? driversOf(company, companyBefore) : [],
    exceptions: company ? exceptionsOf(company, companyBefore, result, reading) : [],
    restated: input.restated,
    sources: input.sources,
    checks: input.checks,
    statements: input.statements,
  };
}

function companyCard({ cards }: PeriodResult): ScoredCard | null {
  return cards.find(({ subject }) => subject.dimension === null) ?? null;
}

function buildKpi(found: KpiResult, input: BuildInput, around: Around): SnapshotKpi {
  const { kpi, evaluated, judged } = found;
  const { result, past } = input;
  return {
    id: kpi.id,
    name: kpi.name,
    family: kpi.family,
    unit: kpi.unit,
    better: kpi.better,
    decimals: kpi.decimals,
    value: toQuantity(evaluated.value),
    numerator: toQuantity(evaluated.numerator),
    denominator: toQuantity(evaluated.denominator),
    sample: toQuantity(evaluated.sample),
    notes: judged.notes,
    factor: evaluated.factor.equals(1) ? null : evaluated.factor.toFraction(),
    censored: toQuantity(evaluated.censored),
    ...(kpi.asked === null ? {} : { lowResponse: evaluated.lowResponse ?? false }),
    status: judged.status,
    target: targetOf(judged, kpi.better),
    previous: compareWith(found, around.previous, input),
    yearAgo: compareWith(found, around.yearAgo, input),
    trend: around.trend.map((period) => {
      const known = period.id === result.period.id ? toPast(evaluated) : past(period)?.kpi(kpi.id);
      return { period: period.id, value: toQuantity(known?.value ?? null), provisional: known?.provisional ?? false };
    }),
    members: memberRows(found, input, (dimension) => !PEOPLE_DIMENSIONS.includes(dimension)),
  };
}

function toPast({ value, notes }: KpiResult['evaluated']) {
  return { value, provisional: notes.includes('provisional') };
}

function compareWith({ kpi, evaluated }: KpiResult, period: Period, { past }: BuildInput): SnapshotKpi['previous'] {
  const known = past(period)?.kpi(kpi.id);
  if (!known) return null;
  const { change, ratio } = compareValues(evaluated.value, known.value, kpi.unit);
  return { period: period.id, value: toQuantity(known.value), change: toQuantity(change), ratio: toQuantity(ratio) };
}

function buildCard(card: ScoredCard, input: BuildInput, around: Around): SnapshotScorecard {
  const { result, past, reading } = input;
  const { member, dimension } = card.subject;
  const scoreIn = (period: Period): Amount =>
    period.id === result.period.id ? card.score : (past(period)?.score(card.id, member) ?? null);
  const compared = (period: Period) =>
    past(period) === null ? null : { period: period.id, score: toQuantity(scoreIn(period)) };
  const { previous } = around;
  const earlier = scoreIn(previous);
  return {
    id: card.id,
    title: reading.definitions.scorecards[card.id]?.title ?? {},
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
      value: toQuantity(line.evaluated.value),
      target: targetOf(line, (reading.definitions as Definitions).kpis[line.kpi]?.better ?? 'info'),
      score: toQuantity(line.score),
      previousScore: toQuantity(past(previous)?.lineScore(card.id, member, line.kpi) ?? null),
      points: toQuantity(line.points),
      status: line.status,
      notes: line.notes,
    })),
  };
}

function driversOf(now: ScoredCard, before: ScoredCard): Snapshot['drivers'] {
  return scoreDrivers(now, before).map(({ kpi, others, points, printed }) => ({
    scorecard: now.id,
    kpi,
    others,
    points: toQuantity(points) as string,
    printed: toQuantity(printed) as string,
  }));
}

function exceptionsOf(
  card: ScoredCard,
  before: ScoredCard | null,
  result: PeriodResult,
  reading: Reading,
): Snapshot['exceptions'] {
  return findExceptions(card, before, result, reading).map(({ kpi, gap, lostPoints, cause }) => ({
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
