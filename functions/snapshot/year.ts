// The year so far and where it is heading, of the period that a run was made for.
import type { Kpi } from '../definitions/definitions.ts';
import { Fraction } from '../exact.ts';
import { attainmentOf } from '../kpis/compare.ts';
import type { Evaluated } from '../kpis/evaluate.ts';
import { evaluateRange } from '../kpis/evaluate-range.ts';
import { forecastYear } from '../kpis/forecast.ts';
import type { Amount, Reading } from '../kpis/reading.ts';
import { sumTargets } from '../kpis/targets.ts';
import type { Period } from '../periods/period.ts';
import { holdsOneOfJanFeb, monthsOf, monthsOfYear, type Ranges } from '../periods/ranges.ts';
import { companyLine, monthTarget } from '../scorecards/month-target.ts';
import type { Annual, YearToDate } from './analysis-shape.ts';
import type { BuildInput } from './build.ts';
import { toComparison } from './comparison.ts';
import { toQuantity } from './quantities.ts';
import type { SnapshotKpi } from './shape.ts';

type Year = Pick<SnapshotKpi, 'yearToDate' | 'annual' | 'combined'>;

/** Empty for periods of which no range was read. */
export function buildYear(kpi: Kpi, { report, ranges, reading }: BuildInput): Year {
  if (ranges === null) return {};
  const line = companyLine(report, kpi.id, reading.definitions);
  const targetOf = (months: Period[]): Amount =>
    kpi.rollup === 'sum' ? sumTargets(months, (month) => monthTarget(kpi, line, month, reading.targets)) : null;
  const now = evaluateRange(kpi, ranges.yearToDate, reading);
  const lastYear = evaluateRange(kpi, ranges.yearToDateBefore, reading);
  return {
    ...buildCombined(kpi, ranges, reading),
    yearToDate:
      now && yearToDateOf(kpi, ranges, { now, lastYear, target: targetOf(monthsOf(ranges.yearToDate)) }, reading),
    annual: now && kpi.rollup === 'sum' ? annualOf(kpi, ranges, { now, lastYear, targetOf }, reading) : null,
  };
}

function buildCombined(kpi: Kpi, { combined }: Ranges, reading: Reading): Year {
  if (combined === null) return {};
  const [now, before] = [evaluateRange(kpi, combined.now, reading), evaluateRange(kpi, combined.before, reading)];
  if (now === null || before === null) return { combined: null };
  const side = (period: Period, { value }: Evaluated) => ({ period, value });
  return { combined: toComparison(kpi, side(combined.now, now), side(combined.before, before)) };
}

function yearToDateOf(
  kpi: Kpi,
  { yearToDate, yearToDateBefore }: Ranges,
  { now, lastYear, target }: { now: Evaluated; lastYear: Evaluated | null; target: Amount },
  { definitions }: Reading,
): YearToDate {
  const shifts = definitions.shop.parameters.combineJanFeb && holdsOneOfJanFeb(yearToDate);
  const side = (period: Period, { value }: Evaluated) => ({ period, value });
  return {
    period: yearToDate.id,
    value: toQuantity(now.value),
    numerator: toQuantity(now.numerator),
    denominator: toQuantity(now.denominator),
    sample: toQuantity(now.sample),
    target: toQuantity(target),
    attainment: toQuantity(attainmentOf(now.value, target, kpi.better)),
    yearAgo: lastYear && toComparison(kpi, side(yearToDate, now), side(yearToDateBefore, lastYear), shifts),
  };
}

function annualOf(
  kpi: Kpi,
  { yearToDate, restOfYearBefore }: Ranges,
  { now, lastYear, targetOf }: { now: Evaluated; lastYear: Evaluated | null; targetOf(months: Period[]): Amount },
  reading: Reading,
): Annual | null {
  if (now.value === null) return null;
  const nothingLeft = restOfYearBefore === null;
  const rest = nothingLeft ? null : (evaluateRange(kpi, restOfYearBefore, reading)?.value ?? null);
  const found = forecastYear(
    {
      value: now.value,
      months: monthsOf(yearToDate).length,
      lastYear: lastYear?.value ?? null,
      restOfLastYear: nothingLeft ? new Fraction(0) : rest,
      target: targetOf(monthsOfYear(yearToDate)),
    },
    reading.definitions.shop.parameters,
  );
  return {
    target: toQuantity(found.target),
    forecast: toQuantity(found.forecast),
    attainment: toQuantity(found.attainment),
    requiredPerMonth: toQuantity(found.requiredPerMonth),
    monthsLeft: found.monthsLeft,
    basis: found.basis,
    growth: toQuantity(found.growth),
  };
}
