// A KPI over its periods: its value with the target of each, and the chart against which its signal was judged. One
// drawing where the two have the same unit, else two.
import { periodBefore, periodName } from '../../email/dates.ts';
import { type Edition, kpiName, targetOf } from '../../email/edition.ts';
import { formatAgainstTarget, formatValue, parseQuantity } from '../../email/numbers.ts';
import { describeSignal, printCharted } from '../../email/signal-words.ts';
import { drawStrip } from '../../email/strip.ts';
import { beginSentence, fill } from '../../email/words.ts';
import type { Fraction } from '../../exact.ts';
import type { Signal } from '../../snapshot/analysis-shape.ts';
import type { SnapshotKpi, SnapshotTarget } from '../../snapshot/shape.ts';
import { type Limits, type LinePoint, lineChart } from '../charts/line-chart.ts';
import type { Markup } from '../markup.ts';
import { figurePart, type Key } from './figure.ts';

type Known = { value: Fraction | null; provisional: boolean };

export function historyFigures(edition: Edition, kpi: SnapshotKpi): Markup[] {
  const isSame = kpi.signal?.charted === 'value';
  const value = valueFigure(edition, kpi, isSame ? (kpi.signal ?? null) : null);
  const charted = kpi.signal && !isSame ? chartedFigure(edition, kpi, kpi.signal) : null;
  return [value, charted].filter((figure) => figure !== null);
}

function valueFigure(edition: Edition, kpi: SnapshotKpi, signal: Signal | null): Markup | null {
  const { locale, snapshot } = edition;
  const current = snapshot.period.id;
  const known = new Map<string, Known>(
    (signal?.history ?? []).map(({ period, value }) => [period, { value: parseQuantity(value), provisional: false }]),
  );
  for (const { period, value, provisional } of kpi.trend) {
    known.set(period, { value: parseQuantity(value), provisional });
  }
  known.set(current, { value: parseQuantity(kpi.value), provisional: kpi.notes.includes('provisional') });
  const targets = targetsOf(edition, kpi);
  const limits = limitsOf(signal);
  const points = periodsOf([...known.keys()], current).map((period): LinePoint & { period: string } => {
    const { value, provisional } = known.get(period) ?? { value: null, provisional: false };
    return {
      period,
      label: periodName(period, 'short', locale),
      value,
      isOpen: provisional,
      isSignal: period === current ? isSignal(signal) : !provisional && isBeyond(value, limits),
      target: targets.get(period) ?? null,
    };
  });
  const print = (value: Fraction, extra = 0) => formatValue(value, kpi, edition, extra);
  const targetText = printTarget(edition, kpi);
  return drawHistory(edition, kpi, {
    title: locale.charts.history,
    suffix: 'v',
    points,
    limits,
    print,
    targetText: points.some(({ target }) => target !== null) ? targetText : null,
    signal,
  });
}

/** What adds up, by day; what has seasons, by its change over a year. Only snapshots that kept the points can draw it. */
function chartedFigure(edition: Edition, kpi: SnapshotKpi, signal: Signal): Markup | null {
  const { locale, snapshot } = edition;
  if (signal.history === undefined) return null;
  const current = snapshot.period.id;
  const known = new Map(signal.history.map(({ period, value }) => [period, parseQuantity(value)]));
  known.set(current, parseQuantity(signal.current));
  const limits = limitsOf(signal);
  const points = periodsOf([...known.keys()], current).map((period): LinePoint & { period: string } => {
    const value = known.get(period) ?? null;
    return {
      period,
      label: periodName(period, 'short', locale),
      value,
      isOpen: false,
      isSignal: period === current ? isSignal(signal) : isBeyond(value, limits),
      target: null,
    };
  });
  return drawHistory(edition, kpi, {
    title: signal.charted === 'per_day' ? locale.charts.per_day : locale.charts.year_change,
    suffix: 'x',
    points,
    limits,
    print: (value, extra = 0) => printCharted(edition, kpi, signal, value, extra),
    targetText: null,
    signal,
  });
}

type History = {
  title: string;
  suffix: string;
  points: readonly (LinePoint & { period: string })[];
  limits: Limits | null;
  print(value: Fraction, extra?: number): string;
  targetText: string | null;
  signal: Signal | null;
};

