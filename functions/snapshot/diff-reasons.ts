// Why a figure of a period is another one than before: from what each snapshot says that it was made of. Evidence only:
// rows that came, were corrected or went in the tables behind it, other definitions, other targets, time.
import { Fraction } from '../exact.ts';
import { CHANGE_REASONS, type ChangeReason } from './revision-shape.ts';
import type { Snapshot, SnapshotKpi } from './shape.ts';

/** What of a KPI tells why it moved. */
export type Explained = Pick<SnapshotKpi, 'value'> & {
  lineage?: SnapshotKpi['lineage'] | undefined;
  target?: SnapshotKpi['target'] | undefined;
  provisional?: SnapshotKpi['provisional'] | undefined;
} & Partial<Pick<SnapshotKpi, 'excluded' | 'blockedBy' | 'accepted'>>;

/** A snapshot as far as reasons look into it. */
export type Evidence = Pick<Snapshot, 'definitionsHash' | 'sources' | 'statements'>;

type Rows = { table: string; late: Fraction; corrected: Fraction; removed: Fraction; others: boolean };

/** Empty where nothing of it differs. `members`: figures of its members do. */
export function reasonsOf(
  was: { kpi: Explained; of: Evidence },
  is: { kpi: Explained; of: Evidence },
  members = false,
): ChangeReason[] {
  const [before, now] = [was.kpi.lineage, is.kpi.lineage];
  const told = new Set<ChangeReason['why']>();
  const rows: ChangeReason[] = [];
  if (targetText(was.kpi) !== targetText(is.kpi)) told.add('target');
  if (doubtText(was.kpi) !== doubtText(is.kpi)) told.add('checks');
  if (before && now && JSON.stringify(before.definition) !== JSON.stringify(now.definition)) told.add('definition');
  const isMoved = members || was.kpi.value !== is.kpi.value || sumsText(before) !== sumsText(now);
  if (isMaturing(was.kpi) && (isMoved || !isMaturing(is.kpi))) told.add('matured');
  if (isMoved) {
    const moved = movesOf(before, now, was.of, is.of);
    rows.push(...moved.flatMap(rowReasons));
    if (rows.length === 0 && told.size === 0) told.add(lastResort(was, is, moved));
  }
  const all = [...[...told].map((why): ChangeReason => ({ why, table: null, rows: null })), ...rows];
  return all.sort((a, b) => CHANGE_REASONS.indexOf(a.why) - CHANGE_REASONS.indexOf(b.why));
}

/** Nothing else speaks for it: facts or mappings changed, or files hold other values in as many rows. */
function lastResort(was: { kpi: Explained; of: Evidence }, is: { of: Evidence }, moved: Rows[]): ChangeReason['why'] {
  if (was.of.definitionsHash !== is.of.definitionsHash) return 'definition';
  if (was.kpi.lineage === undefined) return 'untold';
  return moved.some(({ others }) => others) ? 'in_place' : 'earlier';
}

/** The tables behind the KPI whose rows of the period, or whose files, are others. */
function movesOf(before: SnapshotKpi['lineage'], now: SnapshotKpi['lineage'], was: Evidence, is: Evidence): Rows[] {
  const facts = new Set([...(before?.facts ?? []), ...(now?.facts ?? [])]);
  const statements = [...was.statements, ...is.statements].filter(({ fact }) => facts.has(fact));
  const known = statements.some(({ tables }) => tables !== undefined);
  const tables = new Set(
    known ? statements.flatMap((one) => one.tables ?? []) : [...was.sources, ...is.sources].map(({ table }) => table),
  );
  return [...tables].sort().map((table) => moveOf(table, was, is));
}

/** How the rows of a table differ between two snapshots of one period. */
export function moveOf(table: string, was: Evidence, is: Evidence): Rows {
  const [then, now] = [was, is].map(({ sources }) => sources.find((source) => source.table === table));
  const zero = new Fraction(0);
  const rows = new Fraction(now?.rows ?? '0').sub(then?.rows ?? '0');
  const isVersioned = then?.keys !== undefined && now?.keys !== undefined;
  const keys = isVersioned ? new Fraction(now.keys as string).sub(then.keys as string) : rows;
  const versions = rows.sub(keys);
  return {
    table,
    late: keys.s > 0n ? keys : zero,
    removed: keys.s < 0n ? keys.abs() : zero,
    corrected: versions.s > 0n ? versions : zero,
    others: then?.fingerprint !== now?.fingerprint,
  };
}

function rowReasons({ table, late, corrected, removed }: Rows): ChangeReason[] {
  const reason = (why: ChangeReason['why'], rows: Fraction): ChangeReason[] =>
    rows.n === 0n ? [] : [{ why, table, rows: rows.toFraction() }];
  return [...reason('late', late), ...reason('corrected', corrected), ...reason('removed', removed)];
}

function sumsText(lineage: SnapshotKpi['lineage']): string {
  return JSON.stringify(lineage?.sums ?? null);
}

function targetText({ target }: Explained): string {
  if (!target) return '';
  const { value, floor, stretch, bandLow, bandHigh } = target;
  return JSON.stringify([value, floor, stretch, bandLow, bandHigh]);
}

function doubtText({ excluded = [], blockedBy = [], accepted = [] }: Explained): string {
  return JSON.stringify([excluded, blockedBy, accepted]);
}

/** Outcomes were still arriving, as they always do. */
function isMaturing({ provisional = [] }: Explained): boolean {
  return provisional.some(({ check }) => check === null);
}
