// KPIs that the card prints and does not score: a line each with value and changes, without a status, since nothing is
// judged there.
import type { SnapshotKpi } from '../snapshot/shape.ts';
import { printChanges, type RowChange } from './changes.ts';
import { type Edition, getKpi, markedName } from './edition.ts';
import { hasExperiments } from './experiments-section.ts';
import { formatValue, parseQuantity } from './numbers.ts';
import { whyUnavailable } from './reasons.ts';
import { fillCounted } from './words.ts';

export type ShownRow = {
  name: string;
  /** Why there is no value, or how to read it. */
  note: string | null;
  value: string;
  muted: boolean;
  changes: RowChange[];
};

export type ShownSection = {
  title: string;
  /** How many have no target. */
  note: string | null;
  columns: { kpi: string; value: string; month: string; year: string };
  rows: ShownRow[];
  /** Instead of rows that were left out to make the mail shorter. */
  folded: string | null;
};

export function viewShown(edition: Edition): ShownSection | null {
  const { locale, detail } = edition;
  const kpis = shownKpis(edition);
  if (kpis.length === 0) return null;
  const words = locale.mail.scorecard;
  const all = detail.shown === 'all';
  const untargeted = kpis.filter(({ notes, better }) => notes.includes('no_target') && better !== 'info').length;
  return {
    title: words.unscored,
    note: untargeted === 0 || !all ? null : fillCounted(words.untargeted, untargeted),
    columns: { kpi: words.kpi, value: words.value, month: words.month, year: words.year },
    rows: all ? kpis.map((kpi) => viewShownRow(edition, kpi)) : [],
    folded: all ? null : fillCounted(words.unscored_folded, kpis.length),
  };
}

/** What an experiment found is told among the experiments. */
export function shownKpis(edition: Edition): SnapshotKpi[] {
  const kpis = (edition.card.shown ?? []).map((id) => getKpi(edition, id));
  return kpis.filter((kpi) => !hasExperiments(kpi));
}

function viewShownRow(edition: Edition, kpi: SnapshotKpi): ShownRow {
  const { locale } = edition;
  const value = parseQuantity(kpi.value);
  const doubted = value === null || kpi.notes.some((note) => note === 'insufficient_sample' || note === 'censored');
  const notes = [
    ...(doubted ? [whyUnavailable(locale, kpi.notes, kpi)] : []),
    ...(kpi.lowResponse ? [locale.mail.scorecard.low_response] : []),
  ];
  return {
    name: markedName(edition, kpi),
    note: notes.length === 0 ? null : notes.join(locale.mail.header.separator),
    value: value === null ? locale.not_available : formatValue(value, kpi, edition),
    muted: value === null,
    changes: printChanges(edition, kpi),
  };
}