function drawHistory(edition: Edition, kpi: SnapshotKpi, history: History): Markup | null {
  const { locale } = edition;
  const { title, suffix, points, limits, print, targetText, signal } = history;
  const said = signal === null ? null : describeSignal(edition, kpi);
  const told = points.map(({ period, value, isOpen }) => ({ period, value, provisional: isOpen }));
  const description = [
    drawStrip(edition, told, print).alt,
    ...(targetText ? [targetText] : []),
    ...(said ? [said] : []),
  ];
  const drawing = lineChart({
    id: `${kpi.id}-${suffix}`,
    title: fill(locale.charts.pair, { name: kpiName(edition, kpi), value: title }),
    description: description.map(beginSentence).join(locale.list.groups),
    points,
    limits,
    print,
  });
  if (drawing === null) return null;
  const hasTarget = targetText !== null;
  return figurePart(
    {
      title,
      drawing,
      keys: keysOf(edition, { points, limits, print, targetText }),
      notes: said === null ? [] : [beginSentence(said)],
      table: {
        columns: [locale.charts.period, locale.charts.value, ...(hasTarget ? [locale.charts.target_column] : [])],
        rows: points.map(({ label, value, target, isOpen }) => [
          label,
          value === null ? locale.not_available : print(value) + (isOpen ? ' †' : ''),
          ...(hasTarget ? [target === null ? '–' : printEnds(target, print)] : []),
        ]),
      },
    },
    locale,
  );
}

function keysOf(
  { locale: { charts: words } }: Edition,
  { points, limits, print, targetText }: Pick<History, 'points' | 'limits' | 'print' | 'targetText'>,
): Key[] {
  const drawn = points.filter(({ value }) => value !== null);
  return [
    ...(targetText === null ? [] : [{ look: 'target' as const, label: targetText }]),
    ...(limits === null
      ? []
      : [
          { look: 'range' as const, label: words.range },
          { look: 'mean' as const, label: fill(words.mean, { value: print(limits.mean) }) },
        ]),
    ...(drawn.some((point) => point.isSignal) ? [{ look: 'signal' as const, label: words.signal }] : []),
    ...(drawn.some((point) => point.isOpen) ? [{ look: 'dot open' as const, label: words.open }] : []),
  ];
}

/** Each period from the oldest that is known, so that one without a figure keeps its place. */
function periodsOf(known: readonly string[], current: string): string[] {
  const oldest = [...known].sort()[0] ?? current;
  const periods = [current];
  for (let back = 1; (periods[0] as string) > oldest; back++) {
    const before = periodBefore(current, back);
    if (before === null) return [...new Set([...known, current])].sort();
    periods.unshift(before);
  }
  return periods;
}

function limitsOf(signal: Signal | null): Limits | null {
  const [lower, mean, upper] = [signal?.lower, signal?.mean, signal?.upper].map(parseQuantity);
  return lower && mean && upper ? { lower, mean, upper } : null;
}

function isSignal(signal: Signal | null): boolean {
  return signal?.verdict === 'signal';
}

function isBeyond(value: Fraction | null, limits: Limits | null): boolean {
  if (value === null || limits === null) return false;
  return value.compare(limits.lower) < 0 || value.compare(limits.upper) > 0;
}

/** Of this period what the card holds the KPI to; not where that is about a longer period than the line shows. */
function targetsOf(edition: Edition, kpi: SnapshotKpi): Map<string, LinePoint['target']> {
  const isOther = edition.card.lines.some((line) => line.kpi === kpi.id && line.period !== undefined);
  const current = isOther ? null : endsOf(targetOf(edition, kpi));
  return new Map([
    ...(kpi.pastTargets ?? []).map((target): [string, LinePoint['target']] => [target.period, endsOf(target)]),
    [edition.snapshot.period.id, current] as [string, LinePoint['target']],
  ]);
}

function endsOf(target: Pick<SnapshotTarget, 'value' | 'bandLow' | 'bandHigh'> | null): LinePoint['target'] {
  const [value, low, high] = [target?.value, target?.bandLow, target?.bandHigh].map(parseQuantity);
  if (value) return { low: value, high: value };
  return low && high ? { low, high } : null;
}

function printTarget(edition: Edition, kpi: SnapshotKpi): string | null {
  const { target } = formatAgainstTarget(null, targetOf(edition, kpi), kpi, 'grey', edition);
  return target === null ? null : fill(edition.locale.charts.target, { value: target });
}

function printEnds({ low, high }: { low: Fraction; high: Fraction }, print: (value: Fraction) => string): string {
  return low.compare(high) === 0 ? print(low) : `${print(low)}–${print(high)}`;
}
