// What became of a person's figure on the card of their role: each step from the counted value to its points, and the
// statement that lists the records behind it.
import { type Definitions, EMPLOYEE, type Kpi, type Scorecard } from '../definitions/definitions.ts';
import { expressionsOf } from '../facts/cuts.ts';
import { recordsOf, withRelations } from '../facts/records.ts';
import type { PresentTables } from '../facts/relations.ts';
import { PEOPLE_DIMENSIONS } from '../kpis/members.ts';
import type { Reading } from '../kpis/reading.ts';
import type { Subject } from '../kpis/subject.ts';
import type { Period } from '../periods/period.ts';
import type { FairLine } from '../scorecards/people/fair-line.ts';
import { formulaSteps, type Step } from '../scorecards/people/formula.ts';
import { prepareReview } from '../scorecards/people/review.ts';
import type { Reason } from '../scorecards/people/scored-person.ts';
import { toQuantity } from '../snapshot/quantities.ts';

export type ExplainedPerson = Pick<FairLine, 'period' | 'interval' | 'verdict' | 'band' | 'notes'> & {
  scorecard: string;
  role: string;
  steps: Step[];
  /** How many people of the role have a value; null where they are too few to be peers. */
  peers: number | null;
  weight: string;
  effectiveWeight: string | null;
  score: string | null;
  points: string | null;
  /** Why nothing of the person is scored. */
  reason: Reason | null;
  records: { fact: string; sql: string }[];
};

/** Cards of people that weigh a KPI for the subject's dimension. */
export function cardsOfPeople({ scorecards }: Definitions, kpi: Kpi, { dimension }: Subject): Scorecard[] {
  if (dimension === null || !PEOPLE_DIMENSIONS.includes(dimension)) return [];
  return Object.values(scorecards).filter(
    ({ subject, lines }) =>
      subject === EMPLOYEE && lines.some((line) => line.kpi === kpi.id && (line.as ?? EMPLOYEE) === dimension),
  );
}

/** Null where the subject is nobody whose role has one of the cards. */
export function explainPerson(
  cards: Scorecard[],
  kpi: Kpi,
  { member }: Subject,
  { period, reading, present }: { period: Period; reading: Reading; present: PresentTables },
): ExplainedPerson | null {
  const { definitions, asOf } = reading;
  const review = prepareReview(
    cards.map(({ id }) => id),
    period,
    reading,
  );
  if (member === null || !review.employees.includes(member)) return null;
  const person = review.score(member);
  const part = person.parts.find(({ lines }) => lines.some((line) => line.kpi === kpi.id));
  const line = part?.lines.find((one) => one.kpi === kpi.id);
  if (!part || !line) return null;
  const { slice, window } = line.own;
  const yearAgo = reading.yearBefore(window);
  const records = recordsOf(expressionsOf(slice), slice.column, window, yearAgo, definitions)(member);
  const { interval, verdict, band, notes } = line;
  return {
    scorecard: part.card.id,
    role: person.staff.role,
    period: line.period,
    steps: formulaSteps(line, part.staff, period.days, definitions.shop.parameters.scoreAtTarget),
    peers: line.peers?.people ?? null,
    interval,
    verdict,
    band,
    notes,
    weight: toQuantity(line.weight) as string,
    effectiveWeight: toQuantity(line.effectiveWeight),
    score: toQuantity(line.score),
    points: toQuantity(line.points),
    reason: part.reason,
    records: records.map((one) => withRelations(one, { definitions, present, periods: [window, yearAgo], asOf })),
  };
}
