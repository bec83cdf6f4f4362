// What the plan of one subject is made from, and what of it each of its items is handed.
import type { Definitions } from '../../definitions/definitions.ts';
import type { PlanRow } from '../../kpis/records.ts';
import type { Period } from '../../periods/period.ts';
import type { Improvement } from '../../snapshot/plan-shape.ts';
import type { PlanLine } from './plan-line.ts';

export type PlanOf = {
  scorecard: string;
  scope: { kind: string; id: string };
  /** A month. */
  period: Pick<Period, 'id' | 'to'>;
  /** One a KPI: all of the card, and what else has an item or a plan. A KPI without a line is there no more. */
  lines: PlanLine[];
  /** The items of the newest month before. */
  previous: Improvement[];
  /** Items that ended in earlier months: what led up to them opens nothing again. */
  ended: Improvement[];
  /** Rows of any scope that speak of this month: they do not say since when they hold. */
  plans: PlanRow[];
  definitions: Pick<Definitions, 'kpis' | 'playbooks' | 'shop'>;
  /** So many items are worked on at once. */
  most: number;
};

/** With the rows of this scope only; `isSpent`: did an item that ended go by the row? */
export type PlanInput = PlanOf & { isSpent(plan: string): boolean };
