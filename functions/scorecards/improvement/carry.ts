// An item in the month after: what the KPI says now, how long it has been open, and whether it ends. It leaves the plan
// closed by its figures or cancelled with a reason, never by being forgotten.
import { Fraction } from '../../exact.ts';
import type { Amount } from '../../kpis/reading.ts';
import type { Improvement } from '../../snapshot/plan-shape.ts';
import { fromQuantity, toQuantity } from '../../snapshot/quantities.ts';
import { closesByRule } from './closes.ts';
import { monthsSince } from './months.ts';
import type { PlanInput } from './plan-input.ts';
import type { PlanLine } from './plan-line.ts';
import { findPlanRow, isDone } from './plan-rows.ts';
import { dueDay, whatToDo } from './what-to-do.ts';

/** `line`: null where the KPI is there no more. */
export function carryItem(item: Improvement, line: PlanLine | null, input: PlanInput): Improvement {
  const { definitions, period, plans, isSpent } = input;
  const months = monthsSince(item.opened, period.id);
  if (line === null)
    return end({ ...item, months, watch: false, escalated: false, ...NOTHING_NOW }, 'cancelled', input);
  const plan = findPlanRow(plans, { kpi: item.kpi, opened: item.opened, spent: isSpent });
  const { parameters } = definitions.shop;
  const due = dueDay(item.opened, plan, parameters);
  const now: Improvement = {
    ...item,
    ...whatToDo(item.kpi, plan, item.cause ?? causeOf(line), definitions),
    ...figuresOf(line, item.baseline),
    cause: item.cause ?? causeOf(line),
    plan: plan?.id ?? null,
    months,
    due,
    status: period.to > due ? 'overdue' : 'open',
    escalated: months >= parameters.escalateMonths,
    history: historyOf(item, line, period.id),
  };
  if (closesByRule(now, parameters)) return end({ ...now, realised: now.change }, 'closed', input);
  const reason = plan && isDone(plan, period.to) ? plan.progress : null;
  return reason === null ? now : end({ ...now, reason }, 'cancelled', input);
}

/** Quantities of a month; differences are of the quantities as they are kept, so that what did not move is exactly 0. */
export function figuresOf(
  { value, target, off, gainPoints }: PlanLine,
  baseline: Improvement['baseline'],
): Pick<Improvement, 'value' | 'target' | 'change' | 'gain' | 'gainPoints'> {
  const [kept, aim] = [toQuantity(value), toQuantity(target)];
  return {
    value: kept,
    target: aim,
    change: difference(kept, baseline),
    gain: off === true ? difference(aim, kept) : null,
    gainPoints: toQuantity(gainPoints),
  };
}

export function causeOf({ cause }: PlanLine): Improvement['cause'] {
  return cause && { dimension: cause.dimension, member: cause.member, share: toQuantity(cause.share) as string };
}

const NOTHING_NOW = { value: null, change: null, gain: null, gainPoints: null } as const;

function end(item: Improvement, status: 'closed' | 'cancelled', { period }: PlanInput): Improvement {
  return { ...item, status, watch: false, escalated: false, closedIn: period.id };
}

/** Months since the item was opened, as they are known now: one that says something else today is not kept as it was. */
function historyOf(item: Improvement, line: PlanLine, month: string): Improvement['history'] {
  const known = new Map(item.history.map((entry) => [entry.period, entry]));
  const now = { period: month, value: line.value, off: line.off };
  for (const { period, value, off } of [...line.past, now]) {
    if (period >= item.opened && period <= month) known.set(period, { period, value: toQuantity(value), off });
  }
  return [...known.values()].sort((a, b) => (a.period < b.period ? -1 : 1));
}

function difference(a: string | null, b: string | null): string | null {
  const [left, right]: Amount[] = [fromQuantity(a), fromQuantity(b)];
  return left && right ? toQuantity(new Fraction(left).sub(right)) : null;
}
