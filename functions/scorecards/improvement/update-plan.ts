// The improvement plan of one subject, from one month to the next (docs/arithmetic.md). Pure: the same figures, items and
// rows give the same plan, whatever their order.
import type { Improvement } from '../../snapshot/plan-shape.ts';
import { carryItem } from './carry.ts';
import { openItem } from './open-item.ts';
import type { PlanInput, PlanOf } from './plan-input.ts';
import { limitWork } from './watch.ts';

export function updatePlan(of: PlanOf): Improvement[] {
  const ended = [...of.ended, ...of.previous.filter((item) => !isLive(item))];
  const input: PlanInput = {
    ...of,
    ended,
    plans: of.plans.filter(({ scope }) => scope.kind === of.scope.kind && scope.id === of.scope.id),
    isSpent: (plan) => ended.some((item) => item.plan === plan),
  };
  const lineOf = (kpi: string) => of.lines.find((line) => line.kpi === kpi) ?? null;
  const carried = of.previous.filter(isLive).map((item) => carryItem(item, lineOf(item.kpi), input));
  const opened = of.lines
    .filter(({ kpi }) => !carried.some((item) => item.kpi === kpi))
    .flatMap((line) => openItem(line, input) ?? []);
  return limitWork([...carried, ...opened], of.most);
}

function isLive({ status }: Improvement): boolean {
  return status === 'open' || status === 'overdue';
}
