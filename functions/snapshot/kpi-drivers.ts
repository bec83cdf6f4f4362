// What moved a KPI, as the snapshot writes it.
import { findDrivers } from '../kpis/drivers/find-drivers.ts';
import type { Period } from '../periods/period.ts';
import { companyCard } from '../scorecards/company-card.ts';
import type { KpiResult } from '../scorecards/evaluate-period.ts';
import type { KpiDriver } from './analysis-shape.ts';
import type { BuildInput } from './build.ts';
import { toQuantity } from './quantities.ts';

/** Of the KPIs on the shop's card, scored or only shown, and of those that say how they are taken apart. */
export function buildDrivers(
  { kpi, ...found }: KpiResult,
  { report, result, before, reading }: BuildInput,
): KpiDriver[] {
  const card = companyCard(report, reading.definitions);
  const isOnCard = card !== null && [...card.lines.map((line) => line.kpi), ...card.shown].includes(kpi.id);
  const earlier = before?.kpis.get(kpi.id);
  if (before === null || earlier === undefined || !(isOnCard || kpi.drivers.length > 0)) return [];
  const sideOf = (period: Period, { evaluated, members }: Omit<KpiResult, 'kpi'>) => ({ period, evaluated, members });
  const drivers = findDrivers(kpi, sideOf(before.period, earlier), sideOf(result.period, found), reading);
  return drivers.map(({ method, dimension, total, printedTotal, parts }) => ({
    method,
    dimension,
    against: before.period.id,
    total: toQuantity(total) as string,
    printedTotal: toQuantity(printedTotal) as string,
    parts: parts.map(({ part, member, others, effect, printed }) => ({
      part,
      ...(member === undefined ? {} : { member }),
      ...(others === undefined ? {} : { others }),
      effect: toQuantity(effect) as string,
      printed: toQuantity(printed) as string,
    })),
  }));
}
