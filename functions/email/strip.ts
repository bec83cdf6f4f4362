// Twelve bars of history, scaled to the KPI's own range, and the same in words. A missing period is a hairline and is
// never drawn as a low value.
import { Fraction } from '../exact.ts';
import { periodName, twelvePeriods } from './dates.ts';
import type { Edition } from './edition.ts';
import { fill } from './words.ts';

const ZERO = new Fraction(0);
const LEAST_PIXELS = 3;
const MOST_PIXELS = 24;

export type Bar = { pixels: number; kind: 'gap' | 'past' | 'last' | 'open' };
export type Strip = { alt: string; bars: Bar[] };
export type Point = { period: string; value: Fraction | null; provisional: boolean };

/** `points` in any order; those outside the twelve periods are left out. */
export function drawStrip(
  edition: Edition,
  points: readonly Point[],
  print: (value: Fraction) => string,
  mostPixels = MOST_PIXELS,
): Strip {
  const known = new Map(points.map((point) => [point.period, point]));
  const shown = twelvePeriods(edition.snapshot.period.id).map(
    (period): Point => known.get(period) ?? { period, value: null, provisional: false },
  );
  const measured = shown.filter((point): point is Point & { value: Fraction } => point.value !== null);
  const sorted = measured.map(({ value }) => value).sort((a, b) => a.compare(b));
  const low = sorted[0];
  const high = sorted.at(-1);
  const range = low && high ? high.sub(low) : ZERO;
  const bars = shown.map(({ value, provisional }, index): Bar => {
    if (value === null || !low) return { pixels: 1, kind: 'gap' };
    const pixels = barPixels(value.sub(low), range, mostPixels);
    if (provisional) return { pixels: pixels - 2, kind: 'open' };
    return { pixels, kind: index === shown.length - 1 ? 'last' : 'past' };
  });
  return { alt: describe(edition, measured, low, high, print), bars };
}

/** `above`: how far the value lies above the lowest; the share of the range that it is, of the room that there is. */
function barPixels(above: Fraction, range: Fraction, mostPixels: number): number {
  const room = mostPixels - LEAST_PIXELS;
  if (range.n === 0n) return LEAST_PIXELS + Math.floor(room / 2);
  return LEAST_PIXELS + Number((above.n * range.d * BigInt(room)) / (above.d * range.n));
}

function describe(
  { locale }: Edition,
  measured: readonly (Point & { value: Fraction })[],
  low: Fraction | undefined,
  high: Fraction | undefined,
  print: (value: Fraction) => string,
): string {
  const [first] = measured;
  const last = measured.at(-1);
  if (!first || !last || !low || !high) return locale.mail.strip.none;
  const name = (period: string) => periodName(period, 'short', locale);
  if (first === last) return fill(locale.mail.strip.one, { period: name(first.period), value: print(first.value) });
  return fill(locale.mail.strip.range, {
    first: name(first.period),
    from: print(first.value),
    last: name(last.period),
    to: print(last.value),
    low: print(low),
    high: print(high),
  });
}
