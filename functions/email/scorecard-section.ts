// The scorecard: the card's lines by family, in the card's order. Printed points of the families add to the printed
// score, since both are sums of the same printed lines.
import type { SnapshotKpi, SnapshotLine } from '../snapshot/shape.ts';
import { periodBefore, periodName } from './dates.ts';
import { type Edition, familiesOf, familyName, getKpi, markedName, markStatus, type StatusMark } from './edition.ts';
import { sumFamilies } from './family-sums.ts';
import { formatAgainstTarget, formatChange, formatShare, formatValue, parseQuantity } from './numbers.ts';
import { whyUnavailable } from './reasons.ts';
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
  change: string;
  yearChange: string;
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
  changeLabel: string;
  yearLabel: string;
  ofTarget: string;
  families: ScorecardFamily[];
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
  return {
    title: words.title,
    note: writeNote(edition, families),
    columns: {
      kpi: words.kpi,
      status: words.status,
      actual: words.actual,
      attainment: words.attainment,
      change: words.change,
      trend: words.trend,
    },
    changeLabel: edition.snapshot.period.grain === 'quarter' ? words.quarter : words.month,
    yearLabel: words.year,
    ofTarget: words.of_target,
    families,
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
  const reason = line.status === 'grey' || value === null ? whyUnavailable(locale, line.notes, kpi) : null;
  return {
    name: markedName(edition, kpi),
    sub: reason ?? (onTarget && detail.numerators !== 'all' ? null : printSums(edition, kpi)),
    status: markStatus(edition, line.status),
    actual: shown.actual ?? locale.not_available,
    muted: line.status === 'grey' || value === null,
    reason,
    target: shown.target,
    attainment: attainment === null || value === null ? '–' : formatShare(attainment, 1, locale),
    change: formatChange(kpi, kpi.previous, edition) ?? locale.not_available,
    yearChange: formatChange(kpi, kpi.yearAgo, edition) ?? locale.not_available,
    strip: detail.strips === 'none' || (onTarget && detail.strips !== 'all') ? null : viewTrend(edition, kpi),
  };
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

function writeNote({ snapshot, locale, currency }: Edition, families: readonly ScorecardFamily[]): string {
  const words = locale.mail.scorecard;
  const { id } = snapshot.period;
  const name = (count: number) => periodName(periodBefore(id, count) ?? id, 'long', locale);
  const rows = families.flatMap((family) => family.rows);
  const missing = rows.some((row) => [row.change, row.yearChange].includes(locale.not_available));
  const marked = rows.some((row) => row.name.endsWith('†'));
  return [
    fill(words.note, { previous: name(1), year_ago: name(snapshot.period.grain === 'quarter' ? 4 : 12) }),
    fill(words.money, { currency }),
    ...(missing ? [fill(words.not_available, { not_available: locale.not_available })] : []),
    ...(marked ? [words.provisional] : []),
  ].join(locale.mail.preheader.sentence);
}
