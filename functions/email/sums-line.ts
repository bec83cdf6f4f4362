// The line under a KPI's name: the sums it was divided from (`13,770 of 15,000 parcels`). What kind of sums they are,
// the locale says per KPI.

import { Fraction } from '../exact.ts';
import type { SnapshotKpi } from '../snapshot/shape.ts';
import type { Edition } from './edition.ts';
import { formatCount, formatMoney, formatValue, parseQuantity } from './numbers.ts';
import { fill, placeholders } from './words.ts';

/** Null where there is nothing to say: no sums, or a sum that is the value itself. */
export function printSums(
  edition: Pick<Edition, 'locale' | 'currency'>,
  kpi: Pick<SnapshotKpi, 'id' | 'unit' | 'decimals' | 'numerator' | 'denominator' | 'factor'>,
): string | null {
  const { sums, ratio } = edition.locale;
  const numerator = parseQuantity(kpi.numerator);
  const denominator = parseQuantity(kpi.denominator);
  const own = sums[kpi.id];
  if (own !== undefined && placeholders(own).length === 0) return own;
  if (numerator === null || denominator === null) return null;
  const pattern = own ?? (kpi.unit === 'percent' ? ratio.percent : ratio.other);
  const total = numerator.mul(kpi.factor === null ? new Fraction(1) : new Fraction(kpi.factor));
  return fill(pattern, {
    numerator: formatSum(numerator, edition),
    denominator: formatSum(denominator, edition),
    numerator_money: formatMoney(numerator, edition),
    denominator_money: formatMoney(denominator, edition),
    total: formatValue(total, kpi, edition),
  });
}

/** A sum without a unit: whole where it is whole, else two decimals. */
export function formatSum(sum: Fraction, edition: Pick<Edition, 'locale' | 'currency'>): string {
  return formatCount(sum, edition, { decimals: sum.d === 1n ? 0 : 2 });
}
