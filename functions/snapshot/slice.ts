// A part of the shop as a snapshot of its own, cut from the whole before anything is rendered: the figures of one member
// of one dimension, and nothing that tells of another or of the whole. What is not known of the part is missing.
import { compareValues } from '../kpis/compare.ts';
import type { Doubts } from '../kpis/doubts.ts';
import { doubtsOfPart } from './doubts-of-part.ts';
import { exactValue } from './past.ts';
import { fromQuantity, toQuantity } from './quantities.ts';
import type { Snapshot, SnapshotKpi, SnapshotMember } from './shape.ts';
import { sliceCard, sliceExceptions } from './slice-card.ts';

export type SliceOf = { dimension: string; member: string };

/** A KPI's value for the member in another period; undefined where nothing is known of that period. */
export type MemberPast = (period: string, kpi: string) => { value: string | null; provisional: boolean } | undefined;

/** Has the member any figure or card? */
export function isInSnapshot({ kpis, scorecards }: Snapshot, { dimension, member }: SliceOf): boolean {
  return (
    kpis.some(({ members }) => members[dimension]?.some((one) => one.member === member)) ||
    scorecards.some(({ subject }) => subject.kind === dimension && subject.id === member)
  );
}

/** The members that a slice may name. */
export function membersOf({ kpis }: Snapshot, dimension: string): string[] {
  const ids = kpis.flatMap(({ members }) => members[dimension] ?? []).flatMap(({ member }) => member ?? []);
  return [...new Set(ids)].sort();
}

export function sliceSnapshot(
  whole: Snapshot,
  slice: SliceOf,
  { past, scoreAtTarget, withComments }: { past: MemberPast; scoreAtTarget: string; withComments: boolean },
): Snapshot {
  const { dimension, member } = slice;
  const own = whole.scorecards.filter(({ subject }) => subject.kind === dimension && subject.id === member);
  const lines = new Map(own.flatMap((card) => card.lines).map((line) => [line.kpi, line]));
  const kpis = whole.kpis.map((kpi) => {
    const line = lines.get(kpi.id);
    return sliceKpi(kpi, whole, slice, past, line ? { target: line.target, status: line.status } : null);
  });
  const scorecards = own.length > 0 ? own : [sliceCard(whole, kpis, slice)];
  return {
    schemaVersion: whole.schemaVersion,
    report: whole.report,
    shop: whole.shop,
    currency: whole.currency,
    revision: whole.revision,
    origin: whole.origin,
    status: kpis.some(({ value, notes }) => value !== null && notes.includes('provisional')) ? 'provisional' : 'final',
    definitionsHash: whole.definitionsHash,
    asOf: whole.asOf,
    period: whole.period,
    ...(whole.byDayFirst ? { byDayFirst: true } : {}),
    slice: { dimension, member },
    kpis,
    scorecards,
    drivers: [],
    exceptions: own.flatMap((card) => sliceExceptions(card, scoreAtTarget)),
    improvements: (whole.improvements ?? []).filter(({ scope }) => scope.kind === dimension && scope.id === member),
    comments: withComments
      ? (whole.comments ?? []).filter(({ scope }) => scope.kind === dimension && scope.id === member)
      : [],
    restated: [],
    // How much the whole shop has, and which tables it lacks, is nobody's in a part of it.
    sources: whole.sources
      .filter(({ status }) => status === 'ok')
      .map(({ table, status, freshTo }) => ({ table, status, rows: null, fingerprint: null, freshTo })),
    checks: sliceChecks(whole, kpis),
    statements: sliceStatements(whole, kpis),
  };
}

