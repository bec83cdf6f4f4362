// What a KPI of the whole shop is to reach in a month, also in one that has not come yet.
import type { Definitions, Kpi, Report, ScorecardLine } from '../definitions/definitions.ts';
import { WHOLE_SHOP } from '../kpis/subject.ts';
import type { TargetTable } from '../kpis/targets.ts';
import type { Period } from '../periods/period.ts';
import { chooseTarget } from './card.ts';
import { companyCard } from './company-card.ts';

const NO_TARGET = { target: null, floor: null, stretch: null, bandLow: null, bandHigh: null };

/** The KPI's line on the report's card of the whole shop. */
export function companyLine(report: Report, kpi: string, definitions: Definitions): ScorecardLine | null {
  return companyCard(report, definitions)?.lines.find((line) => line.kpi === kpi) ?? null;
}

export function monthTarget(kpi: Kpi, line: ScorecardLine | null, month: Period, targets: TargetTable): string | null {
  const found = targets.find(kpi.id, WHOLE_SHOP, month);
  return chooseTarget(line ?? { target: NO_TARGET }, kpi.target, found).values.target;
}
