import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEngine } from '../../functions/cli/open-shop.ts';
import { Fraction } from '../../functions/exact.ts';
import { type Evaluated, evaluateKpi, leastSample } from '../../functions/kpis/evaluate.ts';
import { evaluateMembers } from '../../functions/kpis/members.ts';
import type { Reading } from '../../functions/kpis/reading.ts';
import { WHOLE_SHOP } from '../../functions/kpis/subject.ts';
import { type Period, readPeriod } from '../../functions/periods/period.ts';
import type { Engine } from '../../functions/ports.ts';
import { readLake } from '../support/evaluate.ts';
import { EXAMPLES, mustLoad } from '../support/shop.ts';

type Figure = {
  value: string | null;
  numerator?: string | null;
  denominator?: string | null;
  n: number;
  censored?: number;
  histogram?: [number | null, number][];
  maturity_days?: number;
  provisional?: boolean;
  unit?: string;
  dp?: number;
  slices?: Record<string, Record<string, Figure>>;
  experiments?: { experiment_id: string; relative_lift: string }[];
};
type Expected = { kpis: Record<string, Figure>; comparisons: { previous_month: Record<string, string> } };
type CatalogueEntry = {
  id: string;
  zh: string;
  unit: string;
  dp: number;
  direction: string;
  dimensions: string[];
  min_sample: number;
  maturity_days: number;
  aggregation: string;
};

const expected = JSON.parse(readFileSync(path.join(EXAMPLES, 'expected.json'), 'utf8')) as Expected;
const catalogue = JSON.parse(readFileSync(path.join(EXAMPLES, 'catalogue.json'), 'utf8')) as CatalogueEntry[];
const definitions = mustLoad();
const calendar = { timeZone: 'Asia/Shanghai', fiscalYearStartMonth: 1 };
const june = readPeriod('2026-06', calendar) as Period;
const may = readPeriod('2026-05', calendar) as Period;
// The example is too small for anonymity; what is withheld has tests of its own.
const here = Object.values(definitions.kpis).map((kpi) => ({ ...kpi, withheldBelow: null }));

let engine: Engine;
let reading: Reading;

beforeAll(async () => {
  engine = await openEngine({ lake: path.join(EXAMPLES, 'facts'), config: '', out: '', engine: 'duckdb' }, definitions);
  reading = await readLake(definitions, engine, [may, june], '2026-07-05T00:00:00Z', calendar);
});

afterAll(() => engine.close());

/** Exact comparison of an amount with an integer or fraction in lowest terms. */
function same(amount: Fraction | null, text: string | null | undefined): boolean {
  return amount === null || text === null || text === undefined
    ? amount === (text ?? null)
    : amount.equals(new Fraction(text));
}

function expectFigure(found: Evaluated, figure: Figure): void {
  const shown = `${found.numerator?.toFraction()} / ${found.denominator?.toFraction()} = ${found.value?.toFraction()}`;
  expect(same(found.value, figure.value), `value, found ${shown}`).toBe(true);
  if (figure.numerator !== undefined)
    expect(same(found.numerator, figure.numerator), `numerator, found ${shown}`).toBe(true);
  if (figure.denominator !== undefined)
    expect(same(found.denominator, figure.denominator), `denominator, found ${shown}`).toBe(true);
  expect(found.sample?.toFraction(), 'sample').toBe(String(figure.n));
  if (figure.censored !== undefined)
    expect((found.censored ?? new Fraction(0)).toFraction(), 'censored').toBe(String(figure.censored));
}

