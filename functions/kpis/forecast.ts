// Where a KPI that adds up is heading by the end of the year (docs/arithmetic.md). A forecast is arithmetic, not a model:
// the rest of last year times this year's growth, or the pace so far where there is no last year.
import type { Parameters } from '../definitions/definitions.ts';
import { Fraction } from '../exact.ts';
import type { Amount } from './reading.ts';

export type YearSoFar = {
  value: Fraction;
  /** Months of it. */
  months: number;
  /** The same months of last year. */
  lastYear: Amount;
  restOfLastYear: Amount;
  /** Of the whole year; null where a month has none. */
  target: Amount;
};

export type Forecast = {
  target: Amount;
  forecast: Fraction;
  attainment: Amount;
  requiredPerMonth: Amount;
  monthsLeft: number;
  basis: 'last_year' | 'run_rate';
  growth: Amount;
};

const MONTHS_OF_YEAR = 12;

export function forecastYear(
  { value, months, lastYear, restOfLastYear, target }: YearSoFar,
  { forecastLeast, forecastMost }: Pick<Parameters, 'forecastLeast' | 'forecastMost'>,
): Forecast {
  const hasBase = lastYear !== null && lastYear.compare(0) > 0 && restOfLastYear !== null;
  const growth = hasBase ? clamp(value.div(lastYear), forecastLeast, forecastMost) : null;
  const forecast =
    growth !== null && restOfLastYear !== null
      ? value.add(growth.mul(restOfLastYear))
      : value.mul(MONTHS_OF_YEAR).div(months);
  const monthsLeft = MONTHS_OF_YEAR - months;
  return {
    target,
    forecast,
    attainment: target !== null && target.compare(0) > 0 ? forecast.div(target) : null,
    requiredPerMonth: target !== null && monthsLeft > 0 ? target.sub(value).div(monthsLeft) : null,
    monthsLeft,
    basis: growth === null ? 'run_rate' : 'last_year',
    growth,
  };
}

function clamp(value: Fraction, least: string, most: string): Fraction {
  if (value.compare(least) < 0) return new Fraction(least);
  return value.compare(most) > 0 ? new Fraction(most) : value;
}
