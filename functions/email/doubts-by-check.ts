// What is doubtful of KPIs, turned round: each finding once, with all KPIs that it concerns.
import type { CheckId } from '../definitions/checks.ts';
import type { SnapshotKpi } from '../snapshot/shape.ts';

export type AnyDoubt = {
  /** Null where it is time, not a check, that makes a figure provisional. */
  check: CheckId | null;
  table: string | null;
  subject: string | null;
};

/** In the order of the KPIs, and of the doubts of each. */
export function groupDoubts<Doubt extends AnyDoubt>(
  kpis: readonly SnapshotKpi[],
  doubtsOf: (kpi: SnapshotKpi) => readonly Doubt[] | undefined,
): { doubt: Doubt; kpis: SnapshotKpi[] }[] {
  const groups = new Map<string, { doubt: Doubt; kpis: SnapshotKpi[] }>();
  for (const kpi of kpis) {
    for (const doubt of doubtsOf(kpi) ?? []) {
      const key = JSON.stringify(doubt);
      const group = groups.get(key) ?? { doubt, kpis: [] };
      groups.set(key, { doubt, kpis: [...group.kpis, kpi] });
    }
  }
  return [...groups.values()];
}

export function isSameCheck(one: AnyDoubt, other: AnyDoubt): boolean {
  return one.check === other.check && one.table === other.table && one.subject === other.subject;
}
