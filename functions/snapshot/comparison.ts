// A comparison as the snapshot writes it.
import type { Kpi } from '../definitions/definitions.ts';
import { comparePeriods } from '../kpis/compare.ts';
import type { Amount } from '../kpis/reading.ts';
import type { Period } from '../periods/period.ts';
import { toQuantity } from './quantities.ts';
import type { SnapshotComparison } from './shape.ts';

type Side = { period: Period; value: Amount };

export function toComparison(kpi: Kpi, now: Side, before: Side, festivalShift = false): SnapshotComparison {
  const measured = ({ period: { days }, value }: Side) => ({ value, days });
  const { change, ratio, perDay } = comparePeriods(kpi, measured(now), measured(before));
  return {
    period: before.period.id,
    value: toQuantity(before.value),
    change: toQuantity(change),
    ratio: toQuantity(ratio),
    ...(perDay === undefined ? {} : { perDay: toQuantity(perDay) }),
    ...(festivalShift ? { festivalShift } : {}),
  };
}
