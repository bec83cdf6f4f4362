// Where reviews of people come from: their figures, their improvement plans and what was answered to them. One person at a
// time, from cells that are there already.
import type { Report } from '../definitions/definitions.ts';
import type { Reading } from '../kpis/reading.ts';
import type { Calendar, Period } from '../periods/period.ts';
import type { Person } from '../snapshot/person-shape.ts';

/** A review as it is computed; the rest of the document is known when it is published. */
export type Reviewed = Omit<Person, 'revision' | 'improvements' | 'contested' | 'responses'>;

export type Reviews = {
  /** Everybody who is reviewed. */
  ids: string[];
  /** `previous`: the newest review of the period before, where there is one. */
  review(id: string, previous: Person | null): Reviewed;
  improvements(reviewed: Reviewed, previous: Person | null): Person['improvements'];
  /** What was answered to the review of this period, in the order of time. */
  responses(id: string): Person['responses'];
  /** Is an objection open? */
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
  statements: { fact: string; hash: string }[];
};

export type OpenReviews = (input: ReviewsInput) => Reviews;

/** Nobody is reviewed yet. */
export const openReviews: OpenReviews = () => ({
  ids: [],
  review: (id) => {
    throw new Error(`${id} has no review`);
  },
  improvements: () => [],
  responses: () => [],
  isContested: () => false,
});
