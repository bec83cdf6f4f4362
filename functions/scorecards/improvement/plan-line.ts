// What the improvement plan knows of one KPI of one subject. Off target is decided by whoever makes the line, from exact
// values: `off` is null where a month is not scored, and false also where an interval leaves it open.
import type { Fraction } from '../../exact.ts';
import type { Amount } from '../../kpis/reading.ts';

export type Standing = { period: string; value: Amount; off: boolean | null };

export type PlanLine = {
  kpi: string;
  value: Amount;
  off: boolean | null;
  /** What the value is to reach; of a band the limit that it has crossed. */
  target: Amount;
  /** The score on target less the score, times the effective weight; null where the KPI is not off, or on no card. */
  gainPoints: Amount;
  cause: { dimension: string; member: string | null; share: Fraction } | null;
  /** Months before, in any order. */
  past: Standing[];
};