describe('each KPI of the example tables', () => {
  const pooled = here.filter(({ hasTotal }) => hasTotal);
  test.each(pooled.map((kpi) => [kpi.id, kpi] as const))('%s has the value of the hand calculation', (id, kpi) => {
    expectFigure(evaluateKpi(kpi, WHOLE_SHOP, june, reading), expected.kpis[id] as Figure);
  });

  const slices = here.flatMap((kpi) =>
    Object.entries(expected.kpis[kpi.id]?.slices ?? {}).map(
      ([dimension, members]) => [kpi.id, dimension, members] as const,
    ),
  );
  test.each(slices)('%s by %s has the members and values of the hand calculation', (id, dimension, members) => {
    const kpi = here.find((candidate) => candidate.id === id);
    const slice = kpi?.slices.find((candidate) => candidate.dimension === dimension);
    if (!kpi || !slice) throw new Error(`${id} is not sliced by ${dimension}`);
    const found = evaluateMembers(kpi, slice, june, reading).filter(({ member }) => member !== null);
    expect(found.map(({ member }) => member).sort()).toEqual(Object.keys(members).sort());
    for (const { member, evaluated } of found) {
      const figure = { ...(members[member as string] as Figure) };
      // The example gives quantity as the denominator of sales by product; the KPI itself divides by nothing.
      if (id === 'sales' && dimension === 'product') delete figure.denominator;
      expectFigure(evaluated, figure);
    }
  });

  const histograms = here.filter((kpi) => expected.kpis[kpi.id]?.histogram);
  test.each(histograms.map((kpi) => [kpi.id, kpi] as const))('%s is taken from the exact histogram', (id, kpi) => {
    if (kpi.formula.form !== 'percentile') throw new Error(`${id} is no percentile`);
    const { fact, measure } = kpi.formula.of;
    const cells = reading.cube.histogram(fact, measure, { period: '2026-06', cut: 'total', member: null });
    const buckets = expected.kpis[id]?.histogram?.filter(([edge]) => edge !== null);
    expect(cells.map(({ edge, count }) => [Number(edge.toFraction()), Number(count.toFraction())])).toEqual(buckets);
  });

  test('an experiment has the lift of its own two arms, and all together have none', () => {
    const kpi = here.find(({ id }) => id === 'ab_lift');
    const [slice] = kpi?.slices ?? [];
    if (!kpi || !slice) throw new Error('no experiments');
    const found = evaluateMembers(kpi, slice, june, reading);
    expect(Object.fromEntries(found.map(({ member, evaluated }) => [member, evaluated.value?.toFraction()]))).toEqual(
      Object.fromEntries(
        expected.kpis.ab_lift?.experiments?.map(({ experiment_id, relative_lift }) => [experiment_id, relative_lift]) ??
          [],
      ),
    );
    expect(evaluateKpi(kpi, WHOLE_SHOP, june, reading)).toMatchObject({ value: null, notes: ['members_only'] });
  });

  test('the month before has its hand-calculated values too', () => {
    const known = Object.entries(expected.comparisons.previous_month).filter(([id]) => id in definitions.kpis);
    expect(known.length).toBeGreaterThan(3);
    for (const [id, value] of known) {
      const kpi = here.find((candidate) => candidate.id === id);
      if (kpi)
        expect(evaluateKpi(kpi, WHOLE_SHOP, may, reading).value?.toFraction(), id).toBe(
          new Fraction(value).toFraction(),
        );
    }
  });

  test('what can still change at the data cut-off is provisional', () => {
    for (const kpi of here) {
      const figure = expected.kpis[kpi.id] as Figure;
      const { value, notes } = evaluateKpi(kpi, WHOLE_SHOP, june, reading);
      if (value !== null) expect(notes.includes('provisional'), kpi.id).toBe(figure.provisional);
    }
  });
});

describe('the catalogue', () => {
  test('is defined whole, and each of its KPIs has figures by hand', () => {
    expect(here.map(({ id }) => id).sort()).toEqual(catalogue.map(({ id }) => id).sort());
    expect(Object.keys(expected.kpis).sort()).toEqual(catalogue.map(({ id }) => id).sort());
  });

  test('says of each KPI in both languages what it measures, where it comes from and who answers for it', () => {
    for (const { id, definition, source, owner } of here) {
      expect(Object.keys(definition).sort(), id).toEqual(['en', 'zh-CN']);
      expect(Object.keys(owner).sort(), id).toEqual(['en', 'zh-CN']);
      expect(source, id).not.toBeNull();
    }
  });

  test.each(catalogue.map((entry) => [entry.id, entry] as const))(
    '%s has its unit, direction, dimensions, sample, maturity and roll-up',
    (id, entry) => {
      const kpi = definitions.kpis[id];
      expect({
        unit: kpi?.unit,
        direction: kpi?.better,
        dp: kpi?.decimals,
        min_sample: kpi && Number(leastSample(kpi, june, reading).toFraction()),
        maturity_days: kpi?.maturityDays,
        rollup: kpi?.rollup,
        dimensions: kpi?.slices.map(({ dimension }) => dimension).sort(),
      }).toEqual({
        unit: entry.unit,
        direction: entry.direction,
        dp: entry.dp,
        min_sample: entry.min_sample,
        maturity_days: entry.maturity_days,
        rollup: entry.aggregation,
        dimensions: [...entry.dimensions].sort(),
      });
    },
  );
});
