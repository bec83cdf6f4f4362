// What every section reads: one snapshot in one language, and the card on top of the mail.
import type { Locale } from '../definitions/locale.ts';
import type {
  Snapshot,
  SnapshotKpi,
  SnapshotLine,
  SnapshotScorecard,
  SnapshotTarget,
  Status,
} from '../snapshot/shape.ts';
import { type Detail, FULL_DETAIL } from './degrade.ts';
import { formatValue, parseQuantity } from './numbers.ts';
import { cleanName, pickText } from './words.ts';

export type Edition = {
  snapshot: Snapshot;
  card: SnapshotScorecard;
  locale: Locale;
  currency: string;
  detail: Detail;
  kpis: ReadonlyMap<string, SnapshotKpi>;
};

/** Class of the status in the template, and its glyph: no other glyph, since mail clients turn emoji into pictures. */
const STATUS_MARKS = {
  green: { tone: 'ok', glyph: '✓' },
  amber: { tone: 'watch', glyph: '!' },
  red: { tone: 'off', glyph: '✕' },
  grey: { tone: 'na', glyph: '–' },
} as const satisfies Record<Status, { tone: string; glyph: string }>;

export type StatusMark = { tone: string; glyph: string; word: string };

export function openEdition(snapshot: Snapshot, locale: Locale, detail: Detail = FULL_DETAIL): Edition {
  const card = snapshot.scorecards[0];
  if (!card) throw new Error(`snapshot ${snapshot.report.id} ${snapshot.period.id} has no scorecard to mail`);
  const kpis = new Map(snapshot.kpis.map((kpi) => [kpi.id, kpi]));
  return { snapshot, card, locale, currency: snapshot.currency, detail, kpis };
}

export function getKpi({ kpis, snapshot }: Edition, id: string): SnapshotKpi {
  const kpi = kpis.get(id);
  if (!kpi) throw new Error(`snapshot ${snapshot.period.id} has no KPI ${id}, which its scorecard names`);
  return kpi;
}

/** The KPI's name in this language, else the language's own name for it, else English. */
export function kpiName({ locale }: Pick<Edition, 'locale'>, kpi: Pick<SnapshotKpi, 'id' | 'name'>): string {
  const own = kpi.name[locale.locale] ?? locale.kpis[kpi.id];
  return own === undefined ? (pickText(kpi.name, locale) ?? kpi.id) : cleanName(own);
}

/** The name with † where the figure may still change. */
export function markedName(edition: Edition, kpi: SnapshotKpi): string {
  return kpiName(edition, kpi) + (kpi.notes.includes('provisional') ? '\u00a0†' : '');
}

/** A figure of the KPI as the mail prints it, or that there is none. */
export function printQuantity(
  edition: Pick<Edition, 'locale' | 'currency'>,
  kpi: SnapshotKpi,
  text: string | null | undefined,
): string {
  const value = parseQuantity(text);
  return value === null ? edition.locale.not_available : formatValue(value, kpi, edition);
}

export function familyName({ locale }: Pick<Edition, 'locale'>, family: string): string {
  return cleanName(locale.families[family] ?? family);
}

export function markStatus({ locale }: Pick<Edition, 'locale'>, status: Status): StatusMark {
  return { ...STATUS_MARKS[status], word: locale.statuses[status] };
}

/** The target the card holds the KPI to. */
export function targetOf(edition: Edition, kpi: SnapshotKpi): SnapshotTarget | null {
  return edition.card.lines.find((line) => line.kpi === kpi.id)?.target ?? kpi.target;
}

export type Family = { id: string; lines: SnapshotLine[] };

/** The card's lines by family, both in the order of the card. */
export function familiesOf(edition: Edition): Family[] {
  const families = new Map<string, SnapshotLine[]>();
  for (const line of edition.card.lines) {
    const { family } = getKpi(edition, line.kpi);
    families.set(family, [...(families.get(family) ?? []), line]);
  }
  return [...families].map(([id, lines]) => ({ id, lines }));
}
