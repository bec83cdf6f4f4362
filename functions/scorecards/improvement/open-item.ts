// A new item: opened by figures, or by a row of the `plans` table before they ask for it.
import type { Improvement } from '../../snapshot/plan-shape.ts';
import { causeOf, figuresOf } from './carry.ts';
import { opensByRule } from './opens.ts';
import type { PlanInput } from './plan-input.ts';
import type { PlanLine } from './plan-line.ts';
import { findPlanRow, isDone } from './plan-rows.ts';
import { dueDay, whatToDo } from './what-to-do.ts';

/** Null where neither figures nor a plan ask for one. */
export function openItem(line: PlanLine, input: PlanInput): Improvement | null {
  const { scorecard, scope, period, definitions, plans, isSpent, ended } = input;
  const { parameters } = definitions.shop;
  const { kpi } = line;
  const endedIn = ended.filter((item) => item.kpi === kpi).flatMap(({ closedIn }) => closedIn ?? []);
  const plan = findPlanRow(plans, { kpi, opened: period.id, spent: isSpent });
  const byRule = opensByRule(line, period.id, endedIn.sort().at(-1) ?? null, parameters);
  const byHand = plan !== null && !isDone(plan, period.to);
  if (!byRule && !byHand) return null;
  const cause = causeOf(line);
  const figures = figuresOf(line, null);
  const due = dueDay(period.id, plan, parameters);
  return {
    id: `IMP-${scope.kind}-${scope.id}-${kpi}-${period.id}`,
    scorecard,
    scope,
    kpi,
    status: period.to > due ? 'overdue' : 'open',
    watch: false,
    byHand: !byRule,
    opened: period.id,
    due,
    months: 0,
    escalated: false,
    cause,
    ...whatToDo(kpi, plan, cause, definitions),
    plan: plan?.id ?? null,
    reason: null,
    baseline: figures.value,
    ...figures,
    change: figures.value === null ? null : '0',
    closedIn: null,
    realised: null,
    history: [{ period: period.id, value: figures.value, off: line.off }],
    comment: null,
    training: [],
  };
}
