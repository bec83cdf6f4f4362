// The members of a KPI as the snapshot lists them, with what they were in the period before.
import { listMembers } from '../kpis/members.ts';
import type { Reading } from '../kpis/reading.ts';
import type { KpiResult, PeriodResult } from '../scorecards/evaluate-period.ts';
import { toQuantity } from './quantities.ts';
import type { Snapshot, SnapshotMember } from './shape.ts';

export function memberRows(
  { kpi, evaluated, members }: KpiResult,
  { before, closedBefore, reading }: { before: PeriodResult | null; closedBefore?: Snapshot | null; reading: Reading },
  isWanted: (dimension: string) => boolean,
): Record<string, SnapshotMember[]> {
  const slices = kpi.slices.filter(({ dimension }) => isWanted(dimension));
  return Object.fromEntries(
    slices.flatMap((slice) => {
      const own = members.get(slice.dimension) ?? [];
      if (own.length === 0) return [];
      const earlier = earlierValues(kpi.id, slice.dimension, before, closedBefore ?? null);
      const rows = listMembers(kpi, slice, own, evaluated, reading).map(({ member, evaluated }) => ({
        member,
        name: null,
        value: toQuantity(evaluated.value),
        numerator: toQuantity(evaluated.numerator),
        denominator: toQuantity(evaluated.denominator),
        sample: toQuantity(evaluated.sample),
        notes: evaluated.notes,
        previous: earlier.get(member) ?? null,
      }));
      return [[slice.dimension, rows]];
    }),
  );
}

/** As they were closed; where the period before is open, as the data says now. */
function earlierValues(
  kpi: string,
  dimension: string,
  before: PeriodResult | null,
  closed: Snapshot | null,
): Map<string | null, string | null> {
  const known = closed?.kpis.find(({ id }) => id === kpi)?.members[dimension];
  if (known) return new Map(known.map(({ member, value }) => [member, value]));
  const members = before?.kpis.get(kpi)?.members.get(dimension) ?? [];
  return new Map(members.map(({ member, evaluated }) => [member, toQuantity(evaluated.value)]));
}
