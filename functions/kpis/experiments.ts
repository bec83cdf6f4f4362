// What an A/B test says, in the order in which a careful reader asks: is it over, was it split as planned, is it large
// enough, and only then whether the difference is more than chance. Floats decide verdicts here and no score.
import type { Parameters } from '../definitions/definitions.ts';
import type { Fraction } from '../exact.ts';
import type { Experiment } from '../snapshot/analysis-shape.ts';
import { testSplit } from '../statistics/chi-square.ts';
import { adjustByHolm } from '../statistics/holm.ts';
import { newcombeInterval } from '../statistics/newcombe.ts';
import { twoSidedZ } from '../statistics/normal.ts';
import { requiredUnits } from '../statistics/sample-size.ts';
import { type Proportion, pooledRate, rateOf, testTwoProportions } from '../statistics/two-proportions.ts';
import type { Interval } from '../statistics/wilson.ts';
import type { Amount } from './reading.ts';

export type Arm = { units: Fraction; conversions: Fraction; plannedUnits: Fraction; plannedShare: Fraction };

/** `endedSecond` counts from 1970; null while it runs. */
export type ExperimentData = { experiment: string; control: Arm; treatment: Arm; endedSecond: number | null };

export type Judged = {
  experiment: string;
  control: Arm;
  treatment: Arm;
  lift: Amount;
  difference: Amount;
  test: { z: number; p: number } | null;
  adjustedP: number | null;
  interval: Interval | null;
  requiredUnits: number | null;
  overstated: boolean;
  verdict: Experiment['verdict'];
};

type Rules = Pick<Parameters, 'alpha' | 'power' | 'srmP' | 'ciLevel'>;

/** Expected successes and failures an arm needs for the test to hold. */
const LEAST_EXPECTED = 10;

/** `asOfSecond`: what ends later still runs. */
export function judgeExperiments(experiments: ExperimentData[], asOfSecond: number, rules: Rules): Judged[] {
  const ordered = [...experiments].sort((a, b) => (a.experiment < b.experiment ? -1 : 1));
  const looked = ordered.map((data) => ({
    ...describe(data, asOfSecond, rules),
    gate: gateOf(data, asOfSecond, rules),
  }));
  const tested = looked.filter(({ gate, test }) => gate === null && test !== null);
  const adjusted = adjustByHolm(tested.map(({ test }) => test?.p as number));
  return looked.map(({ gate, ...found }) => {
    const at = tested.findIndex(({ experiment }) => experiment === found.experiment);
    const adjustedP = at < 0 ? null : (adjusted[at] ?? null);
    return { ...found, adjustedP, verdict: gate ?? verdictOf(adjustedP, found.difference, rules) };
  });
}

function gateOf(
  { control, treatment, endedSecond }: ExperimentData,
  asOfSecond: number,
  rules: Rules,
): Judged['verdict'] | null {
  if (endedSecond === null || endedSecond > asOfSecond) return 'running';
  const arms = [control, treatment];
  if (arms.some(({ units }) => units.compare(0) <= 0)) return 'insufficient_sample';
  const isPlanned = arms.every(({ plannedShare }) => plannedShare.compare(0) > 0);
  const split = ({ units, plannedShare }: Arm) => ({ units: units.valueOf(), share: plannedShare.valueOf() });
  if (isPlanned && testSplit(split(control), split(treatment)) < Number(rules.srmP)) return 'srm';
  const pooled = pooledRate(asProportion(control), asProportion(treatment));
  const isSmall = arms.some(({ units, plannedUnits }) => {
    const expected = units.valueOf() * Math.min(pooled, 1 - pooled);
    return units.compare(plannedUnits) < 0 || expected < LEAST_EXPECTED;
  });
  return isSmall ? 'insufficient_sample' : null;
}

function verdictOf(adjustedP: number | null, difference: Amount, { alpha }: Rules): Judged['verdict'] {
  if (adjustedP === null || difference === null || adjustedP >= Number(alpha)) return 'inconclusive';
  return difference.s > 0n ? 'significant_increase' : 'significant_decrease';
}

/** Nothing is said of an experiment that still runs: whoever peeks stops at the first lucky day. */
function describe({ experiment, control, treatment, endedSecond }: ExperimentData, asOfSecond: number, rules: Rules) {
  const isOver = endedSecond !== null && endedSecond <= asOfSecond;
  const hasUnits = control.units.compare(0) > 0 && treatment.units.compare(0) > 0;
  if (!isOver || !hasUnits) {
    const nothing = {
      lift: null,
      difference: null,
      test: null,
      interval: null,
      requiredUnits: null,
      overstated: false,
    };
    return { experiment, control, treatment, ...nothing };
  }
  const [before, after] = [exactRate(control), exactRate(treatment)];
  const [c, t] = [asProportion(control), asProportion(treatment)];
  const needed = requiredUnits(rateOf(c), rateOf(t), { alpha: Number(rules.alpha), power: Number(rules.power) });
  const planned = [control, treatment].map(({ plannedUnits }) => plannedUnits);
  return {
    experiment,
    control,
    treatment,
    lift: before.compare(0) > 0 ? after.sub(before).div(before) : null,
    difference: after.sub(before),
    test: testTwoProportions(c, t),
    interval: newcombeInterval(c, t, twoSidedZ(Number(rules.ciLevel))),
    requiredUnits: needed,
    overstated: needed !== null && planned.some((units) => units.compare(needed) < 0),
  };
}

function exactRate({ units, conversions }: Arm): Fraction {
  return conversions.div(units);
}

function asProportion({ units, conversions }: Arm): Proportion {
  return { successes: conversions.valueOf(), trials: units.valueOf() };
}
