// What needs attention: at most three red KPIs of the shop's card by the points that they cost, each with the member that
// makes most of its gap. A cause must explain more of the gap than its size alone would.
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
      const cause = findCause(kpi, found.target, reading);
      return [{ kpi: line.kpi, gap: found.gap, lostPoints: lost(line), cause }];
    });
}

/** How far a line lies from its target; null for a band, which has none, and for a value that is missing. */
function gapOf({ evaluated: { value }, limits }: ScoredLine): { target: Fraction; gap: Fraction } | null {
  if (value === null || limits?.kind !== 'target') return null;
  return { target: limits.target, gap: value.sub(limits.target) };
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
export function findCause({ kpi, evaluated, members }: KpiResult, target: Fraction, reading: Reading): Cause | null {
  const { value, denominator } = evaluated;
  if (value === null || denominator === null) return null;
  const gap = value.sub(target);
  const causes = kpi.slices
    .filter((slice) => !PEOPLE_DIMENSIONS.includes(slice.dimension) && partitions(kpi, slice, reading))
    .flatMap(({ dimension }) =>
      (members.get(dimension) ?? []).flatMap((member) => {
        const own = memberGap(member, evaluated, target);
        if (own === null || gap.n === 0n) return [];
        const share = own.div(gap);
        const size = (member.evaluated.denominator as Fraction).div(denominator);
        return [{ dimension, member: member.member, gap: own, share, excess: share.sub(size) }];
      }),
    )
    .filter(({ share, excess }) => share.compare(NAMED_FROM) > 0 && excess.s > 0n && excess.n > 0n)
    .sort((a, b) => b.excess.compare(a.excess) || compareNames(a, b));
  const largest = causes[0];
  return largest
    ? { dimension: largest.dimension, member: largest.member, gap: largest.gap, share: largest.share }
    : null;
}

function compareNames(
  a: { dimension: string; member: string | null },
  b: { dimension: string; member: string | null },
): number {
  const key = ({ dimension, member }: { dimension: string; member: string | null }) => `${dimension}=${member ?? ''}`;
  return key(a) < key(b) ? -1 : 1;
}
