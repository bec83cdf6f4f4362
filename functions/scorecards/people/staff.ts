// Who worked in a period, as what and for how long, from the fact `staff`. It knows the role that a person has now: the
// tables do not say which one they had before.
import { Temporal } from 'temporal-polyfill';
import { EMPLOYEE } from '../../definitions/definitions.ts';
import { Fraction } from '../../exact.ts';
import { STAFF } from '../../facts/cuts.ts';
import type { Reading } from '../../kpis/reading.ts';
import type { Period } from '../../periods/period.ts';

const FIRST_DAY_COUNTED = '1970-01-01';

export type Staff = {
  id: string;
  role: string;
  department: string | null;
  manager: string | null;
  /** First and last local day at work within the period. */
  from: string;
  to: string;
  /** Days employed and not on approved leave. */
  activeDays: Fraction;
  /** Active days ÷ days of the period. */
  activeShare: Fraction;
  /** Days since they were hired, on the last day of the period. */
  tenureDays: Fraction;
};

/** Everyone with a role who was employed on a day of the period, by id. */
export function readStaff({ cube }: Reading, period: Period): Staff[] {
  if (!cube.has(STAFF, 'role') || !cube.covers(STAFF, period.id, EMPLOYEE)) return [];
  return cube
    .members(STAFF, period.id, EMPLOYEE)
    .filter((id) => id !== null)
    .sort()
    .flatMap((id) => {
      const scope = { period: period.id, cut: EMPLOYEE, member: id };
      const number = (measure: string) =>
        cube.has(STAFF, measure) ? cube.number(STAFF, measure, scope) : new Fraction(0);
      const text = (measure: string) => (cube.has(STAFF, measure) ? cube.text(STAFF, measure, scope) : null);
      const [role, employedDays] = [text('role'), number('employed_days')];
      if (role === null || employedDays.compare(0) <= 0) return [];
      const activeDays = employedDays.sub(number('leave_days'));
      return {
        id,
        role,
        department: text('department_name'),
        manager: text('manager'),
        from: later(period.from, dayOf(text('hired_day'))),
        to: earlier(period.to, dayOf(text('left_day'))),
        activeDays: activeDays.s < 0n ? new Fraction(0) : activeDays,
        activeShare: activeDays.s < 0n ? new Fraction(0) : activeDays.div(period.days),
        tenureDays: number('tenure_days'),
      };
    });
}

/** A day as SQL counts it: days since 1970-01-01. */
function dayOf(count: string | null): string | null {
  return count === null
    ? null
    : Temporal.PlainDate.from(FIRST_DAY_COUNTED)
        .add({ days: Number(count) })
        .toString();
}

function later(day: string, other: string | null): string {
  return other !== null && other > day ? other : day;
}

function earlier(day: string, other: string | null): string {
  return other !== null && other < day ? other : day;
}
