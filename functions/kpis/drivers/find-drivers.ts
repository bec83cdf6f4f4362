// What moved a KPI since the period before: a product taken apart by its factors, an amount by its items, a ratio by the
// dimension that tells most. A method whose figures are missing in one of the two periods is left out, never guessed.
import type { Kpi } from '../../definitions/definitions.ts';
import type { KpiDriver } from '../../snapshot/analysis-shape.ts';
import type { Reading } from '../reading.ts';
import { partsByFactor } from './by-factor.ts';
import { partsByItem } from './by-item.ts';
import { partsByMember } from './by-member.ts';
import { type Part, type Print, type Shown, showParts } from './parts.ts';
import { differenceOf, type Side } from './side.ts';

export type FoundDriver = Shown & { method: KpiDriver['method']; dimension: string | null };

/** Digits of the difference of two rates, in percentage points. */
const POINT_DECIMALS = 2;

export function findDrivers(kpi: Kpi, before: Side, now: Side, reading: Reading): FoundDriver[] {
  if (before.evaluated.value === null || now.evaluated.value === null) return [];
  const change = differenceOf(before, now);
  if (change.n === 0n) return [];
  const print = printOf(kpi, reading);
  const shown = (method: KpiDriver['method'], dimension: string | null, parts: Part[] | null): FoundDriver[] =>
    parts === null ? [] : [{ method, dimension, ...showParts(parts, change, print) }];
  const told = kpi.drivers.flatMap((driver) =>
    driver.method === 'price_volume_mix'
      ? shown(driver.method, driver.by, partsByItem(kpi, driver, before, now, reading))
      : shown(driver.method, null, partsByFactor(driver, before, now, reading)),
  );
  if (kpi.formula.form !== 'ratio') return told;
  const largest = partsByMember(kpi, before, now, reading);
  return largest === null ? told : [...told, ...shown('rate_and_mix', largest.dimension, largest.parts)];
}

function printOf({ unit, decimals }: Kpi, { definitions }: Reading): Print {
  const top = definitions.shop.parameters.topDrivers;
  if (unit !== 'percent') return { top, decimals, scale: 1 };
  return { top, decimals: Math.max(POINT_DECIMALS, decimals), scale: 100 };
}
