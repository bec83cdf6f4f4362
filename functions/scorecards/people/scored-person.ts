// A person's total from the parts of the period in which they had a role. Each part is a card of its own, weighted by the
// days worked in it; one that is too short is dropped.
import type { Parameters, Scorecard } from '../../definitions/definitions.ts';
import { Fraction, roundHalfUp } from '../../exact.ts';
import type { Amount } from '../../kpis/reading.ts';
import { totalOf } from '../card.ts';
import { withheldFor } from '../fairness/active-share.ts';
import { gradeOf } from '../grade.ts';
import type { FairLine } from './fair-line.ts';
import type { Staff } from './staff.ts';

export type Reason = 'coverage' | 'active_share' | 'probation';

export type ScoredPart = {
  card: Scorecard;
  staff: Staff;
  lines: FairLine[];
  coverage: Fraction;
  score: Amount;
  exactScore: Amount;
  grade: string | null;
  reason: Reason | null;
};

export type ScoredPerson = {
  staff: Staff;
  /** `share`: of the total, by active days. */
  parts: (ScoredPart & { share: Fraction })[];
  score: Amount;
  exactScore: Amount;
  grade: string | null;
  reason: Reason | null;
};

/** The card of a part; of somebody who is shown only, nothing is scored. */
export function scorePart(card: Scorecard, staff: Staff, lines: FairLine[], parameters: Parameters): ScoredPart {
  const withheld = withheldFor(staff.activeShare, staff.tenureDays, parameters);
  const shown = withheld === null ? lines : lines.map(withoutScore);
  const total = totalOf(shown, parameters);
  return { card, staff, lines: shown, ...total, reason: withheld ?? (total.score === null ? 'coverage' : null) };
}

/** The last part is what the person is now. */
export function combineParts(parts: ScoredPart[], parameters: Parameters): ScoredPerson {
  const counted = parts.filter(({ reason, score }) => reason === null && score !== null);
  const days = counted.reduce((sum, { staff }) => sum.add(staff.activeDays), new Fraction(0));
  const last = parts.at(-1) as ScoredPart;
  const shared = parts.map((part) => ({
    ...part,
    share: !counted.includes(part) ? new Fraction(parts.length === 1 ? 1 : 0) : part.staff.activeDays.div(days),
  }));
  const [only] = counted;
  if (only === undefined) {
    return { staff: last.staff, parts: shared, score: null, exactScore: null, grade: null, reason: last.reason };
  }
  const exactScore =
    counted.length === 1
      ? (only.exactScore as Fraction)
      : counted
          .reduce((sum, { staff, score }) => sum.add(staff.activeDays.mul(score as Fraction)), new Fraction(0))
          .div(days);
  const score = roundHalfUp(exactScore, 2);
  return { staff: last.staff, parts: shared, score, exactScore, grade: gradeOf(score, parameters), reason: null };
}

function withoutScore(line: FairLine): FairLine {
  const nothing = { score: null, scored: null, effectiveWeight: null, points: null, verdict: null, band: null };
  return { ...line, ...nothing, status: 'grey' };
}
