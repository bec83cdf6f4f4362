// Is a change more than the usual noise? The verdict of the chart in words, with the range that it was held against.
// Only what the snapshot says: without a verdict there are no words, and noise is never told as news.
import type { Fraction } from '../exact.ts';
import type { Signal } from '../snapshot/analysis-shape.ts';
import type { SnapshotKpi } from '../snapshot/shape.ts';
import type { Edition } from './edition.ts';
import { formatSigned, formatValue, parseQuantity } from './numbers.ts';
import { fill } from './words.ts';

const MOST_EXTRA = 3;

export function isNoise(kpi: SnapshotKpi): boolean {
  return kpi.signal?.verdict === 'noise';
}

/** `outside its usual range 88.5–112.7`, to follow a figure; null without a verdict. */
export function describeSignal(edition: Edition, kpi: SnapshotKpi): string | null {
  const { signal } = kpi;
  if (!signal) return null;
  const words = edition.locale.mail.signal;
  if (signal.verdict === 'short_history') return words.short;
  if (signal.rule === 'changed') return words.changed;
  const mean = parseQuantity(signal.mean);
  const current = parseQuantity(signal.current);
  if (signal.rule === 'run' && mean !== null && current !== null) {
    const pattern = current.compare(mean) > 0 ? words.run_above : words.run_below;
    return fill(pattern, { mean: byDay(edition, signal, printCharted(edition, kpi, signal, mean, 0)) });
  }
  const range = printRange(edition, kpi, signal);
  if (range === null) return null;
  return fill(signal.verdict === 'signal' ? words.outside : words.inside, { range });
}

/** With digits until the limits differ from the value that lies outside of them. */
function printRange(edition: Edition, kpi: SnapshotKpi, signal: Signal): string | null {
  const [low, high, current] = [signal.lower, signal.upper, signal.current].map(parseQuantity);
  if (!low || !high) return null;
  const print = (value: Fraction, extra: number) => printCharted(edition, kpi, signal, value, extra);
  let extra = 0;
  while (current && extra < MOST_EXTRA && [low, high].some((limit) => isBlurred(limit, current, extra))) extra++;
  const pattern = edition.locale.mail.signal[signal.charted === 'year_change' ? 'range_of_change' : 'range'];
  return byDay(edition, signal, fill(pattern, { low: print(low, extra), high: print(high, extra) }));

  function isBlurred(limit: Fraction, value: Fraction, digits: number): boolean {
    return limit.compare(value) !== 0 && print(limit, digits) === print(value, digits);
  }
}

/** In the unit of the chart: that of the value, or of its change against a year ago. */
export function printCharted(
  edition: Edition,
  kpi: SnapshotKpi,
  { charted }: Pick<Signal, 'charted'>,
  value: Fraction,
  extra: number,
): string {
  if (charted === 'year_change') return printYearChange(edition, kpi, value, extra);
  return formatValue(value, kpi, edition, extra);
}

function byDay({ locale }: Edition, { charted }: Signal, text: string): string {
  return charted === 'per_day' ? fill(locale.mail.signal.per_day, { value: text }) : text;
}

/** A ratio for what is counted or paid, else the difference in the KPI's own unit. */
function printYearChange({ locale }: Edition, { unit, decimals }: SnapshotKpi, value: Fraction, extra: number): string {
  const { units, pp } = locale.numbers;
  if (unit === 'points' || unit === 'score5') return formatSigned(value, decimals + extra, units.points, locale);
  const [digits, pattern] = unit === 'percent' ? [2, pp] : [1, units.percent];
  return formatSigned(value.mul(100), digits + extra, pattern, locale);
}
