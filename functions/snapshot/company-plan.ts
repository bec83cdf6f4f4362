// The improvement plan of the whole shop: its card, the months before it and what people planned, put together for the
// rules of the plan.
import { COMPANY } from '../definitions/definitions.ts';
import { hasKnownScope } from '../kpis/known-scope.ts';
import type { PlanRow } from '../kpis/records.ts';
import { type Period, shiftPeriod } from '../periods/period.ts';
import type { ScoredCard } from '../scorecards/card.ts';
import type { KpiResult } from '../scorecards/evaluate-period.ts';
import { findCause } from '../scorecards/exceptions.ts';
import { lineOfScore } from '../scorecards/improvement/line-of-score.ts';
import type { PlanLine, Standing } from '../scorecards/improvement/plan-line.ts';
import { updatePlan } from '../scorecards/improvement/update-plan.ts';
import type { BuildInput } from './build.ts';
import type { Improvement } from './plan-shape.ts';

/** So far back items are remembered, so that a row of `plans` whose item has ended opens no other. */
const REMEMBERED_MONTHS = 12;

const SCOPE = { kind: COMPANY, id: 'all' };

/** Plans are made from month to month: a quarter has none. */
export function companyPlan(card: ScoredCard, input: BuildInput): Improvement[] {
  const { result, reading, calendar, itemsOf } = input;
  const { definitions } = reading;
  if (result.period.grain !== 'month') return [];
  const earlier = Array.from({ length: REMEMBERED_MONTHS }, (_, at) => shiftPeriod(result.period, -1 - at, calendar));
  const known = earlier.flatMap((period) => itemsOf(period) ?? []);
  const previous = earlier.map(itemsOf).find((items) => items !== null) ?? [];
  const plans = input.plans.filter((row) => row.scope.kind === COMPANY && hasKnownScope(row, definitions));
  return updatePlan({
    scorecard: card.id,
    scope: SCOPE,
    period: result.period,
    lines: kpisOf(card, previous, plans).flatMap((id) => lineOf(result.kpis.get(id), earlier, input) ?? []),
    previous,
    ended: known.filter(({ closedIn }) => closedIn !== null),
    plans,
    definitions,
    most: definitions.shop.parameters.maxOpenItems.department,
  });
}

/** An item lives on when its KPI leaves the card, and a plan may be about one that never was on it. */
function kpisOf(card: ScoredCard, previous: Improvement[], plans: PlanRow[]): string[] {
  return [...new Set([...card.lines, ...previous, ...plans].map(({ kpi }) => kpi))];
}

function lineOf(
  found: KpiResult | undefined,
  earlier: Period[],
  { past, before, reading }: BuildInput,
): PlanLine | null {
  if (!found) return null;
  const { kpi, judged } = found;
  const line = lineOfScore(judged, reading.definitions.shop.parameters.scoreAtTarget);
  return {
    ...line,
    cause: line.off && line.target ? findCause(found, line.target, reading, before?.kpis.get(kpi.id)) : null,
    past: earlier.flatMap((period): Standing[] => {
      const standing = past(period)?.standing(kpi.id);
      return standing ? [{ period: period.id, ...standing }] : [];
    }),
  };
}
