// What the people of a role make of a KPI together, computed once for all of them. Everything that is fair to one person
// is relative to this, and nothing in it names anybody.
import type { Computation, Kpi } from '../../definitions/definitions.ts';
import { Fraction } from '../../exact.ts';
import type { Evaluated } from '../../kpis/evaluate.ts';
import type { Amount } from '../../kpis/reading.ts';
import { betaStrength } from '../../statistics/beta-strength.ts';
import { isProportion } from './proportion.ts';

/** Sums of a person within a stratum of their work. */
export type StratumSums = { stratum: string | null; observed: Fraction; sample: Fraction };

export type PeerFigures = { evaluated: Evaluated; strata: StratumSums[] };

export type Pool = {
  /** How many have a value. */
  people: number;
  /** Their value together, by the KPI's own formula; the mean of theirs where nothing is divided. */
  value: Amount;
  /** Their rate by stratum, before the KPI's factor. */
  strata: Map<string | null, Fraction>;
  /** By which the method of moments draws a rate to that of the peers: null without end; absent where it is not used. */
  strength?: Fraction | null;
};

/** Digits of an estimated strength; from there on it is exact, so that a reader can go on from the printed one. */
const STRENGTH_DECIMALS = 6;

export function poolOf(kpi: Kpi, computation: Computation, everyone: PeerFigures[], method: 'fixed' | 'moments'): Pool {
  const people = everyone.filter(({ evaluated }) => evaluated.value !== null);
  const strata = stratumRates(people);
  const pool = { people: people.length, value: pooledValue(computation, people), strata };
  if (method === 'fixed' || !isProportion(kpi, computation)) return pool;
  return { ...pool, strength: estimatedStrength(people) };
}

/** Sum over sum; a percentile of all their observations is not known from theirs. */
function pooledValue({ formula }: Computation, people: PeerFigures[]): Amount {
  if (formula.form === 'percentile' || people.length === 0) return null;
  if (formula.form === 'value') return sum(people.map(({ evaluated }) => evaluated.value)).div(people.length);
  const factor = (people[0] as PeerFigures).evaluated.factor;
  // A factor of one's own (days with stock, say) has no sum.
  if (people.some(({ evaluated }) => !evaluated.factor.equals(factor))) return null;
  const denominator = sum(people.map(({ evaluated }) => evaluated.denominator));
  const numerator = sum(people.map(({ evaluated }) => evaluated.numerator));
  return denominator.n === 0n ? null : numerator.div(denominator).mul(factor);
}

function stratumRates(people: PeerFigures[]): Map<string | null, Fraction> {
  const sums = new Map<string | null, { observed: Fraction; sample: Fraction }>();
  for (const { strata } of people) {
    for (const { stratum, observed, sample } of strata) {
      const before = sums.get(stratum);
      sums.set(stratum, {
        observed: before ? before.observed.add(observed) : observed,
        sample: before ? before.sample.add(sample) : sample,
      });
    }
  }
  return new Map(
    [...sums].flatMap(([stratum, { observed, sample }]) =>
      sample.n === 0n ? [] : [[stratum, observed.div(sample)] as const],
    ),
  );
}

function estimatedStrength(people: PeerFigures[]): Fraction | null {
  const strength = betaStrength(
    people.map(({ evaluated: { numerator, denominator } }) => ({
      successes: (numerator as Fraction).valueOf(),
      trials: (denominator as Fraction).valueOf(),
    })),
  );
  return strength === null ? null : new Fraction(strength.toFixed(STRENGTH_DECIMALS));
}

function sum(amounts: Amount[]): Fraction {
  return amounts.reduce<Fraction>((total, amount) => (amount === null ? total : total.add(amount)), new Fraction(0));
}
