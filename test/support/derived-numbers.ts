// What the executives' mail works out from a snapshot (docs/arithmetic.md): sums of families, gaps, a member's part of a
// gap, sums behind a value, and how many there are of something. Anything else that it prints stands in the snapshot.
import { Fraction } from '../../functions/exact.ts';
import type { Person } from '../../functions/snapshot/person-shape.ts';
import type { Snapshot, SnapshotKpi, SnapshotLine, SnapshotScorecard } from '../../functions/snapshot/shape.ts';

const number = (text: string | null | undefined) => (text === null || text === undefined ? null : new Fraction(text));
const present = (values: (Fraction | null)[]) => values.filter((value) => value !== null);
const sum = (values: (Fraction | null)[]) => present(values).reduce((left, one) => left.add(one), new Fraction(0));

export function derivedNumbers(snapshot: Snapshot): Fraction[] {
  return [
    ...snapshot.scorecards.flatMap((card) => [
      ...changesOf(card),
      ...familiesOf(card, snapshot.kpis).flatMap(numbersOfLines),
      ...numbersOfLines(card.lines),
      ...card.lines.flatMap((line) => gapsOf(line, snapshot.kpis)),
    ]),
    ...snapshot.kpis.flatMap(sumsOf),
    ...countsOfDoubts(snapshot),
    new Fraction(snapshot.revision - 1),
  ];
}

function changesOf({ score, previous, yearAgo }: SnapshotScorecard): Fraction[] {
  const now = number(score);
  return [previous, yearAgo].flatMap((base) => {
    const before = number(base?.score);
    return now === null || before === null ? [] : [now.sub(before)];
  });
}

function familiesOf({ lines }: SnapshotScorecard, kpis: SnapshotKpi[]): SnapshotLine[][] {
  return [...Map.groupBy(lines, ({ kpi }) => kpis.find(({ id }) => id === kpi)?.family).values()];
}

/**
 * Points, weight and sub-score (points ÷ weight) of a family, and how many of its KPIs are scored. Printed weights add to
 * 100, so one may be rounded either way.
 */
function numbersOfLines(lines: SnapshotLine[]): Fraction[] {
  const points = sum(lines.map((line) => number(line.points)));
  const weight = sum(lines.map((line) => number(line.effectiveWeight)));
  return [
    points,
    ...[weight, weight.floor(4), weight.ceil(4)].flatMap((share) => [share, share.mul(100)]),
    ...(weight.n === 0n ? [] : [points.div(weight)]),
    new Fraction(lines.length),
    new Fraction(lines.filter((line) => line.points !== null).length),
  ];
}

/**
 * value − target of the whole and of each member, and a member's part of the gap of the whole; in percentage points the
 * part may be rounded either way, since printed parts add to the printed gap.
 */
function gapsOf({ kpi: id, value, target }: SnapshotLine, kpis: SnapshotKpi[]): Fraction[] {
  const limit = number(target?.value);
  const kpi = kpis.find((one) => one.id === id);
  if (limit === null || kpi === undefined) return [];
  const whole = number(kpi.denominator);
  return present([
    number(value)?.sub(limit) ?? null,
    ratioOf(kpi)?.sub(limit) ?? null,
    ...Object.values(kpi.members).flatMap((members) =>
      members.flatMap((member) => {
        const [own, above, below] = [member.value, member.numerator, member.denominator].map(number);
        const part = above && below && whole && whole.n !== 0n ? above.sub(limit.mul(below)).div(whole) : null;
        return [own?.sub(limit) ?? null, part, part?.floor(4) ?? null, part?.ceil(4) ?? null];
      }),
    ),
  ]);
}

function ratioOf({ numerator, denominator }: SnapshotKpi): Fraction | null {
  const [above, below] = [number(numerator), number(denominator)];
  return above === null || below === null || below.n === 0n ? null : above.div(below);
}

/** Sums in the KPI's own unit, and those of all members of a dimension together. */
function sumsOf({ numerator, denominator, factor, members }: SnapshotKpi): Fraction[] {
  const times = factor === null ? new Fraction(1) : new Fraction(factor);
  const scaled = [
    numerator,
    denominator,
    ...Object.values(members).flatMap((list) => list.map((one) => one.numerator)),
  ];
  return [
    ...present(scaled.map(number)).map((one) => one.mul(times)),
    ...Object.values(members).flatMap((list) =>
      (['numerator', 'denominator', 'sample'] as const).map((key) => sum(list.map((member) => number(member[key])))),
    ),
  ];
}

/** Some names and items are listed, then it is said how many more there are. */
const LISTED = { names: [3, 6], items: 4 };

/** How many findings of a kind there are beyond those listed, and how many KPIs beyond those that are named beside one. */
function countsOfDoubts({ kpis, checks }: Snapshot): Fraction[] {
  const kinds = [
    checks.filter(({ outcome }) => outcome === 'accepted').map((check) => JSON.stringify(check)),
    ...(['provisional', 'excluded', 'accepted', 'blockedBy'] as const).map((kind) =>
      kpis.flatMap((kpi) => (kpi[kind] ?? []).map((check) => JSON.stringify(check))),
    ),
  ];
  return kinds.flatMap((of) => {
    const groups = Map.groupBy(of, (check) => check);
    const beyond = [...groups.values()].flatMap((same) => LISTED.names.map((most) => same.length - most));
    return [groups.size, groups.size - LISTED.items, ...beyond].filter((n) => n > 0).map((n) => new Fraction(n));
  });
}

/** The sum above the line in the KPI's own unit (minutes, not the seconds that were added up), and the revision replaced. */
export function derivedOfPerson({ kpis, cards, revision }: Person): Fraction[] {
  const factors = new Map(kpis.map(({ id, factor }) => [id, new Fraction(factor ?? 1)]));
  const sums = cards.flatMap(({ lines }) =>
    lines.map(({ kpi, numerator }) => number(numerator)?.mul(factors.get(kpi) ?? 1)),
  );
  return [...present(sums.map((one) => one ?? null)), new Fraction(revision - 1)];
}
