// The scorecard: the card's lines by family, in the card's order. Printed points of the families add to the printed
// score, since both are sums of the same printed lines.
import type { SnapshotKpi, SnapshotLine } from '../snapshot/shape.ts';
import { printChanges, type RowChange } from './changes.ts';
import { periodBefore, periodName } from './dates.ts';
import { type Edition, familiesOf, familyName, getKpi, markedName, markStatus, type StatusMark } from './edition.ts';
import { sumFamilies } from './family-sums.ts';
import { formatAgainstTarget, formatShare, formatValue, parseQuantity } from './numbers.ts';
import { whyUnavailable } from './reasons.ts';
import { type ShownSection, viewShown } from './shown-section.ts';
import { describeSignal } from './signal-words.ts';
import { drawStrip, type Strip } from './strip.ts';
import { printSums } from './sums-line.ts';
import { fill, fillCounted } from './words.ts';

export type ScorecardRow = {
  name: string;
  sub: string | null;
  status: StatusMark;
  actual: string;
  /** Shown, but not scored. */
  muted: boolean;
  /** Why there is no value or no score. */
  reason: string | null;
  target: string | null;
  attainment: string;
  changes: RowChange[];
  /** That the value is no noise, and that few answered; below the name. */
  flags: string[];
  strip: Strip | null;
};

export type ScorecardFamily = {
  name: string;
  subScore: string | null;
  points: string | null;
  rows: ScorecardRow[];
  /** Instead of rows that were left out to make the mail shorter. */
  folded: string | null;
};

export type ScorecardSection = {
  title: string;
  note: string;
  columns: { kpi: string; status: string; actual: string; attainment: string; change: string; trend: string };
  ofTarget: string;
  families: ScorecardFamily[];
  /** KPIs that are printed and not scored. */
  shown: ShownSection | null;
};

export function viewScorecard(edition: Edition): ScorecardSection {
  const words = edition.locale.mail.scorecard;
  const sums = new Map(sumFamilies(edition).map((family) => [family.id, family]));
  const families = familiesOf(edition).map(({ id, lines }): ScorecardFamily => {
    const sum = sums.get(id);
    const shown = lines.filter((line) => edition.detail.rows === 'all' || line.status !== 'green');
    const scored = sum !== undefined && sum.points !== null;
    return {
      name: familyName(edition, id),
      subScore: scored ? fill(words.sub_score, { score: sum.subScore }) : null,
      points: scored ? fill(words.points, { points: sum.points as string, weight: sum.weight }) : null,
      rows: shown.map((line) => viewRow(edition, line)),
      folded: shown.length === lines.length ? null : fillCounted(words.folded, lines.length - shown.length),
    };
  });
  const shown = viewShown(edition);
  return {
    title: words.title,
    note: writeNote(edition, families, shown),
    columns: {
      kpi: words.kpi,
      status: words.status,
      actual: words.actual,
      attainment: words.attainment,
      change: words.change,
      trend: words.trend,
    },
    ofTarget: words.of_target,
    families,
    shown,
  };
}

function viewRow(edition: Edition, line: SnapshotLine): ScorecardRow {
  const { locale, detail } = edition;
  const kpi = getKpi(edition, line.kpi);
  const value = parseQuantity(line.value);
  const target = line.target ?? kpi.target;
  const shown = formatAgainstTarget(value, target, kpi, line.status, edition);
  const attainment = parseQuantity(target?.attainment);
  const onTarget = line.status === 'green';
  const sums = onTarget && detail.numerators !== 'all' ? null : printSums(edition, kpi);
  const reason = line.status === 'grey' || value === null ? whyUnavailable(locale, line.notes, kpi) : null;
  return {
    name: markedName(edition, kpi),
    sub: reason ?? (line.period ? scoredOver(edition, line.period) : sums),
    status: markStatus(edition, line.status),
    actual: shown.actual ?? locale.not_available,
    muted: line.status === 'grey' || value === null,
    reason,
    target: shown.target,
    attainment: attainment === null || value === null ? '–' : formatShare(attainment, 1, locale),
    changes: printChanges(edition, kpi),
    flags: flagRow(edition, kpi),
    strip: detail.strips === 'none' || (onTarget && detail.strips !== 'all') ? null : viewTrend(edition, kpi),
  };
}

/** The sums of the KPI are those of the month, so a line of another period names that instead. */
function scoredOver({ locale }: Edition, period: string): string {
  return fill(locale.mail.scorecard.scored_over, { period: periodName(period, 'long', locale) });
}

function flagRow(edition: Edition, kpi: SnapshotKpi): string[] {
  const beyond = kpi.signal?.verdict === 'signal' ? describeSignal(edition, kpi) : null;
  return [
    ...(beyond === null ? [] : [beyond]),
    ...(kpi.lowResponse ? [edition.locale.mail.scorecard.low_response] : []),
  ];
}

function viewTrend(edition: Edition, kpi: SnapshotKpi): Strip {
  const current = {
    period: edition.snapshot.period.id,
    value: parseQuantity(kpi.value),
    provisional: kpi.notes.includes('provisional'),
  };
  const past = kpi.trend.map((point) => ({ ...point, value: parseQuantity(point.value) }));
  return drawStrip(edition, [...past, current], (value) => formatValue(value, kpi, edition));
}

function writeNote(edition: Edition, families: readonly ScorecardFamily[], shown: ShownSection | null): string {
  const { snapshot, locale, currency } = edition;
  const words = locale.mail.scorecard;
  const { id } = snapshot.period;
  const name = (count: number) => periodName(periodBefore(id, count) ?? id, 'long', locale);
  const rows = [...families.flatMap((family) => family.rows), ...(shown?.rows ?? [])];
  const changes = rows.flatMap((row) => row.changes);
  const missing = changes.some(({ value }) => value === locale.not_available);
  const marked = rows.some((row) => row.name.endsWith('†'));
  return [
    fill(words.note, { previous: name(1), year_ago: name(snapshot.period.grain === 'quarter' ? 4 : 12) }),
    fill(words.money, { currency }),
    ...(missing ? [fill(words.not_available, { not_available: locale.not_available })] : []),
    ...(marked ? [words.provisional] : []),
    ...(changes.some(({ notes }) => notes.includes(words.festival)) ? [words.festival_note] : []),
    ...(changes.some(({ label }) => label === words.year_combined) ? [words.combined_note] : []),
  ].join(locale.mail.preheader.sentence);
}
