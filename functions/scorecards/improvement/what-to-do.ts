// Who does what about an item: what its plan says, else the playbook of the KPI. Text of a plan has no language and stands
// under `und`.
import type { Definitions, Parameters } from '../../definitions/definitions.ts';
import type { PlanRow } from '../../kpis/records.ts';
import type { Improvement } from '../../snapshot/plan-shape.ts';
import { addMonths, lastDayOf } from './months.ts';

type Known = Pick<Definitions, 'kpis' | 'playbooks' | 'shop'>;

export function whatToDo(
  kpi: string,
  plan: PlanRow | null,
  cause: Improvement['cause'],
  { kpis, playbooks, shop }: Known,
): Pick<Improvement, 'owner' | 'action' | 'actionSource' | 'progress'> {
  const playbook = playbooks[kpi];
  const planned = plan === null || plan.action.trim() === '' ? null : { und: plan.action };
  const adviceFor = (dimension: string | null) => playbook?.actions.find(({ when }) => when === dimension)?.text;
  const advised = (cause && adviceFor(cause.dimension)) ?? adviceFor(null) ?? null;
  const owners = [
    plan?.owner ? { und: plan.owner } : {},
    playbook?.owner,
    kpis[kpi]?.owner,
    shop.parameters.defaultOwner,
  ];
  return {
    owner: owners.find((owner) => owner !== undefined && Object.keys(owner).length > 0) ?? null,
    action: planned ?? advised,
    actionSource: planned ? 'plan' : advised ? 'playbook' : null,
    progress: plan?.progress ?? null,
  };
}

/** What the plan says, else the last day of the month that is so many months after that of the opening. */
export function dueDay(opened: string, plan: PlanRow | null, { dueMonths }: Pick<Parameters, 'dueMonths'>): string {
  return plan?.dueOn ?? lastDayOf(addMonths(opened, dueMonths));
}
