// Everything that a period says: each KPI in total and by member, and the cards of a report.
import { COMPANY, type Kpi, type Report, type Scorecard, type Slice } from '../definitions/definitions.ts';
import { type Evaluated, evaluateKpi } from '../kpis/evaluate.ts';
import { evaluateMembers, type Member } from '../kpis/members.ts';
import type { Reading } from '../kpis/reading.ts';
import { type Subject, WHOLE_SHOP } from '../kpis/subject.ts';
import type { Period } from '../periods/period.ts';
import { type ScoredCard, type ScoredLine, scoreCard } from './card.ts';

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
    if (card.subject === COMPANY) return [scoreCard(card, WHOLE_SHOP, totals, context)];
    return subjectsOf(card, members).map((member) => {
      const subject = { dimension: card.subject, column: card.subject, member };
      return scoreCard(card, subject, subjectFigures(card, subject, period, reading), context);
    });
  });
  return { period, cards, kpis: new Map(kpis.map((kpi) => [kpi.id, resultOf(kpi)])) };

  function resultOf(kpi: Kpi): KpiResult {
    const evaluated = totals.get(kpi.id) as Evaluated;
    const onCard = cards.find(({ subject }) => subject.dimension === null)?.lines.find((line) => line.kpi === kpi.id);
    const judged = onCard ?? (scoreCard(soloCard(kpi), WHOLE_SHOP, totals, context).lines[0] as ScoredLine);
    return { kpi, evaluated, judged, members: members.get(kpi.id) ?? new Map() };
  }
}

function membersOf(kpi: Kpi, period: Period, reading: Reading): Map<string, Member[]> {
  return new Map(kpi.slices.map((slice) => [slice.dimension, evaluateMembers(kpi, slice, period, reading)]));
}

/** Every member of the card's dimension that has figures in one of its KPIs; nobody is no subject. */
function subjectsOf(card: Scorecard, members: Map<string, Map<string, Member[]>>): string[] {
  const ids = card.lines.flatMap(({ kpi }) => members.get(kpi)?.get(card.subject) ?? []).map(({ member }) => member);
  return [...new Set(ids)].filter((id) => id !== null).sort();
}

function subjectFigures(card: Scorecard, subject: Subject, period: Period, reading: Reading): Map<string, Evaluated> {
  return new Map(
    card.lines.map(({ kpi: id }) => {
      const kpi = reading.definitions.kpis[id] as Kpi;
      const slice = kpi.slices.find(({ dimension }) => dimension === subject.dimension) as Slice;
      return [id, evaluateKpi(kpi, { ...subject, column: slice.column }, period, reading)];
    }),
  );
}

/** A card of one KPI: how a KPI that no card weighs stands against its own target. */
function soloCard({ id }: Kpi): Scorecard {
  const target = { target: null, floor: null, stretch: null, bandLow: null, bandHigh: null };
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
