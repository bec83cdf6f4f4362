import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { Fraction } from '../../functions/exact.ts';
import { forecastYear, type YearSoFar } from '../../functions/kpis/forecast.ts';
import { EXAMPLES } from '../support/shop.ts';

const { comparisons } = JSON.parse(readFileSync(path.join(EXAMPLES, 'expected.json'), 'utf8')) as {
  comparisons: {
    forecast_example: {
      inputs: { annual_target: string; ytd: string; ytd_last_year: string; remaining_months_last_year: string };
    } & Record<
      'growth' | 'forecast' | 'forecast_attainment' | 'required_per_month' | 'fallback_without_history',
      string
    >;
  };
};
const example = comparisons.forecast_example;

const YEAR: YearSoFar = {
  value: new Fraction(example.inputs.ytd),
  months: 6,
  lastYear: new Fraction(example.inputs.ytd_last_year),
  restOfLastYear: new Fraction(example.inputs.remaining_months_last_year),
  target: new Fraction(example.inputs.annual_target),
};

function forecast(change: Partial<YearSoFar> = {}) {
  const found = forecastYear({ ...YEAR, ...change }, { forecastLeast: '0.5', forecastMost: '2' });
  return Object.fromEntries(
    Object.entries(found).map(([key, value]) => [key, value instanceof Fraction ? value.toFraction() : value]),
  );
}

describe('the forecast of a year', () => {
  test('of the example is the rest of last year times this year’s growth', () => {
    expect(forecast()).toEqual({
      target: '24000',
      forecast: example.forecast,
      attainment: example.forecast_attainment,
      requiredPerMonth: example.required_per_month,
      monthsLeft: 6,
      basis: 'last_year',
      growth: example.growth,
    });
  });

  test.each([
    ['without last year', { lastYear: null }],
    ['without the rest of last year', { restOfLastYear: null }],
    ['after a last year of nothing', { lastYear: new Fraction(0) }],
    ['after a last year of losses', { lastYear: new Fraction(-5) }],
  ])('%s goes on at the pace so far', (_, change) => {
    const fallback = { forecast: example.fallback_without_history, basis: 'run_rate', growth: null };
    expect(forecast(change)).toMatchObject(fallback);
  });

  test.each([
    ['100000', '2', '128000'],
    ['1000', '1/2', '8000'],
  ])('of %s so far takes a growth of %s and comes to %s', (value, growth, sum) => {
    expect(forecast({ value: new Fraction(value) })).toMatchObject({ growth, forecast: sum });
  });

  test('without a target of each month has no attainment', () => {
    expect(forecast({ target: null })).toMatchObject({ target: null, attainment: null, requiredPerMonth: null });
  });

  test('in the last month is what the year has come to, and nothing is left to require', () => {
    expect(forecast({ months: 12, restOfLastYear: new Fraction(0) })).toMatchObject({
      forecast: '12000',
      monthsLeft: 0,
      requiredPerMonth: null,
      attainment: '1/2',
    });
  });
});
