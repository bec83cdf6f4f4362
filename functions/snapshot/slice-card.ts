// What a slice shows as its scorecard where no card is about it: the figures alone, without weights and without a total.
// And, where there is a card, which of its lines cost the most.
import { Fraction } from '../exact.ts';
import { fromQuantity, toQuantity } from './quantities.ts';
import { NOTES, type Snapshot, type SnapshotKpi, type SnapshotLine, type SnapshotScorecard } from './shape.ts';

const MOST_EXCEPTIONS = 3;

/** The KPIs of the shop's own card first, then all others of which something is known. */
export function sliceCard(
  whole: Snapshot,
  kpis: readonly SnapshotKpi[],
  { dimension, member }: { dimension: string; member: string },
): SnapshotScorecard {
  const onTop = whole.scorecards[0]?.lines.map(({ kpi }) => kpi) ?? [];
  const known = kpis.filter(({ value }) => value !== null).map(({ id }) => id);
  const order = [...onTop.filter((id) => known.includes(id)), ...known.filter((id) => !onTop.includes(id))];
  const bands = whole.scorecards[0]?.bands;
  return {
    id: dimension,
    title: {},
    subject: { kind: dimension, id: member, name: member },
    score: null,
    grade: null,
    coverage: '0',
    previous: null,
    yearAgo: null,
    change: null,
    trend: [],
    reason: 'no_card',
    ...(bands ? { bands } : {}),
    lines: order.map((id) => lineOf(kpis.find((kpi) => kpi.id === id) as SnapshotKpi)),
  };
}

function lineOf({ id, value, notes }: SnapshotKpi): SnapshotLine {
  return {
    kpi: id,
    weight: '0',
    effectiveWeight: null,
    value,
    target: null,
    score: null,
    previousScore: null,
    points: null,
    status: 'grey',
    notes: NOTES.filter((note) => note === 'no_target' || notes.includes(note)),
  };
}

/** As of the shop's card, without a cause: what a slice is made of is not known. */
export function sliceExceptions(card: SnapshotScorecard, scoreAtTarget: string): Snapshot['exceptions'] {
  return card.lines
    .flatMap(({ kpi, status, ...line }) => {
      const [value, target] = [fromQuantity(line.value), fromQuantity(line.target?.value ?? null)];
      const [score, weight] = [fromQuantity(line.score), fromQuantity(line.effectiveWeight)];
      if (status !== 'red' || value === null || target === null || score === null || weight === null) return [];
      return [{ kpi, gap: value.sub(target), lost: new Fraction(scoreAtTarget).sub(score).mul(weight) }];
    })
    .sort((a, b) => b.lost.compare(a.lost) || (a.kpi < b.kpi ? -1 : 1))
    .slice(0, MOST_EXCEPTIONS)
    .map(({ kpi, gap, lost }) => ({
      scorecard: card.id,
      kpi,
      gap: toQuantity(gap) as string,
      lostPoints: toQuantity(lost) as string,
      cause: null,
    }));
}
