// The members of a KPI as the snapshot lists them, with what they were in the period before.
import { listMembers } from '../kpis/members.ts';
import type { Reading } from '../kpis/reading.ts';
import type { KpiResult, PeriodResult } from '../scorecards/evaluate-period.ts';
import { toQuantity } from './quantities.ts';
import type { SnapshotMember } from './shape.ts';

export function memberRows(
  { kpi, evaluated, members }: KpiResult,
  { before, reading }: { before: PeriodResult | null; reading: Reading },
  isWanted: (dimension: string) => boolean,
): Record<string, SnapshotMember[]> {
  const slices = kpi.slices.filter(({ dimension }) => isWanted(dimension));
  return Object.fromEntries(
    slices.flatMap((slice) => {
      const own = members.get(slice.dimension) ?? [];
      if (own.length === 0) return [];
      const earlier = new Map(
        (before?.kpis.get(kpi.id)?.members.get(slice.dimension) ?? []).map(({ member, evaluated }) => [
          member,
          evaluated,
        ]),
      );
      const rows = listMembers(kpi, slice, own, evaluated, reading).map(({ member, evaluated }) => ({
        member,
        name: null,
        value: toQuantity(evaluated.value),
        numerator: toQuantity(evaluated.numerator),
        denominator: toQuantity(evaluated.denominator),
        sample: toQuantity(evaluated.sample),
        notes: evaluated.notes,
        previous: toQuantity(earlier.get(member)?.value ?? null),
      }));
      return [[slice.dimension, rows]];
    }),
  );
}
