// Targets by KPI, subject and month, from the `targets` table: the highest version made before the period began. A target
// changed after the fact never judges the period that it was changed for.
import type { TargetValues } from '../definitions/definitions.ts';
import { COMPANY } from '../definitions/definitions.ts';
import { Fraction } from '../exact.ts';
import type { Period } from '../periods/period.ts';
import type { Cell } from '../ports.ts';
import type { Amount } from './reading.ts';
import type { Subject } from './subject.ts';

export type TargetTable = {
  /** Of one month; a longer period has the sum of its months (`sumTargets`), where that means something. */
  find(kpi: string, subject: Subject, period: Period): TargetValues | null;
  /** The version of the row that `find` gives. */
  version(kpi: string, subject: Subject, period: Period): string | null;
  /** Members of a dimension that have a target for a KPI in a period. */
  members(kpi: string, dimension: string, period: Period): string[];
};

/** The sum of what each month has as its target; null where one has none. */
export function sumTargets(months: Period[], targetOf: (month: Period) => string | null): Amount {
  return months.reduce<Amount>((sum, month) => {
    const target = sum === null ? null : targetOf(month);
    return sum === null || target === null ? null : sum.add(target);
  }, new Fraction(0));
}

/** Rows of the targets statement, whose columns are in this order. */
export function readTargets(rows: Cell[][]): TargetTable {
  const entries = rows.map((row) => {
    const [kpi, kind, id, month, version, created, target, floor, stretch, bandLow, bandHigh] = row;
    return {
      key: [kpi, kind, id, month].join('\n'),
      version: BigInt(version ?? 0),
      createdSecond: created === null || created === undefined ? null : BigInt(created),
      values: {
        target: target ?? null,
        floor: floor ?? null,
        stretch: stretch ?? null,
        bandLow: bandLow ?? null,
        bandHigh: bandHigh ?? null,
      },
    };
  });
  const byKey = Map.groupBy(entries, ({ key }) => key);
  const newest = (kpi: string, kind: string, id: string, period: Period) => {
    if (period.grain !== 'month') return null;
    const startSecond = BigInt(Date.parse(period.startsAt) / 1000);
    const applicable = (byKey.get([kpi, kind, id, period.id].join('\n')) ?? [])
      .filter(({ createdSecond }) => createdSecond === null || createdSecond < startSecond)
      .sort((a, b) => (a.version < b.version ? 1 : -1));
    return applicable[0] ?? null;
  };
  const ofSubject = (kpi: string, { dimension, member }: Subject, period: Period) =>
    newest(kpi, dimension ?? COMPANY, dimension === null ? 'all' : (member ?? ''), period);
  return {
    find: (kpi, subject, period) => ofSubject(kpi, subject, period)?.values ?? null,
    version: (kpi, subject, period) => ofSubject(kpi, subject, period)?.version.toString() ?? null,
    members: (kpi, dimension, period) =>
      [...byKey.keys()]
        .map((key) => key.split('\n'))
        .filter(([id, kind, , month]) => id === kpi && kind === dimension && month === period.id)
        .map(([, , id]) => id as string)
        .filter((id) => newest(kpi, dimension, id, period) !== null),
  };
}
