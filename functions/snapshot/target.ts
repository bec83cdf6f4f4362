// A line's target as the snapshot writes it, with the limits that its score was computed from.
import { attainmentOf } from '../kpis/compare.ts';
import type { ScoredLine } from '../scorecards/card.ts';
import { toQuantity } from './quantities.ts';
import type { SnapshotTarget } from './shape.ts';

export function targetOf({ limits, targetSource, evaluated }: ScoredLine, better: string): SnapshotTarget | null {
  if (limits === null || targetSource === null) return null;
  const target = limits.kind === 'target' ? limits.target : null;
  const [low, high] = limits.kind === 'band' ? [limits.low, limits.high] : [null, null];
  return {
    value: toQuantity(target),
    floor: toQuantity(limits.floor),
    stretch: toQuantity(limits.stretch),
    bandLow: toQuantity(low),
    bandHigh: toQuantity(high),
    attainment: toQuantity(attainmentOf(evaluated.value, target, better)),
    source: targetSource,
  };
}
