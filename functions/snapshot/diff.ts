// Two revisions of one period side by side: what moved, by how much, and why. Exact, from the snapshots alone, so that a
// page, a command and a mail say the same.
import { Fraction } from '../exact.ts';
import { compareValues } from '../kpis/compare.ts';
import { moveOf, reasonsOf } from './diff-reasons.ts';
import type { KpiMove, MemberMove, Scored, ScoreMove, Side, SnapshotDiff, TableMove } from './diff-shape.ts';
import { fromQuantity, toQuantity } from './quantities.ts';
import { CHANGE_REASONS, type ChangeReason } from './revision-shape.ts';
import type { Snapshot, SnapshotKpi, SnapshotLine, SnapshotScorecard } from './shape.ts';

/** `before` and `after` are of one report and period. */
export function diffSnapshots(before: Snapshot, after: Snapshot): SnapshotDiff {
  const kpis = idsOf(before.kpis, after.kpis).flatMap((id) => kpiMove(id, before, after));
  return {
    definitions: before.definitionsHash !== after.definitionsHash,
    scores: scoreMoves(before, after, kpis),
    kpis,
    tables: tableMoves(before, after),
  };
}

function idsOf(before: readonly { id: string }[], after: readonly { id: string }[]): string[] {
  return [...new Set([...after, ...before].map(({ id }) => id))];
}

function kpiMove(id: string, before: Snapshot, after: Snapshot): KpiMove[] {
  const [was, is] = [before, after].map(({ kpis }) => kpis.find((kpi) => kpi.id === id));
  const members = memberMoves(was, is);
  if (sideText(was) === sideText(is) && members.length === 0) return [];
  const [now, then] = [fromQuantity(is?.value ?? null), fromQuantity(was?.value ?? null)];
  const { change, ratio } = compareValues(now, then, (is ?? was)?.unit ?? 'count');
  const reasons =
    was && is ? reasonsOf({ kpi: was, of: before }, { kpi: is, of: after }, members.length > 0) : [only('definition')];
  return [
    {
      kpi: id,
      was: sideOf(was),
      is: sideOf(is),
      change: toQuantity(change),
      ratio: toQuantity(ratio),
      points: pointsMove(id, before, after),
      sums: sumMoves(was, is),
      members,
      // Its status may follow a card's scale, and members their own rows.
      reasons: reasons.length > 0 ? reasons : [only(was?.value === is?.value ? 'scoring' : 'untold')],
    },
  ];
}

function pointsMove(id: string, before: Snapshot, after: Snapshot): string | null {
  const [was, is] = [before, after].map(({ scorecards }) =>
    fromQuantity(scorecards[0]?.lines.find(({ kpi }) => kpi === id)?.points ?? null),
  );
  return was && is ? toQuantity(is.sub(was)) : null;
}

function only(why: ChangeReason['why']): ChangeReason {
  return { why, table: null, rows: null };
}

function sideOf(kpi: SnapshotKpi | undefined): Side | null {
  if (!kpi) return null;
  const { value, status, notes, target } = kpi;
  return { value, status, notes, target };
}

function sideText(kpi: SnapshotKpi | undefined): string {
  if (!kpi) return '';
  const { value, status, notes, target } = kpi;
  return JSON.stringify([value, status, notes, target?.value, target?.bandLow, target?.bandHigh]);
}

function sumMoves(was: SnapshotKpi | undefined, is: SnapshotKpi | undefined): KpiMove['sums'] {
  const nameOf = (sum: { measure: string; period: string }) => `${sum.measure} ${sum.period}`;
  const then = new Map((was?.lineage?.sums ?? []).map((sum) => [nameOf(sum), sum]));
  const now = new Map((is?.lineage?.sums ?? []).map((sum) => [nameOf(sum), sum]));
  return [...new Set([...then.keys(), ...now.keys()])].flatMap((name) => {
    const [one, other] = [then.get(name), now.get(name)];
    const { measure, period } = (other ?? one) as { measure: string; period: string };
    const moved = { measure, period, was: one?.value ?? null, is: other?.value ?? null };
    return moved.was === moved.is ? [] : [moved];
  });
}