/** Key by key, so that what is added to a KPI of the whole is not in a slice before somebody has decided so. */
function sliceKpi(
  kpi: SnapshotKpi,
  { period }: Snapshot,
  { dimension, member }: SliceOf,
  past: MemberPast,
  onCard: Pick<SnapshotKpi, 'target' | 'status'> | null,
): SnapshotKpi {
  const found = kpi.members[dimension]?.find((one) => one.member === member);
  const sums = found ?? NOTHING;
  const before = previousPeriod(kpi);
  return {
    id: kpi.id,
    name: kpi.name,
    family: kpi.family,
    unit: kpi.unit,
    better: kpi.better,
    decimals: kpi.decimals,
    value: sums.value,
    numerator: sums.numerator,
    denominator: sums.denominator,
    sample: sums.sample,
    notes: sums.notes,
    ...(found ? doubtsOfMember(kpi, found) : {}),
    // The sums of the lineage are those of the whole shop; the part's own are its numerator and denominator.
    ...(found && kpi.lineage ? { lineage: { ...kpi.lineage, sums: [] } } : {}),
    factor: kpi.factor,
    censored: null,
    status: onCard?.status ?? 'grey',
    target: onCard?.target ?? null,
    previous: found && before !== null ? compare(kpi, found, before, found.previous) : null,
    yearAgo:
      found && kpi.yearAgo ? compare(kpi, found, kpi.yearAgo.period, valueIn(past, kpi.yearAgo.period, kpi)) : null,
    trend: kpi.trend.map((point) => {
      if (point.period === period.id) {
        return { period: point.period, value: sums.value, provisional: sums.notes.includes('provisional') };
      }
      const known = found && past(point.period, kpi.id);
      const value = known?.value ?? (point.period === before ? (found?.previous ?? null) : null);
      return { period: point.period, value, provisional: known?.provisional ?? false };
    }),
    members: {},
  };
}

function doubtsOfMember(kpi: SnapshotKpi, { notes }: SnapshotMember): Partial<Doubts> {
  const { provisional, excluded, accepted, blockedBy } = doubtsOfPart(kpi);
  return {
    ...(provisional && notes.includes('provisional') ? { provisional } : {}),
    ...(excluded ? { excluded } : {}),
    ...(accepted ? { accepted } : {}),
    ...(blockedBy && notes.includes('blocked') ? { blockedBy } : {}),
  };
}

/** What was asked for the figures of the part; the text stands under the same hash in the whole snapshot. */
function sliceStatements({ statements }: Snapshot, kpis: SnapshotKpi[]): Snapshot['statements'] {
  const asked = new Set(kpis.flatMap(({ lineage }) => lineage?.facts ?? []));
  return statements.filter(({ fact }) => asked.has(fact)).map((statement) => ({ ...statement, sql: '' }));
}

/** Those that found nothing, and those that concern a figure of the part, without what they found. */
function sliceChecks({ checks }: Snapshot, kpis: SnapshotKpi[]): Snapshot['checks'] {
  const nameOf = (check: string | null, table: string | null) => `${table}.${check}`;
  const concerned = new Set(
    kpis
      .flatMap(({ provisional = [], excluded = [], accepted = [], blockedBy = [] }) => [
        ...provisional,
        ...excluded,
        ...accepted,
        ...blockedBy,
      ])
      .map(({ check, table }) => nameOf(check, table)),
  );
  const shown = checks.filter(({ id, table, outcome }) => outcome === 'ok' || concerned.has(nameOf(id, table)));
  const told = shown.map(({ id, table, outcome }) => ({ id, table, outcome, detail: null }));
  return [...new Map(told.map((one) => [JSON.stringify(one), one])).values()];
}

const NOTHING: Pick<SnapshotKpi, 'value' | 'numerator' | 'denominator' | 'sample' | 'notes'> = {
  value: null,
  numerator: null,
  denominator: null,
  sample: null,
  notes: ['not_in_slice'],
};

/** The period that the members' earlier values are of. */
function previousPeriod({ previous, trend }: SnapshotKpi): string | null {
  return previous?.period ?? trend.at(-2)?.period ?? null;
}

function valueIn(past: MemberPast, period: string, kpi: SnapshotKpi): string | null {
  return past(period, kpi.id)?.value ?? null;
}

function compare(
  kpi: SnapshotKpi,
  found: SnapshotMember,
  period: string,
  before: string | null,
): SnapshotKpi['previous'] {
  if (before === null) return null;
  const [now, earlier] = [exactValue({ ...kpi, ...found }), fromQuantity(before)];
  const { change, ratio } = compareValues(now, earlier, kpi.unit);
  return { period, value: before, change: toQuantity(change), ratio: toQuantity(ratio) };
}
