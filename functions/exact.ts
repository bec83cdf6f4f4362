// Exact numbers between SQL and the reader: rationals in, decimal text out, rounded once and half away from zero.
// No float passes here, so a cent can neither appear nor vanish.
import Fraction from 'fraction.js';

export { default as Fraction } from 'fraction.js';

/** Digits after the point of a value that does not end, in JSON. */
const JSON_DECIMALS = 12;
const DECIMAL = /^-?\d+(\.\d+)?$/;

/** Reads a plain decimal (`-12.50`). Anything else (exponent, blank, NaN) is a bug or bad data and throws. */
export function parseDecimal(text: string): Fraction {
  if (!DECIMAL.test(text)) throw new RangeError(`not a decimal number: ${JSON.stringify(text)}`);
  const point = text.indexOf('.');
  if (point === -1) return new Fraction(BigInt(text), 1n);
  return new Fraction(BigInt(text.slice(0, point) + text.slice(point + 1)), 10n ** BigInt(text.length - point - 1));
}

/** Nearest multiple of 10^-decimals, halves away from zero (docs/arithmetic.md), as an exact rational. */
export function roundHalfUp(value: Fraction, decimals: number): Fraction {
  const magnitude = unitsHalfUp(value, decimals);
  return new Fraction(value.s < 0n ? -magnitude : magnitude, 10n ** BigInt(decimals));
}

/** Whether it prints as zero with this many decimals. */
export function roundsToZero(value: Fraction, decimals: number): boolean {
  return unitsHalfUp(value, decimals) === 0n;
}

/** Its size as a count of 10^-decimals, rounded half-up. */
function unitsHalfUp({ n, d }: Fraction, decimals: number): bigint {
  return (n * 10n ** BigInt(decimals) * 2n + d) / (d * 2n);
}

/** Rounded half-up to exactly `decimals` digits, `-0` printed as `0`. */
export function formatFixed(value: Fraction, decimals: number): string {
  const units = unitsHalfUp(value, decimals);
  const digits = units.toString().padStart(decimals + 1, '0');
  const sign = value.s < 0n && units !== 0n ? '-' : '';
  return decimals === 0 ? sign + digits : `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** The decimal string of JSON: exact where it ends, else 12 decimals (its numerator and denominator stand beside it). */
export function formatDecimal(value: Fraction): string {
  const places = endingPlaces(value.d);
  return places === null ? formatFixed(value, JSON_DECIMALS) : formatFixed(value, places);
}

/** Digits after the point that the fraction 1/d needs in base ten, or null where it does not end. */
function endingPlaces(denominator: bigint): number | null {
  let rest = denominator;
  let twos = 0;
  let fives = 0;
  for (; rest % 2n === 0n; rest /= 2n) twos++;
  for (; rest % 5n === 0n; rest /= 5n) fives++;
  return rest === 1n ? Math.max(twos, fives) : null;
}

/** Adds by halves: denominators grow with the terms, and a sum carried along would bring the largest to every addition. */
export function sumExactly(values: Fraction[]): Fraction {
  if (values.length <= 1) return values[0] ?? new Fraction(0);
  const half = values.length >> 1;
  return sumExactly(values.slice(0, half)).add(sumExactly(values.slice(half)));
}

/**
 * Rounds parts so that the printed parts add to the printed total (largest remainder). `total` is already a
 * multiple of 10^-decimals. Ties go to the larger magnitude, then to the smaller id.
 */
export function roundToTotal(parts: { id: string; value: Fraction }[], total: Fraction, decimals: number): Fraction[] {
  const unit = new Fraction(1n, 10n ** BigInt(decimals));
  const floors = parts.map(({ value }) => value.div(unit).floor());
  const missing = Number(
    total
      .div(unit)
      .sub(floors.reduce((sum, floor) => sum.add(floor), new Fraction(0)))
      .valueOf(),
  );
  const order = parts
    .map((part, index) => ({ ...part, index, rest: part.value.div(unit).sub(floors[index] as Fraction) }))
    .sort((a, b) => b.rest.compare(a.rest) || b.value.abs().compare(a.value.abs()) || (a.id < b.id ? -1 : 1));
  const rounded = floors.map((floor) => floor.mul(unit));
  const within = Math.max(0, Math.min(missing, parts.length));
  for (const { index } of order.slice(0, within)) rounded[index] = (rounded[index] as Fraction).add(unit);
  const excess = missing - within;
  if (excess !== 0 && parts.length > 0) {
    const largest = [...order].sort((a, b) => b.value.abs().compare(a.value.abs()) || (a.id < b.id ? -1 : 1))[0];
    if (largest) rounded[largest.index] = (rounded[largest.index] as Fraction).add(unit.mul(excess));
  }
  return rounded;
}
