// Where reviews of people come from: their figures, their improvement plans and what was answered to them. One person at a
// time, from cells that are there already.
import { EMPLOYEE, type Report } from '../definitions/definitions.ts';
import type { Reading } from '../kpis/reading.ts';
import { type Calendar, type Period, shiftPeriod } from '../periods/period.ts';
import { scheduledDay } from '../periods/schedule.ts';
import { linesOfPerson, standingsOf } from '../scorecards/improvement/lines-of-person.ts';
import { monthsSince } from '../scorecards/improvement/months.ts';
import { updatePlan } from '../scorecards/improvement/update-plan.ts';
import { isContested } from '../scorecards/responses/is-contested.ts';
import { responsesOf } from '../scorecards/responses/responses-of.ts';
import { type PersonDraft, preparePersons } from '../snapshot/person.ts';
import type { Person } from '../snapshot/person-shape.ts';
import type { Snapshot } from '../snapshot/shape.ts';

/** What comes of a person's plan, and what the next month must know of this one. */
type Planned = Pick<Person, 'improvements' | 'past' | 'ended'>;

export type Reviews = {
  /** Everybody who is reviewed. */
  ids: string[];
  /** `previous`: the newest review of the period before, where there is one. */
  review(id: string, previous: Person | null): PersonDraft;
  plan(reviewed: PersonDraft, previous: Person | null): Planned;
  /** What was answered to the reviews of this period and the one before, in the order of time. */
  responses(id: string): Person['responses'];
  /** Is an objection to this period's review open? */
  isContested(responses: Person['responses']): boolean;
};

export type ReviewsInput = {
  /** The report under whose name the reviews lie. */
  report: Report;
  phase: Person['phase'];
  period: Period;
  reading: Reading;
  calendar: Calendar;
  /** What was asked for the figures. */
  statements: Pick<Snapshot['statements'][number], 'fact' | 'hash'>[];
};

export type OpenReviews = (input: ReviewsInput) => Reviews;

/** Months after which an earlier one opens nothing any more, and an ended item is forgotten. */
const REMEMBERED = { months: 5, ended: 12 };

export const openReviews: OpenReviews = ({ report, phase, period, reading, calendar, statements }) => {
  const persons = preparePersons({ report, phase, period, reading, statements });
  const { holidays, shop } = reading.definitions;
  const { disputeDays, reportingTimeZone } = shop.parameters;
  const receivedOn = scheduledDay(period, report.schedule, holidays);
  const rules = { receivedOn, disputeDays, timeZone: reportingTimeZone, holidays };
  const months = [shiftPeriod(period, -1, calendar).id, period.id];
  return {
    ids: persons.employees,
    review: persons.review,
    plan: (reviewed, previous) => planOf(reviewed, previous, reading),
    responses: (id) => responsesOf(reading.records.responses, { cards: report.scorecards, person: id, months }),
    isContested: (responses) => isContested(ofPeriod(responses, period), rules),
  };
};

function ofPeriod(responses: Person['responses'], { id }: Period): Person['responses'] {
  return responses.filter(({ period }) => period === id);
}

function planOf(reviewed: PersonDraft, previous: Person | null, reading: Reading): Planned {
  const { definitions, records } = reading;
  const { id } = reviewed.person;
  const period = { id: reviewed.period.id, to: reviewed.period.to };
  const [card] = reviewed.cards;
  const past = pastOf(previous, period.id);
  const ended = endedBefore(previous, period.id);
  // A plan goes from month to month: a quarter has none.
  if (card === undefined || reviewed.period.grain !== 'month') return { improvements: [], past, ended };
  const { maxOpenItems, scoreAtTarget } = definitions.shop.parameters;
  const improvements = updatePlan({
    scorecard: card.scorecard,
    scope: { kind: EMPLOYEE, id },
    period,
    lines: linesOfPerson(reviewed.cards, past, scoreAtTarget),
    previous: previous?.improvements ?? [],
    ended,
    plans: records.plans,
    definitions,
    most: maxOpenItems.employee,
  });
  const own = records.comments.filter(
    ({ scope, author }) => scope.kind === EMPLOYEE && scope.id === id && author === id,
  );
  const commentOn = (kpi: string) => own.findLast((comment) => comment.kpi === kpi)?.text ?? null;
  return {
    improvements: improvements.map((item) => ({ ...item, comment: commentOn(item.kpi) ?? item.comment })),
    past,
    ended,
  };
}

/** The months before this one, the oldest first. What was only preliminary is no history. */
function pastOf(previous: Person | null, month: string): Person['past'] {
  if (previous === null) return [];
  const last = previous.phase === 'final' ? [{ period: previous.period.id, kpis: standingsOf(previous.cards) }] : [];
  return [...previous.past, ...last].filter(({ period }) => monthsSince(period, month) <= REMEMBERED.months);
}

function endedBefore(previous: Person | null, month: string): Person['ended'] {
  if (previous === null) return [];
  const items = [...previous.ended, ...previous.improvements.filter(({ closedIn }) => closedIn !== null)];
  return items.filter(({ closedIn }) => closedIn !== null && monthsSince(closedIn, month) <= REMEMBERED.ended);
}
