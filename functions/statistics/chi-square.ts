// Were units split as planned? The chi-square test of two counts against their planned shares, one degree of freedom.
import { erfc } from './normal.ts';

export type Split = { units: number; share: number };

/** p of the observed split; shares above 0 and units not all 0. Only the ratio of the shares matters. */
export function testSplit(a: Split, b: Split): number {
  const units = a.units + b.units;
  const expected = (units * a.share) / (a.share + b.share);
  const deviation = a.units - expected;
  const statistic = deviation ** 2 / expected + deviation ** 2 / (units - expected);
  return erfc(Math.sqrt(statistic / 2));
}
