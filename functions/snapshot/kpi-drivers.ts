// What moved a KPI, as the snapshot writes it.
import type { Kpi } from '../definitions/definitions.ts';
import { type Fraction, formatDecimal, roundHalfUp } from '../exact.ts';
import { type FoundDriver, findDrivers } from '../kpis/drivers/find-drivers.ts';
import type { Amount } from '../kpis/reading.ts';
import type { Period } from '../periods/period.ts';
import { companyCard } from '../scorecards/company-card.ts';
import type { KpiResult } from '../scorecards/evaluate-period.ts';
import type { KpiDriver } from './analysis-shape.ts';
import type { BuildInput } from './build.ts';
import { exactValue } from './past.ts';
import { toQuantity } from './quantities.ts';

type Shown = FoundDriver | (Omit<FoundDriver, 'parts'> & { parts: (FoundDriver['parts'][number] | Adjusted)[] });
type Adjusted = { part: 'adjustments'; member?: undefined; others?: undefined; effect: Fraction; printed: Fraction };

/** What the closed figure lacks of what the data says of its period now. */
function adjustmentOf(now: Amount, closed: Amount): Fraction | null {
  if (now === null || closed === null || now.equals(closed)) return null;
  return now.sub(closed);
}

/** The change against what was closed has one part more, so that all parts add up. */
function withAdjustment(driver: FoundDriver, effect: Fraction | null, kpi: Kpi): Shown {
  if (effect === null) return driver;
  const scale = kpi.unit === 'percent' ? 100 : 1;
  const decimals = Math.max(kpi.decimals, ...driver.parts.map(({ printed }) => digitsOf(printed)));
  const total = driver.total.add(effect);
  const printedTotal = roundHalfUp(total.mul(scale), decimals);
  const part: Adjusted = { part: 'adjustments', effect, printed: printedTotal.sub(driver.printedTotal) };
  return { ...driver, total, printedTotal, parts: [...driver.parts, part] };
}

function digitsOf(printed: Fraction): number {
  return formatDecimal(printed).split('.')[1]?.length ?? 0;
}

/** Of the KPIs on the shop's card, scored or only shown, and of those that say how they are taken apart. */
export function buildDrivers(
  { kpi, ...found }: KpiResult,
  { report, result, before, reading, closedBefore }: BuildInput,
): KpiDriver[] {
  const card = companyCard(report, reading.definitions);
  const isOnCard = card !== null && [...card.lines.map((line) => line.kpi), ...card.shown].includes(kpi.id);
  const earlier = before?.kpis.get(kpi.id);
  if (before === null || earlier === undefined || !(isOnCard || kpi.drivers.length > 0)) return [];
  const sideOf = (period: Period, { evaluated, members }: Omit<KpiResult, 'kpi'>) => ({ period, evaluated, members });
  const drivers = findDrivers(kpi, sideOf(before.period, earlier), sideOf(result.period, found), reading);
  const closed = closedBefore?.kpis.find(({ id }) => id === kpi.id);
  const adjusted = closed ? adjustmentOf(earlier.evaluated.value, exactValue(closed)) : null;
  return drivers
    .map((driver) => withAdjustment(driver, adjusted, kpi))
    .map(({ method, dimension, total, printedTotal, parts }) => ({
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
