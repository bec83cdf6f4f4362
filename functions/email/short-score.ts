// A score as panel, headline and subject print it: one decimal, unless that would tell another grade or another sign than
// the two decimals of the tables.
import type { Locale } from '../definitions/locale.ts';
import { type Fraction, parseDecimal, roundHalfUp } from '../exact.ts';
import type { SnapshotScorecard } from '../snapshot/shape.ts';
import { formatScore, formatSigned } from './numbers.ts';

const SHORT = 1;
const LONG = 2;

type Graded = Pick<SnapshotScorecard, 'grade' | 'bands'>;

/** `card` is the one with this score; without its scale nobody can say that a shorter number keeps its grade. */
export function printScore(score: Fraction, card: Graded, locale: Locale): string {
  return formatScore(score, locale, gradeAt(roundHalfUp(score, SHORT), card) === card.grade ? SHORT : LONG);
}

/** A score beside which no grade stands. */
export function printPlainScore(score: Fraction, locale: Locale): string {
  return formatScore(score, locale, SHORT);
}

/** Points without a sign, for a sentence or a mark that tells the direction. */
export function printPoints(change: Fraction, locale: Locale): string {
  return formatScore(change.abs(), locale, decimalsOf(change));
}

/** Signed points; none are `±0.0`. */
export function printSignedPoints(change: Fraction, locale: Locale): string {
  return formatSigned(change, decimalsOf(change), '{n}', locale);
}

function decimalsOf(change: Fraction): number {
  const vanishes = change.compare(0) !== 0 && roundHalfUp(change, SHORT).compare(0) === 0;
  return vanishes ? LONG : SHORT;
}

function gradeAt(score: Fraction, { bands = [] }: Graded): string | undefined {
  return bands.find(({ from }) => score.compare(parseDecimal(from)) >= 0)?.grade;
}
