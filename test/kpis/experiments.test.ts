import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { Fraction } from '../../functions/exact.ts';
import { type ExperimentData, judgeExperiments } from '../../functions/kpis/experiments.ts';
import { EXAMPLES } from '../support/shop.ts';

type Counts = { units: number; conversions: number };
type Example = {
  experiment_id: string;
  control: Counts;
  treatment: Counts;
  relative_lift: string;
  diff_pp: string;
  z: string;
  p_two_sided: string;
  newcombe95_pp: [string, string];
  verdict: string;
};
const { ab_test: expected } = JSON.parse(readFileSync(path.join(EXAMPLES, 'expected.json'), 'utf8')) as {
  ab_test: { tolerance: number; experiments: Example[] };
};

const RULES = { alpha: '0.05', power: '0.80', srmP: '0.001', ciLevel: '0.95' };
const END = 1000;

type Change = { planned?: number; shares?: [string, string]; ended?: number | null; id?: string };

function experiment(control: [number, number], treatment: [number, number], change: Change = {}): ExperimentData {
  const { planned = 0, shares = ['0.5', '0.5'], ended = END, id = 'X' } = change;
  const arm = ([conversions, units]: [number, number], share: string) => ({
    units: new Fraction(units),
    conversions: new Fraction(conversions),
    plannedUnits: new Fraction(planned),
    plannedShare: new Fraction(share),
  });
  return { experiment: id, control: arm(control, shares[0]), treatment: arm(treatment, shares[1]), endedSecond: ended };
}

function judge(...data: ExperimentData[]) {
  return judgeExperiments(data, END, RULES);
}

describe.each(expected.experiments)('the experiment $experiment_id of the example', (example) => {
  const arms = [example.control, example.treatment].map(({ units, conversions }): [number, number] => [
    conversions,
    units,
  ]) as [[number, number], [number, number]];
  const [found] = judge(experiment(...arms, { planned: 2000 }));
  const near = (value: number | undefined, wanted: string, scale = 1) =>
    expect(Math.abs((value ?? Number.NaN) * scale - Number(wanted))).toBeLessThan(expected.tolerance);

  test('has its verdict', () => {
    expect(found?.verdict).toBe(example.verdict);
  });

  test('has its lift exactly, and its difference, z, p and interval', () => {
    expect(found?.lift?.toFraction()).toBe(example.relative_lift);
    near(found?.difference?.valueOf(), example.diff_pp, 100);
    near(found?.test?.z, example.z);
    near(found?.test?.p, example.p_two_sided);
    near(found?.interval?.low, example.newcombe95_pp[0], 100);
    near(found?.interval?.high, example.newcombe95_pp[1], 100);
  });
});

describe('a verdict', () => {
  const verdictOf = (...data: ExperimentData[]) => judge(...data).map(({ verdict }) => verdict);
  const clear: [[number, number], [number, number]] = [
    [100, 2000],
    [200, 2000],
  ];

  test('waits until the experiment is over, and says nothing before', () => {
    for (const ended of [null, END + 1]) {
      const [found] = judge(experiment(...clear, { ended }));
      expect(found).toMatchObject({ verdict: 'running', lift: null, difference: null, test: null, interval: null });
    }
    expect(verdictOf(experiment(...clear, { ended: END }))).toEqual(['significant_increase']);
  });

  test('is refused where units were not split as planned, however clear the difference', () => {
    expect(verdictOf(experiment([100, 2000], [250, 2500]))).toEqual(['srm']);
    expect(verdictOf(experiment([100, 2000], [250, 2500], { shares: ['4', '5'] }))).toEqual(['significant_increase']);
  });

  test('is refused with fewer units than planned or too few conversions to expect', () => {
    expect(verdictOf(experiment(...clear, { planned: 2001 }))).toEqual(['insufficient_sample']);
    expect(verdictOf(experiment([1, 100], [18, 100]))).toEqual(['insufficient_sample']);
    expect(verdictOf(experiment([99, 100], [82, 100]))).toEqual(['insufficient_sample']);
    expect(verdictOf(experiment([0, 0], [0, 0]))).toEqual(['insufficient_sample']);
  });

  test('names the direction, or neither', () => {
    expect(verdictOf(experiment(clear[1], clear[0]))).toEqual(['significant_decrease']);
    expect(verdictOf(experiment([100, 2000], [105, 2000]))).toEqual(['inconclusive']);
  });

  test('is stricter with several experiments at once, of those only that reach the test', () => {
    const one = experiment([100, 2000], [130, 2000], { id: 'A' });
    const other = experiment([100, 2000], [105, 2000], { id: 'B' });
    const small = experiment([1, 20], [2, 20], { id: 'C' });
    expect(verdictOf(one)).toEqual(['significant_increase']);
    expect(verdictOf(one, small)).toEqual(['significant_increase', 'insufficient_sample']);
    const [found, ...rest] = judge(other, small, one);
    expect([found, ...rest].map((each) => [each?.experiment, each?.verdict])).toEqual([
      ['A', 'inconclusive'],
      ['B', 'inconclusive'],
      ['C', 'insufficient_sample'],
    ]);
    expect(found?.adjustedP).toBeCloseTo(0.083182, 6);
    expect(rest[1]?.adjustedP).toBeNull();
  });

  test('says where the effect looks larger than it is', () => {
    const [found] = judge(experiment([100, 2000], [130, 2000], { planned: 2000 }));
    expect([found?.requiredUnits, found?.overstated]).toEqual([3780, true]);
    expect(judge(experiment([200, 4000], [260, 4000], { planned: 4000 }))[0]?.overstated).toBe(false);
  });

  test('does not depend on the order of the experiments', () => {
    const data = ['A', 'B', 'C'].map((id, at) => experiment([100, 2000], [110 + 15 * at, 2000], { id }));
    expect(judge(...[...data].reverse())).toEqual(judge(...data));
  });
});
