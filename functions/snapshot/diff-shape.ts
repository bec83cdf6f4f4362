// What differs between two revisions of one period: types alone, for whoever shows it.
import type { ChangeReason } from './revision-shape.ts';
import type { SnapshotKpi, SnapshotScorecard } from './shape.ts';

export type Scored = Pick<SnapshotScorecard, 'score' | 'grade'>;

export type ScoreMove = {
  scorecard: string;
  title: SnapshotScorecard['title'];
  subject: SnapshotScorecard['subject'];
  /** Null: there was no such card. */
  was: Scored | null;
  is: Scored | null;
  /** is - was, in points. */
  change: string | null;
  reasons: ChangeReason[];
};

/** A figure of one side; null: that side has no such KPI. */
export type Side = Pick<SnapshotKpi, 'value' | 'status' | 'notes' | 'target'>;

export type MemberMove = { dimension: string; member: string | null; was: string | null; is: string | null };

export type KpiMove = {
  kpi: string;
  was: Side | null;
  is: Side | null;
  /** is - was, in the unit; a fraction for percent. */
  change: string | null;
  /** is / was - 1; null for percent, points and score5, and for a base of 0 or less. */
  ratio: string | null;
  /** By how many points it moved the score of the first card; null where it is not scored on both sides. */
  points: string | null;
  sums: { measure: string; period: string; was: string | null; is: string | null }[];
  members: MemberMove[];
  reasons: ChangeReason[];
};

export type TableMove = {
  table: string;
  was: string | null;
  is: string | null;
  late: string;
  corrected: string;
  removed: string;
};

export type SnapshotDiff = {
  definitions: boolean;
  scores: ScoreMove[];
  kpis: KpiMove[];
  /** Tables whose rows of the period are others. */
  tables: TableMove[];
};

/** What readers must hear of: KPIs that moved enough, and whether the score did. */
export type Material = { score: boolean; kpis: string[] };
