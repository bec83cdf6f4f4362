// Is a revision worth a mail? Readers are told of what could change a decision, and not of every late row.
import { Fraction } from '../exact.ts';
import type { KpiMove, Material, SnapshotDiff } from './diff-shape.ts';
import { fromQuantity } from './quantities.ts';
import type { Snapshot } from './shape.ts';

/** Points by which the score on top of the mail must differ, two decimals as it is printed. */
const LEAST_POINTS = new Fraction('0.50');
/** Share by which money must differ. */
const LEAST_SHARE = new Fraction('0.01');

/**
 * Of KPIs those that the mail prints: on the first card, scored or shown below it; where the score moved, also those that
 * moved it. Those with most points come first. Null: nobody needs to hear of it.
 */
export function materialOf(diff: SnapshotDiff, after: Snapshot): Material | null {
  const [card] = after.scorecards;
  const printed = new Set([...(card?.lines.map(({ kpi }) => kpi) ?? []), ...(card?.shown ?? [])]);
  const money = new Set(after.kpis.filter(({ unit }) => unit === 'money').map(({ id }) => id));
  const score = diff.scores.some(
    ({ scorecard, subject, was, is, change }) =>
      scorecard === card?.id &&
      subject.id === card.subject.id &&
      (was?.grade !== is?.grade || (fromQuantity(change)?.abs().compare(LEAST_POINTS) ?? -1) >= 0),
  );
  const isTold = (move: KpiMove) => hasOtherStatus(move) || (money.has(move.kpi) && isLarge(move));
  const kpis = diff.kpis
    .filter((move) => printed.has(move.kpi) && (isTold(move) || (score && pointsOf(move).n > 0n)))
    .sort((a, b) => pointsOf(b).compare(pointsOf(a)))
    .map(({ kpi }) => kpi);
  return score || kpis.length > 0 ? { score, kpis } : null;
}

function pointsOf({ points }: KpiMove): Fraction {
  return fromQuantity(points)?.abs() ?? new Fraction(0);
}

function hasOtherStatus({ was, is }: KpiMove): boolean {
  return was?.status !== is?.status;
}

/** From or to nothing, too. */
function isLarge({ was, is, change, ratio }: KpiMove): boolean {
  const [before, now] = [fromQuantity(was?.value ?? null), fromQuantity(is?.value ?? null)];
  if (before === null || now === null) return before !== now;
  if (ratio !== null) return (fromQuantity(ratio) as Fraction).abs().compare(LEAST_SHARE) >= 0;
  // Of a base of 0 or less there is no ratio; its size is what the change is held against.
  return (fromQuantity(change) as Fraction).abs().compare(before.abs().mul(LEAST_SHARE)) >= 0 && change !== '0';
}
