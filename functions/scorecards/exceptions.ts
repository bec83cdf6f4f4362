// What needs attention: at most three red KPIs of the shop's card by the points that they cost, each with the member that
// makes most of its gap. A cause must explain more of the gap than its size alone would (docs/decisions/0007).
import { Fraction } from '../exact.ts';
import { type Member, PEOPLE_DIMENSIONS, partitions } from '../kpis/members.ts';
import type { Amount, Reading } from '../kpis/reading.ts';
import type { ScoredCard, ScoredLine } from './card.ts';
import type { KpiResult, PeriodResult } from './evaluate-period.ts';

export type Cause = { dimension: string; member: string | null; gap: Fraction; share: Fraction };

export type Exception = { kpi: string; gap: Fraction; lostPoints: Fraction; cause: Cause | null };

const AT_MOST = 3;
/** The share of a gap above which a member is named as its cause. */
const NAMED_FROM = new Fraction('0.3');

export function findExceptions(
  card: ScoredCard,
  before: ScoredCard | null,
  result: PeriodResult,
  reading: Reading,
  previous: PeriodResult | null = null,
): Exception[] {
  const { scoreAtTarget } = reading.definitions.shop.parameters;
  const lost = (line: ScoredLine) =>
    new Fraction(scoreAtTarget).sub(line.score as Fraction).mul(line.effectiveWeight as Fraction);
  const lostSince = (line: ScoredLine) => {
    const earlier = before?.lines.find(({ kpi }) => kpi === line.kpi)?.points ?? null;
    return earlier === null || line.points === null ? new Fraction(0) : earlier.sub(line.points);
  };
  return card.lines
    .filter((line) => line.status === 'red' && line.effectiveWeight !== null && gapOf(line) !== null)
    .sort((a, b) => lost(b).compare(lost(a)) || lostSince(b).compare(lostSince(a)) || (a.kpi < b.kpi ? -1 : 1))
    .slice(0, AT_MOST)
    .flatMap((line) => {
      const kpi = result.kpis.get(line.kpi) as KpiResult;
      const found = gapOf(line);
      if (found === null) return [];
      const cause = findCause(kpi, found.target, reading, previous?.kpis.get(line.kpi));
      return [{ kpi: line.kpi, gap: found.gap, lostPoints: lost(line), cause }];
    });
}

/** How far a line lies from its target, or from the nearer edge of its band; null for a value that is missing. */
function gapOf({ evaluated: { value }, limits }: ScoredLine): { target: Fraction; gap: Fraction } | null {
  if (value === null || limits === null) return null;
  const target = limits.kind === 'target' ? limits.target : value.compare(limits.low) < 0 ? limits.low : limits.high;
  return { target, gap: value.sub(target) };
}

/** Gap of a member = (numerator × factor − target × denominator) ÷ the total's denominator; all gaps sum to the KPI's. */
export function memberGap(member: Member, total: KpiResult['evaluated'], target: Fraction): Amount {
  const { value, denominator, factor } = total;
  const own = member.evaluated;
  if (value === null || denominator === null || denominator.n === 0n) return null;
  if (own.numerator === null || own.denominator === null) return null;
  return own.numerator.mul(factor).sub(target.mul(own.denominator)).div(denominator);
}

/** The member that makes most of a KPI's gap to a target, or null where no single one stands out. */
export function findCause(found: KpiResult, target: Fraction, reading: Reading, before?: KpiResult): Cause | null {
  const { kpi, evaluated, members } = found;
  if (evaluated.value === null) return null;
  const gap = evaluated.value.sub(target);
  if (gap.n === 0n) return null;
  const causes = kpi.slices
    .filter((slice) => !PEOPLE_DIMENSIONS.includes(slice.dimension) && partitions(kpi, slice, reading))
    .flatMap(({ dimension }) => {
      const own = members.get(dimension) ?? [];
      const parts =
        evaluated.denominator === null
          ? partsOfSum(own, before?.members.get(dimension) ?? [], { before, target })
          : partsOfRatio(own, evaluated, target);
      return parts.map((part) => {
        const share = part.gap.div(gap);
        return { dimension, ...part, share, excess: share.sub(part.size) };
      });
    })
    .filter(({ share, excess }) => share.compare(NAMED_FROM) > 0 && excess.s > 0n && excess.n > 0n)
    .sort((a, b) => b.excess.compare(a.excess) || compareNames(a, b));
  const [largest] = causes;
  return largest === undefined
    ? null
    : { dimension: largest.dimension, member: largest.member, gap: largest.gap, share: largest.share };
}

/** What a member makes of a gap, and its share of the whole: what it would make of it if it were as good as all. */
type GapPart = { member: string | null; gap: Fraction; size: Fraction };

function partsOfRatio(members: Member[], total: KpiResult['evaluated'], target: Fraction): GapPart[] {
  return members.flatMap((member) => {
    const gap = memberGap(member, total, target);
    if (gap === null || total.denominator === null) return [];
    return [{ member: member.member, gap, size: (member.evaluated.denominator as Fraction).div(total.denominator) }];
  });
}

/** Gap of a member of a sum = its value − its share of the target, which is its share of the period before. */
function partsOfSum(
  members: Member[],
  earlier: Member[],
  { before, target }: { before: KpiResult | undefined; target: Fraction },
): GapPart[] {
  const total = before?.evaluated.value ?? null;
  if (total === null || total.compare(0) <= 0 || earlier.length === 0) return [];
  const [now, then] = [valuesOf(members), valuesOf(earlier)];
  return [...new Set([...now.keys(), ...then.keys()])].map((member) => {
    const size = (then.get(member) ?? new Fraction(0)).div(total);
    return { member, gap: (now.get(member) ?? new Fraction(0)).sub(target.mul(size)), size };
  });
}

function valuesOf(members: Member[]): Map<string | null, Fraction> {
  return new Map(members.map(({ member, evaluated }) => [member, evaluated.value ?? new Fraction(0)]));
}

function compareNames(
  a: { dimension: string; member: string | null },
  b: { dimension: string; member: string | null },
): number {
  const key = ({ dimension, member }: { dimension: string; member: string | null }) => `${dimension}=${member ?? ''}`;
  return key(a) < key(b) ? -1 : 1;
}
