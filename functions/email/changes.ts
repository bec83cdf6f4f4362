// The changes of a KPI as a row prints them: against the period before and against a year ago, by day where the two have
// different lengths, and marked where a festival lies in one of them only.
import type { SnapshotKpi } from '../snapshot/shape.ts';
import type { Edition } from './edition.ts';
import { formatChange, formatSigned, parseQuantity } from './numbers.ts';
import { fill } from './words.ts';

export type RowChange = {
  label: string;
  value: string;
  /** The same by day, and that a festival moved; below the figure. */
  notes: string[];
};

/** Against the period before, then against a year ago; of February with January, in which Lunar New Year does not matter. */
export function printChanges(edition: Edition, kpi: SnapshotKpi): RowChange[] {
  const words = edition.locale.mail.scorecard;
  const month = edition.snapshot.period.grain === 'quarter' ? words.quarter : words.month;
  return [
    printChange(edition, kpi, month, kpi.previous),
    kpi.combined
      ? printChange(edition, kpi, words.year_combined, { ...kpi.combined, festivalShift: false })
      : printChange(edition, kpi, words.year, kpi.yearAgo),
  ];
}

function printChange(
  edition: Edition,
  kpi: SnapshotKpi,
  label: string,
  comparison: SnapshotKpi['previous'],
): RowChange {
  const { locale } = edition;
  const words = locale.mail.scorecard;
  const perDay = parseQuantity(comparison?.perDay);
  const inTotal = formatChange(kpi, comparison, edition) ?? locale.not_available;
  const festival = comparison?.festivalShift ? [words.festival] : [];
  if (perDay === null) return { label, value: inTotal, notes: festival };
  const byDay = fill(words.per_day, {
    change: formatSigned(perDay.mul(100), 1, locale.numbers.units.percent, locale),
  });
  return edition.snapshot.byDayFirst
    ? { label, value: byDay, notes: [fill(words.in_total, { change: inTotal }), ...festival] }
    : { label, value: inTotal, notes: [byDay, ...festival] };
}
