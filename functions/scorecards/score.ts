// Attainment → score of one KPI (docs/arithmetic.md). The score is rounded once, before weighting, so that a reader can
// redo the card with a calculator; whether a KPI is on target is decided by exact values.
import type { Kpi, Parameters, TargetValues } from '../definitions/definitions.ts';
import { Fraction, roundHalfUp } from '../exact.ts';
import type { Status } from '../snapshot/shape.ts';

/** Limits in the direction of the KPI, complete and in order; a band has two more in the middle. */
export type Limits =
  | { kind: 'target'; floor: Fraction; target: Fraction; stretch: Fraction }
  | { kind: 'band'; floor: Fraction; low: Fraction; high: Fraction; stretch: Fraction };

/** Limits with defaults for floor and stretch, or null where there is no usable target. */
export function completeLimits(kpi: Kpi, values: TargetValues, parameters: Parameters): Limits | null {
  const read = (text: string | null) => (text === null ? null : new Fraction(text));
  const [target, floor, stretch] = [read(values.target), read(values.floor), read(values.stretch)];
  const [low, high] = [read(values.bandLow), read(values.bandHigh)];
  if (kpi.better === 'band') {
    const whole = floor && low && high && stretch && inOrder([floor, low, high, stretch]);
    return whole ? { kind: 'band', floor, low, high, stretch } : null;
  }
  if (kpi.better === 'info' || target === null) return null;
  if (target.compare(0) <= 0 && !(floor && stretch)) return null;
  const limits = {
    kind: 'target' as const,
    target,
    floor: floor ?? defaultFloor(kpi, target, parameters),
    stretch: stretch ?? defaultStretch(kpi, target, parameters),
  };
  return isOrdered(kpi, limits) ? limits : null;
}

/** Score 0 to 100 with two decimals. */
export function scoreValue(value: Fraction, better: Kpi['better'], limits: Limits, parameters: Parameters): Fraction {
  return roundHalfUp(
    limits.kind === 'band' ? scoreInBand(value, limits) : scoreOnRamp(value, better, limits, parameters),
    2,
  );
}

/** On target by the exact value, whatever the rounded score says. */
export function statusOf(
  value: Fraction,
  score: Fraction,
  better: Kpi['better'],
  limits: Limits,
  amberCut: string,
): Status {
  return isOnTarget(value, better, limits) ? 'green' : score.compare(amberCut) >= 0 ? 'amber' : 'red';
}

function isOnTarget(value: Fraction, better: Kpi['better'], limits: Limits): boolean {
  if (limits.kind === 'band') return value.compare(limits.low) >= 0 && value.compare(limits.high) <= 0;
  return better === 'up' ? value.compare(limits.target) >= 0 : value.compare(limits.target) <= 0;
}

/** Where lower is better, everything is negated, so that one ramp serves both directions. */
function scoreOnRamp(
  value: Fraction,
  better: Kpi['better'],
  limits: Limits & { kind: 'target' },
  { scoreAtTarget }: Parameters,
): Fraction {
  const sign = better === 'down' ? -1 : 1;
  const [v, floor, target, stretch] = [value, limits.floor, limits.target, limits.stretch].map((x) => x.mul(sign)) as [
    Fraction,
    Fraction,
    Fraction,
    Fraction,
  ];
  const atTarget = new Fraction(scoreAtTarget);
  if (v.compare(stretch) >= 0) return new Fraction(100);
  if (v.compare(floor) <= 0) return new Fraction(0);
  if (v.compare(target) < 0) return atTarget.mul(v.sub(floor)).div(target.sub(floor));
  return atTarget.add(new Fraction(100).sub(atTarget).mul(v.sub(target)).div(stretch.sub(target)));
}

function scoreInBand(value: Fraction, { floor, low, high, stretch }: Limits & { kind: 'band' }): Fraction {
  if (value.compare(floor) <= 0 || value.compare(stretch) >= 0) return new Fraction(0);
  if (value.compare(low) < 0) return new Fraction(100).mul(value.sub(floor)).div(low.sub(floor));
  if (value.compare(high) > 0) return new Fraction(100).mul(stretch.sub(value)).div(stretch.sub(high));
  return new Fraction(100);
}

function defaultFloor({ better }: Kpi, target: Fraction, { floorRatio }: Parameters): Fraction {
  return better === 'up' ? target.mul(floorRatio) : target.mul(new Fraction(2).sub(floorRatio));
}

function defaultStretch({ better, atMost }: Kpi, target: Fraction, { stretchRatio }: Parameters): Fraction {
  if (better === 'down') return target.mul(new Fraction(2).sub(stretchRatio));
  const stretch = target.mul(stretchRatio);
  return atMost !== null && stretch.compare(atMost) > 0 ? new Fraction(atMost) : stretch;
}

function isOrdered({ better }: Kpi, { floor, target, stretch }: Limits & { kind: 'target' }): boolean {
  return better === 'up'
    ? floor.compare(target) < 0 && target.compare(stretch) <= 0
    : floor.compare(target) > 0 && target.compare(stretch) >= 0;
}

function inOrder(values: Fraction[]): boolean {
  return values.every((value, at) => at === 0 || value.compare(values[at - 1] as Fraction) > 0);
}
