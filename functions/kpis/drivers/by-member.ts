// A ratio by the members of one dimension: of all that partition it, the one in which a member moved it most beyond what
// its size alone would. People are no dimension here.
import type { Kpi, Slice } from '../../definitions/definitions.ts';
import { Fraction } from '../../exact.ts';
import { expressionsOf } from '../../facts/cuts.ts';
import type { Evaluated } from '../evaluate.ts';
import { PEOPLE_DIMENSIONS, partitions } from '../members.ts';
import type { Reading } from '../reading.ts';
import type { Part } from './parts.ts';
import { rateAndMix, type Segment } from './rate-and-mix.ts';
import { areKnown, type Side } from './side.ts';

/** Nobody reads a mix of more. */
const MOST_MEMBERS = 200;
const LEAST_MEMBERS = 2;

/** Null where no dimension tells anything. */
export function partsByMember(
  kpi: Kpi,
  before: Side,
  now: Side,
  reading: Reading,
): { dimension: string; parts: Part[] } | null {
  const whole = { before: sumsOf(before.evaluated), now: sumsOf(now.evaluated) };
  const candidates = kpi.slices
    .filter((slice) => isCandidate(kpi, slice, before, now, reading))
    .map((slice) => ({ dimension: slice.dimension, segments: segmentsOf(slice, before, now) }))
    .filter(({ segments }) => segments.length >= LEAST_MEMBERS && segments.length <= MOST_MEMBERS)
    .map(({ dimension, segments }) => ({ dimension, ...rateAndMix(segments, whole) }));
  const [most] = candidates.sort((a, b) => b.excess.compare(a.excess) || (a.dimension < b.dimension ? -1 : 1));
  return most ?? null;
}

function isCandidate(kpi: Kpi, slice: Slice, before: Side, now: Side, reading: Reading): boolean {
  if (PEOPLE_DIMENSIONS.includes(slice.dimension) || !partitions(kpi, slice, reading)) return false;
  return areKnown(expressionsOf(slice), slice.column, [before, now], reading);
}

function segmentsOf({ dimension }: Slice, before: Side, now: Side): Segment[] {
  const byMember = ({ members }: Side) =>
    new Map((members.get(dimension) ?? []).map(({ member, evaluated }) => [member, sumsOf(evaluated)]));
  const [old, own] = [byMember(before), byMember(now)];
  const nothing = { numerator: new Fraction(0), denominator: new Fraction(0) };
  return [...new Set([...old.keys(), ...own.keys()])].map((member) => ({
    member,
    before: old.get(member) ?? nothing,
    now: own.get(member) ?? nothing,
  }));
}

function sumsOf({ numerator, denominator, factor }: Evaluated) {
  return { numerator: numerator ?? new Fraction(0), denominator: denominator ?? new Fraction(0), factor };
}
