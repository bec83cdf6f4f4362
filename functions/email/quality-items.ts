// What all items of the data quality section are made of: which printed KPIs something concerns, and how many items of a
// kind there is room for.
import type { SnapshotKpi } from '../snapshot/shape.ts';
import { listCarrierKpis } from './carriers-section.ts';
import { type Edition, getKpi, kpiName } from './edition.ts';
import { shownKpis } from './shown-section.ts';
import { fill, joinSome } from './words.ts';

const MOST_NAMES = 6;

export type QualityItem = { head: string; body: string };

/** The KPIs that a mail prints: those of the card, those beside the score, and those of its carriers section. */
export function printedKpis(edition: Edition, carriersShown = false): SnapshotKpi[] {
  const own = [...edition.card.lines.map((line) => getKpi(edition, line.kpi)), ...shownKpis(edition)];
  return [...new Set([...own, ...(carriersShown ? listCarrierKpis(edition) : [])])];
}

export function listKpis(edition: Edition, kpis: readonly SnapshotKpi[], most = MOST_NAMES): string {
  return listNames(
    edition,
    kpis.map((kpi) => kpiName(edition, kpi)),
    most,
  );
}

export function listNames({ locale }: Pick<Edition, 'locale'>, names: readonly string[], most = MOST_NAMES): string {
  return joinSome(names, most, locale);
}

/** The first ones, the last of which says how many more there are. */
export function limitItems(items: readonly QualityItem[], most: number, { locale }: Edition): QualityItem[] {
  const shown = items.slice(0, most);
  const rest = items.length - shown.length;
  return shown.map((item, at) =>
    rest > 0 && at === shown.length - 1
      ? {
          ...item,
          body: item.body + locale.mail.preheader.sentence + fill(locale.mail.quality.more, { n: String(rest) }),
        }
      : item,
  );
}
