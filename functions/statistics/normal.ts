// The normal distribution in double precision, for intervals and tests of significance only: no score, amount or total
// passes here.

const SQRT_PI = 1.772453850905516;
const SERIES_BELOW = 2;
const TINY = 1e-300;
const EPSILON = 1e-16;

/** Complementary error function; relative error below 1e-12 also far out in the tail. */
export function erfc(x: number): number {
  if (x < 0) return 2 - erfc(-x);
  return x < SERIES_BELOW ? 1 - erfSeries(x) : erfcFraction(x);
}

/** The z below which a share of the standard normal distribution lies; `share` between 0 and 1, both excluded. */
export function normalQuantile(share: number): number {
  if (!(share > 0 && share < 1)) throw new RangeError(`no normal quantile of ${share}`);
  let [low, high] = [-40, 40];
  // Bisection until the doubles meet: slow and certain, asked for once a level.
  for (;;) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) return middle;
    if (erfc(-middle / Math.SQRT2) / 2 < share) low = middle;
    else high = middle;
  }
}

/** z of a two-sided level: 1.96 for 0.95. */
export function twoSidedZ(level: number): number {
  return normalQuantile((1 + level) / 2);
}

/** erf(x) = 2/√π · e^(−x²) · Σ 2ⁿ x^(2n+1) / (2n+1)!! — all terms positive, so nothing cancels. */
function erfSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; term > sum * EPSILON; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / SQRT_PI) * Math.exp(-x * x) * sum;
}

/** erfc(x) = e^(−x²)/√π · 1/(x + ½/(x + 1/(x + 1½/(x + …)))), by Lentz's method. */
function erfcFraction(x: number): number {
  let value = x;
  let c = x;
  let d = 0;
  for (let n = 1; n < 500; n++) {
    d = 1 / (x + (n / 2) * d || TINY);
    c = x + n / 2 / c || TINY;
    const factor = c * d;
    value *= factor;
    if (Math.abs(factor - 1) < EPSILON * 10) break;
  }
  return Math.exp(-x * x) / SQRT_PI / value;
}
