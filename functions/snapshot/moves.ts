// What moved most since the period before: each KPI's step by how large its steps usually are. Exact, from the snapshot
// alone, so that a wild month of a quiet KPI comes before an ordinary month of a restless one.
import { type Fraction, formatDecimal, parseDecimal, sumExactly } from '../exact.ts';
import type { Move } from './move-shape.ts';
import type { SnapshotKpi } from './shape.ts';

/** With fewer steps nobody can say what is usual. */
const LEAST_STEPS = 5;

/** In exact numbers, by which they are ordered. */
type Exact = { kpi: string; size: { times: Fraction } | Exclude<Move['size'], object> };

/** KPIs that have moved, the most unusual step first; equal ones in their order. */
export function rankMoves(kpis: readonly SnapshotKpi[]): Move[] {
  const moves = kpis.flatMap((kpi) => moveOf(kpi) ?? []).sort((a, b) => compareSizes(a.size, b.size));
  return moves.map(({ kpi, size }) => ({
    kpi,
    size: typeof size === 'object' ? { times: formatDecimal(size.times) } : size,
  }));
}

function moveOf(kpi: SnapshotKpi): Exact | null {
  const text = kpi.previous?.change ?? null;
  const change = text === null ? null : parseDecimal(text);
  if (change === null || change.compare(0) === 0) return null;
  const steps = stepsBefore(kpi);
  if (steps.length < LEAST_STEPS) return { kpi: kpi.id, size: 'unknown' };
  const usual = sumExactly(steps).div(steps.length);
  return { kpi: kpi.id, size: usual.compare(0) === 0 ? 'unmoved' : { times: change.abs().div(usual) } };
}

/** Sizes of the steps between the periods before this one, which is the last of the trend. */
function stepsBefore({ trend }: SnapshotKpi): Fraction[] {
  const values = trend.slice(0, -1).map(({ value }) => (value === null ? null : parseDecimal(value)));
  return values.flatMap((value, index) => {
    const before = values[index - 1];
    return value === null || before === null || before === undefined ? [] : [value.sub(before).abs()];
  });
}

/** What never moved comes first, what nobody can judge last. */
function compareSizes(a: Exact['size'], b: Exact['size']): number {
  const rank = (size: Exact['size']) => (size === 'unmoved' ? 0 : size === 'unknown' ? 2 : 1);
  if (typeof a === 'object' && typeof b === 'object') return b.times.compare(a.times);
  return rank(a) - rank(b);
}
