// Everything that a period says: each KPI in total and by member, and the cards of a report.
import {
  COMPANY,
  EMPLOYEE,
  type Kpi,
  type Report,
  type Scorecard,
  type Slice,
  type TargetValues,
} from '../definitions/definitions.ts';
import { type Evaluated, evaluateKpi } from '../kpis/evaluate.ts';
import { evaluateMembers, type Member } from '../kpis/members.ts';
import type { Reading } from '../kpis/reading.ts';
import { type Subject, WHOLE_SHOP } from '../kpis/subject.ts';
import type { Period } from '../periods/period.ts';
import { type ScoredCard, type ScoredLine, scoreCard } from './card.ts';
import { windowOf } from './windows.ts';

export type KpiResult = {
  kpi: Kpi;
  evaluated: Evaluated;
  /** How the KPI stands against its target, as on the shop's card where it is on it. */
  judged: ScoredLine;
  members: Map<string, Member[]>;
};

export type PeriodResult = { period: Period; kpis: Map<string, KpiResult>; cards: ScoredCard[] };

export function evaluatePeriod(report: Report, period: Period, reading: Reading): PeriodResult {
  const { definitions } = reading;
  const kpis = Object.values(definitions.kpis);
  const totals = new Map(kpis.map((kpi) => [kpi.id, evaluateKpi(kpi, WHOLE_SHOP, period, reading)]));
  const members = new Map(kpis.map((kpi) => [kpi.id, membersOf(kpi, period, reading)]));
  const context = { definitions, targets: reading.targets, period };
  const cards = report.scorecards.flatMap((id) => {
    const card = definitions.scorecards[id] as Scorecard;
    // People are scored one at a time, among their peers (people/review.ts).
    if (card.subject === EMPLOYEE) return [];
    const windows = windowsByKpi(card, period, reading);
    const scoreOf = (subject: Subject) =>
      scoreCard(card, subject, subjectFigures(card, subject, windows, reading), context, windows);
    if (card.subject === COMPANY) return [scoreOf(WHOLE_SHOP)];
    return subjectsOf(card, members).map((member) =>
      scoreOf({ dimension: card.subject, column: card.subject, member }),
    );
  });
  return { period, cards, kpis: new Map(kpis.map((kpi) => [kpi.id, resultOf(kpi)])) };

  function resultOf(kpi: Kpi): KpiResult {
    const evaluated = totals.get(kpi.id) as Evaluated;
    const company = cards.find(({ subject }) => subject.dimension === null);
    const onCard = company?.lines.find((line) => line.kpi === kpi.id && line.period === period.id);
    const target = definitions.scorecards[company?.id ?? '']?.lines.find((line) => line.kpi === kpi.id)?.target;
    const solo = soloCard(kpi, target ?? NO_TARGET);
    const judged = onCard ?? (scoreCard(solo, WHOLE_SHOP, totals, context).lines[0] as ScoredLine);
    return { kpi, evaluated, judged, members: members.get(kpi.id) ?? new Map() };
  }
}

function membersOf(kpi: Kpi, period: Period, reading: Reading): Map<string, Member[]> {
  return new Map(kpi.slices.map((slice) => [slice.dimension, evaluateMembers(kpi, slice, period, reading)]));
}

/** Every member of the card's dimension that has figures in one of its KPIs; nobody is no subject. */
function subjectsOf(card: Scorecard, members: Map<string, Map<string, Member[]>>): string[] {
  const ids = card.lines
    .flatMap(({ kpi, as }) => members.get(kpi)?.get(as ?? card.subject) ?? [])
    .map(({ member }) => member);
  return [...new Set(ids)].filter((id) => id !== null).sort();
}

function windowsByKpi(card: Scorecard, period: Period, { definitions, asOf, calendar }: Reading): Map<string, Period> {
  return new Map(
    card.lines.map((line) => [line.kpi, windowOf(line, definitions.kpis[line.kpi] as Kpi, period, asOf, calendar)]),
  );
}

function subjectFigures(
  card: Scorecard,
  subject: Subject,
  windows: Map<string, Period>,
  reading: Reading,
): Map<string, Evaluated> {
  return new Map(
    card.lines.map(({ kpi: id, as }) => {
      const kpi = reading.definitions.kpis[id] as Kpi;
      const window = windows.get(id) as Period;
      if (subject.dimension === null) return [id, evaluateKpi(kpi, subject, window, reading)];
      const dimension = as ?? subject.dimension;
      const { column } = kpi.slices.find((slice) => slice.dimension === dimension) as Slice;
      return [id, evaluateKpi(kpi, { ...subject, dimension, column }, window, reading)];
    }),
  );
}

const NO_TARGET: TargetValues = { target: null, floor: null, stretch: null, bandLow: null, bandHigh: null };

/** A card of one KPI: how a KPI that no card weighs, or only over a window, stands against its target. */
function soloCard({ id }: Kpi, target: TargetValues): Scorecard {
  const plain = { as: null, windowMonths: 1, mature: false, missing: 'renormalise' as const };
  return {
    id: 'solo',
    title: {},
    subject: COMPANY,
    role: null,
    lines: [{ kpi: id, weight: '100', ...plain, target }],
    shown: [],
  };
}