function memberMoves(was: SnapshotKpi | undefined, is: SnapshotKpi | undefined): MemberMove[] {
  const dimensions = new Set([...Object.keys(was?.members ?? {}), ...Object.keys(is?.members ?? {})]);
  return [...dimensions].flatMap((dimension) => {
    const then = new Map((was?.members[dimension] ?? []).map(({ member, value }) => [member, value]));
    const now = new Map((is?.members[dimension] ?? []).map(({ member, value }) => [member, value]));
    return [...new Set([...now.keys(), ...then.keys()])].flatMap((member): MemberMove[] => {
      const [one, other] = [then.get(member) ?? null, now.get(member) ?? null];
      return one === other ? [] : [{ dimension, member, was: one, is: other }];
    });
  });
}

function scoreMoves(before: Snapshot, after: Snapshot, kpis: readonly KpiMove[]): ScoreMove[] {
  const nameOf = ({ id, subject }: SnapshotScorecard) => `${id} ${subject.id}`;
  const then = new Map(before.scorecards.map((card) => [nameOf(card), card]));
  const now = new Map(after.scorecards.map((card) => [nameOf(card), card]));
  return [...new Set([...now.keys(), ...then.keys()])].flatMap((name): ScoreMove[] => {
    const [was, is] = [then.get(name), now.get(name)];
    if (was?.score === is?.score && was?.grade === is?.grade) return [];
    const { id, title, subject } = (is ?? was) as SnapshotScorecard;
    const [one, other] = [fromQuantity(was?.score ?? null), fromQuantity(is?.score ?? null)];
    return [
      {
        scorecard: id,
        title,
        subject,
        was: scoredOf(was),
        is: scoredOf(is),
        change: toQuantity(one && (other?.sub(one) ?? null)),
        reasons: scoreReasons(was, is, kpis),
      },
    ];
  });
}

function scoredOf(card: SnapshotScorecard | undefined): Scored | null {
  return card ? { score: card.score, grade: card.grade } : null;
}

/** Those of its KPIs, and other weights or scales. */
function scoreReasons(
  was: SnapshotScorecard | undefined,
  is: SnapshotScorecard | undefined,
  kpis: readonly KpiMove[],
): ChangeReason[] {
  const lines = new Set([...(was?.lines ?? []), ...(is?.lines ?? [])].map(({ kpi }) => kpi));
  const all = kpis.filter(({ kpi }) => lines.has(kpi)).flatMap(({ reasons }) => reasons);
  if (weightsText(was) !== weightsText(is)) all.push(only('scoring'));
  const named = new Map(all.map((reason) => [`${reason.why} ${reason.table ?? ''}`, reason]));
  return [...named.values()].sort((a, b) => CHANGE_REASONS.indexOf(a.why) - CHANGE_REASONS.indexOf(b.why));
}

function weightsText(card: SnapshotScorecard | undefined): string {
  return JSON.stringify((card?.lines ?? []).map(({ kpi, weight }: SnapshotLine) => [kpi, weight]));
}

function tableMoves(before: Snapshot, after: Snapshot): TableMove[] {
  const tables = new Set([...before.sources, ...after.sources].map(({ table }) => table));
  return [...tables].sort().flatMap((table): TableMove[] => {
    const { late, corrected, removed } = moveOf(table, before, after);
    if ([late, corrected, removed].every((rows) => rows.compare(new Fraction(0)) === 0)) return [];
    const [was, is] = [before, after].map(({ sources }) => sources.find((one) => one.table === table)?.rows ?? null);
    const [text, other, gone] = [late, corrected, removed].map((rows) => rows.toFraction());
    return [
      { table, was: was ?? null, is: is ?? null, late: text ?? '0', corrected: other ?? '0', removed: gone ?? '0' },
    ];
  });
}
