// What moved the score: start, the drivers as the snapshot ordered and rounded them, end. A mail in which they do not
// add up as printed fails here instead of reaching a reader.
import { Fraction, parseDecimal } from '../exact.ts';
import type { SnapshotDriver } from '../snapshot/shape.ts';
import { periodName } from './dates.ts';
import { type Edition, getKpi, markedName } from './edition.ts';
import { formatPoints, formatScore, formatValue, parseQuantity, sumOf } from './numbers.ts';
import { fill, fillCounted } from './words.ts';

export type MovementRow = {
  name: string;
  note: string | null;
  points: string;
  side: 'down' | 'up' | 'none';
  percent: number;
};

export type MovementSection = {
  title: string;
  note: string;
  start: { period: string; score: string };
  rows: MovementRow[];
  change: { label: string; points: string };
  end: { period: string; score: string };
};

export function viewMovement(edition: Edition): MovementSection | null {
  const { card, locale, snapshot } = edition;
  const drivers = snapshot.drivers.filter((driver) => driver.scorecard === card.id);
  const start = parseQuantity(card.previous?.score);
  const end = parseQuantity(card.score);
  if (drivers.length === 0 || card.previous === null || start === null || end === null) return null;
  const change = end.sub(start);
  const printed = sumOf(drivers.map((driver) => parseDecimal(driver.printed)));
  if (printed.compare(change) !== 0) {
    throw new Error(
      `drivers of ${card.id} ${snapshot.period.id} add to ${printed.toString()}, not ${change.toString()}`,
    );
  }
  const words = locale.mail.movement;
  const previous = (form: 'long' | 'bare') => periodName(card.previous?.period ?? '', form, locale);
  const current = periodName(snapshot.period.id, 'long', locale);
  const largest = drivers
    .map((driver) => parseDecimal(driver.points).abs())
    .reduce((most, points) => (points.compare(most) > 0 ? points : most), new Fraction(0));
  return {
    title: words.title,
    note: fill(words.note, { previous: previous('long'), period: current }),
    start: { period: previous('long'), score: formatScore(start, locale) },
    rows: drivers.map((driver) => viewDriver(edition, driver, largest)),
    change: { label: words.change, points: formatPoints(change, locale) },
    end: { period: current, score: formatScore(end, locale) },
  };
}

function viewDriver(edition: Edition, driver: SnapshotDriver, largest: Fraction): MovementRow {
  const points = parseDecimal(driver.points);
  const none = points.compare(0) === 0;
  const percent = none ? 0 : Math.max(1, Number(points.abs().div(largest).mul(100).floor().valueOf()));
  const words = edition.locale.mail.movement;
  const named = driver.adjustments
    ? { name: words.adjustments, note: null }
    : driver.kpi === null
      ? { name: fillCounted(words.others, driver.others), note: null }
      : { name: markedName(edition, getKpi(edition, driver.kpi)), note: describeChange(edition, driver.kpi) };
  return {
    ...named,
    points: formatPoints(parseDecimal(driver.printed), edition.locale),
    side: none ? 'none' : points.compare(0) < 0 ? 'down' : 'up',
    percent,
  };
}

/** From what to what the KPI went; or that it entered or left the score. */
function describeChange(edition: Edition, id: string): string | null {
  const words = edition.locale.mail.movement;
  const kpi = getKpi(edition, id);
  const line = edition.card.lines.find((one) => one.kpi === id);
  const before = parseQuantity(kpi.previous?.value);
  const now = parseQuantity(line?.value ?? kpi.value);
  if (line && line.score === null) return words.left;
  if (line && line.previousScore === null) return words.entered;
  if (before === null || now === null) return null;
  return fill(words.from_to, { from: formatValue(before, kpi, edition), to: formatValue(now, kpi, edition) });
}
