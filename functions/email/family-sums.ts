// Points, weight and sub-score of each family of the card, as printed. Points are sums of printed points and weights
// share out the printed total, so that a reader who adds them gets the printed score.
import { Fraction, parseDecimal, roundToTotal } from '../exact.ts';
import type { SnapshotLine } from '../snapshot/shape.ts';
import { type Edition, familiesOf } from './edition.ts';
import { formatScore, formatShare, parseQuantity, sumOf } from './numbers.ts';

export type FamilySum = {
  id: string;
  lines: number;
  scored: number;
  /** Null where none of its KPIs is scored. */
  points: string | null;
  weight: string;
  weightShare: string;
  subScore: string;
};

export function sumFamilies(edition: Edition): FamilySum[] {
  const { locale } = edition;
  const families = familiesOf(edition).map(({ id, lines }) => {
    const scored = lines.filter((line) => line.points !== null);
    const points = sumOf(scored.map((line) => parseQuantity(line.points)));
    const weight = sumOf(scored.map((line) => parseQuantity(line.effectiveWeight))).mul(100);
    return { id, lines, scored: scored.length, points, weight };
  });
  const total = sumOf(families.map(({ weight }) => weight));
  const decimals = families.every(({ weight }) => isWhole(weight)) ? 0 : 2;
  const whole = new Fraction(total.compare(0) === 0 ? 0 : 100);
  const weights = roundToTotal(
    families.map(({ id, weight }) => ({ id, value: weight })),
    whole,
    decimals,
  );
  assertPointsAdd(edition);
  return families.map(({ id, lines, scored, points, weight }, index): FamilySum => {
    const printed = (weights[index] as Fraction).div(100);
    const share = formatShare(printed, decimals, locale);
    return {
      id,
      lines: lines.length,
      scored,
      points: scored === 0 ? null : formatScore(points, locale),
      weight: share.replace('%', ''),
      weightShare: share,
      subScore: weight.compare(0) === 0 ? '–' : formatScore(points.div(weight).mul(100), locale),
    };
  });
}

/** Twelve decimals of thirds add to 99.999…: a weight that differs by less than that is whole. */
function isWhole(weight: Fraction): boolean {
  const rest = weight.sub(weight.round());
  return rest.abs().compare(new Fraction(1, 1_000_000)) < 0;
}

/** A mail whose points do not add to its score is not sent. */
function assertPointsAdd({ card, snapshot }: Edition): void {
  if (card.score === null) return;
  const points = sumOf(card.lines.map((line: SnapshotLine) => parseQuantity(line.points)));
  if (points.compare(parseDecimal(card.score)) === 0) return;
  throw new Error(`points of ${card.id} ${snapshot.period.id} add to ${points.toString()}, its score is ${card.score}`);
}
