// Number formats of spreadsheets (ECMA-376 part 1, 18.8.31) by the unit of a KPI: as the mail prints it, but every digit of
// it, never shortened to millions.
import type { Locale } from '../definitions/locale.ts';
import { currencySign, moneyDecimals } from '../email/numbers.ts';
import type { SnapshotKpi } from '../snapshot/shape.ts';

export type Money = { locale: Locale; currency: string };

/** Most digits after the point that a sum is shown with; the cell holds all of them. */
const MOST_DECIMALS = 6;

/** Of a value in the KPI's own unit. */
export function valueFormat({ unit, decimals }: Pick<SnapshotKpi, 'unit' | 'decimals'>, money: Money): string {
  if (unit === 'money') return moneyFormat(money, decimals);
  return pattern(money.locale.numbers.units[unit], decimals, unit === 'percent');
}

/** Of a difference: signed, and of two percentages in percentage points, which a spreadsheet writes like a percentage. */
export function changeFormat(kpi: Pick<SnapshotKpi, 'unit' | 'decimals'>, money: Money): string {
  const decimals = kpi.unit === 'percent' ? Math.max(2, kpi.decimals) : kpi.decimals;
  return signed(valueFormat({ unit: kpi.unit, decimals }, money));
}

export function moneyFormat(money: Money, decimals = 2): string {
  return pattern(`${currencySign(money)}{n}`, moneyDecimals(money.currency, decimals), false);
}

/** A share, such as an attainment. */
export function shareFormat(decimals: number): string {
  return pattern('{n}%', decimals, true);
}

/** A relative change. */
export function signedShareFormat(decimals: number): string {
  return signed(shareFormat(decimals));
}

/** Points of a score. */
export const POINTS_FORMAT = '#,##0.00';
export const SIGNED_POINTS_FORMAT = '+#,##0.00;-#,##0.00;0.00';

/** With the digits that it has: sums are whole, or have cents, or come from a division. */
export function plainFormat(decimal: string): string {
  const decimals = Math.min(decimal.split('.')[1]?.length ?? 0, MOST_DECIMALS);
  return digits(decimals);
}

function digits(decimals: number): string {
  return decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}`;
}

function pattern(words: string, decimals: number, isPercent: boolean): string {
  const [before = '', after = ''] = words.split('{n}');
  const number = quote(before) + digits(decimals) + quote(after, isPercent);
  return `${number};-${number}`;
}

/** The percent sign outside of quotes is what multiplies by a hundred. */
function quote(literal: string, isPercent = false): string {
  if (literal === '') return '';
  if (isPercent && literal.includes('%')) {
    return literal
      .split('%')
      .map((part) => quote(part))
      .join('%');
  }
  return `"${literal.replaceAll('"', '')}"`;
}

function signed(format: string): string {
  const [plus = '', minus = ''] = format.split(';');
  return `+${plus};${minus};${plus}`;
}
