// A KPI of the whole shop as the snapshot writes it: its value, what it is compared with, and what is said of it beyond.
import { doubtsOfFigure } from '../kpis/doubts.ts';
import { lineageOf } from '../kpis/lineage.ts';
import { PEOPLE_DIMENSIONS } from '../kpis/members.ts';
import { WHOLE_SHOP } from '../kpis/subject.ts';
import type { Period } from '../periods/period.ts';
import { holdsOneOfJanFeb } from '../periods/ranges.ts';
import type { KpiResult } from '../scorecards/evaluate-period.ts';
import type { Around } from './around.ts';
import type { BuildInput } from './build.ts';
import { toComparison } from './comparison.ts';
import { buildExperiments } from './experiments.ts';
import { buildDrivers } from './kpi-drivers.ts';
import { memberRows } from './member-rows.ts';
import { toPastKpi } from './past.ts';
import { toQuantity } from './quantities.ts';
import type { SnapshotKpi } from './shape.ts';
import { buildSignal } from './signal.ts';
import { targetOf } from './target.ts';
import { buildYear } from './year.ts';

export function buildKpi(found: KpiResult, input: BuildInput, around: Around): SnapshotKpi {
  const { kpi, evaluated, judged } = found;
  const { result, past, reading } = input;
  const shifts = reading.definitions.shop.parameters.combineJanFeb && holdsOneOfJanFeb(result.period);
  return {
    id: kpi.id,
    name: kpi.name,
    family: kpi.family,
    unit: kpi.unit,
    better: kpi.better,
    decimals: kpi.decimals,
    value: toQuantity(evaluated.value),
    numerator: toQuantity(evaluated.numerator),
    denominator: toQuantity(evaluated.denominator),
    sample: toQuantity(evaluated.sample),
    notes: judged.notes,
    factor: evaluated.factor.equals(1) ? null : evaluated.factor.toFraction(),
    censored: toQuantity(evaluated.censored),
    ...(kpi.asked === null ? {} : { lowResponse: evaluated.lowResponse ?? false }),
    ...doubtsOfFigure(kpi, result.period, evaluated.notes, reading),
    lineage: lineageOf(kpi, WHOLE_SHOP, result.period, reading, evaluated.notes),
    status: judged.status,
    target: targetOf(judged, kpi.better),
    previous: compareWith(found, around.previous, input),
    yearAgo: compareWith(found, around.yearAgo, input, shifts),
    ...buildYear(kpi, input),
    signal: buildSignal(found, input),
    drivers: buildDrivers(found, input),
    ...(kpi.formula.form === 'experiment' ? { experiments: buildExperiments(kpi, input) } : {}),
    trend: around.trend.map((period) => {
      const known =
        period.id === result.period.id ? toPastKpi(evaluated.value, evaluated.notes) : past(period)?.kpi(kpi.id);
      return { period: period.id, value: toQuantity(known?.value ?? null), provisional: known?.provisional ?? false };
    }),
    pastTargets: around.trend
      .filter((period) => period.id !== result.period.id)
      .flatMap((period) => {
        const target = past(period)?.target(kpi.id);
        return target ? [{ period: period.id, ...target }] : [];
      }),
    members: memberRows(found, input, (dimension) => !PEOPLE_DIMENSIONS.includes(dimension)),
  };
}

function compareWith(
  { kpi, evaluated: { value } }: KpiResult,
  period: Period,
  { past, result }: BuildInput,
  festivalShift = false,
): SnapshotKpi['previous'] {
  const known = past(period)?.kpi(kpi.id);
  if (!known) return null;
  return toComparison(kpi, { period: result.period, value }, { period, value: known.value }, festivalShift);
}
