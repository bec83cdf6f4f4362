// The plan of one subject told month by month: what a KPI was in each, and what the plan says after it.
import type { Definitions } from '../../../functions/definitions/definitions.ts';
import { Fraction } from '../../../functions/exact.ts';
import type { PlanRow } from '../../../functions/kpis/records.ts';
import type { PlanOf } from '../../../functions/scorecards/improvement/plan-input.ts';
import type { PlanLine, Standing } from '../../../functions/scorecards/improvement/plan-line.ts';
import { updatePlan } from '../../../functions/scorecards/improvement/update-plan.ts';
import type { Improvement } from '../../../functions/snapshot/plan-shape.ts';
import { periodOf } from '../../kpis/hand-made.ts';
import { mustLoad } from '../../support/shop.ts';

export const SHOP = { kind: 'company', id: 'all' };
const definitions = mustLoad({ 'playbooks/sales.yaml': null });

/** A month of a KPI: off or on target, or not scored. */
export type Month = 'off' | 'on' | 'unscored';

export function monthId(at: number): string {
  const first = 2026 * 12;
  return `${Math.floor((first + at) / 12)}-${String(((first + at) % 12) + 1).padStart(2, '0')}`;
}

/** Values of a KPI whose target is 0.80: 0.70 off, 0.90 on. */
function standingOf(month: Month, at: number): Standing {
  const value = { off: '0.7', on: '0.9', unscored: null }[month];
  return {
    period: monthId(at),
    value: value === null ? null : new Fraction(value),
    off: month === 'unscored' ? null : month === 'off',
  };
}

export function lineOf(kpi: string, months: Month[], change: Partial<PlanLine> = {}): PlanLine {
  const standings = months.map(standingOf);
  const { value, off } = standings.at(-1) as Standing;
  return {
    kpi,
    value,
    off,
    target: new Fraction('0.8'),
    gainPoints: off ? new Fraction(8) : null,
    cause: null,
    past: standings.slice(0, -1),
    ...change,
  };
}

export type Told = Partial<Omit<PlanOf, 'period' | 'lines' | 'previous' | 'ended'>>;

export type Lines = Record<string, Month[]>;

/** The plan after each month; `change` says what else was there in a month. */
export function tell(kpis: Lines, change: (at: number) => Told & { line?: Partial<PlanLine> } = () => ({})) {
  const count = Math.max(...Object.values(kpis).map((months) => months.length));
  const plans: Improvement[][] = [];
  for (let at = 0; at < count; at++) {
    const { line, ...told } = change(at);
    const lines = Object.entries(kpis).map(([kpi, months]) => lineOf(kpi, months.slice(0, at + 1), line));
    plans.push(
      planOf(monthId(at), lines, { previous: plans.at(-1) ?? [], ended: plans.flat().filter(isEnded), ...told }),
    );
  }
  return plans;
}

export function planOf(
  month: string,
  lines: PlanLine[],
  change: Partial<PlanOf> & { own?: Definitions } = {},
): Improvement[] {
  const { own = definitions, ...rest } = change;
  return updatePlan({
    scorecard: 'department',
    scope: SHOP,
    period: periodOf(month),
    lines,
    previous: [],
    ended: [],
    plans: [],
    definitions: own,
    most: 5,
    ...rest,
  });
}

export function isEnded({ status }: Improvement): boolean {
  return status === 'closed' || status === 'cancelled';
}

export function rowOf(id: string, change: Partial<PlanRow> = {}): PlanRow {
  const row = { id, kpi: 'aov', scope: SHOP, action: `Do ${id}`, owner: null, dueOn: null, progress: null };
  return { ...row, closedOn: null, ...change };
}

export const statusesOf = (plans: Improvement[][]) =>
  plans.map((items) => items.map(({ status }) => status).join(' ') || 'none');
