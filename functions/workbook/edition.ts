// What every sheet reads: one snapshot in one language, and what the definitions say of its KPIs.
import { COMPANY } from '../definitions/definitions.ts';
import type { Locale } from '../definitions/locale.ts';
import { periodBefore, periodName } from '../email/dates.ts';
import { familyName, kpiName, markStatus } from '../email/edition.ts';
import { formatCount, parseQuantity } from '../email/numbers.ts';
import { cleanName, fill, pickText } from '../email/words.ts';
import type { Snapshot, SnapshotKpi, SnapshotScorecard } from '../snapshot/shape.ts';
import type { Money } from './number-format.ts';
import { type SheetCell, text } from './sheet.ts';

/** What the snapshot does not say of a KPI, as its definitions do. */
export type KpiMeaning = {
  definition: Record<string, string>;
  source: string | null;
  owner: Record<string, string>;
};

export type WorkbookEdition = {
  snapshot: Snapshot;
  locale: Locale;
  words: Locale['workbook'];
  money: Money;
  meanings: ReadonlyMap<string, KpiMeaning>;
};

export function openWorkbook(
  snapshot: Snapshot,
  locale: Locale,
  meanings: WorkbookEdition['meanings'],
): WorkbookEdition {
  return { snapshot, locale, words: locale.workbook, money: { locale, currency: snapshot.currency }, meanings };
}

/** The families in the order of the language, a shop's own ones behind, each with its KPIs. */
export function familiesOf({ snapshot, locale }: WorkbookEdition): { id: string; name: string; kpis: SnapshotKpi[] }[] {
  const own = [...new Set(snapshot.kpis.map(({ family }) => family))];
  const known = Object.keys(locale.families).filter((family) => own.includes(family));
  return [...new Set([...known, ...own])].map((id) => ({
    id,
    name: familyName({ locale }, id),
    kpis: snapshot.kpis.filter(({ family }) => family === id),
  }));
}

/** Of a card of the company its title, of others the member, too. */
export function cardName({ id, title, subject }: SnapshotScorecard, locale: Locale): string {
  const name = pickText(title, locale) ?? id;
  return subject.kind === COMPANY ? name : `${name} · ${cleanName(subject.name)}`;
}

export function nameCell({ locale }: WorkbookEdition, kpi: SnapshotKpi): SheetCell {
  return text(kpiName({ locale }, kpi) + (kpi.notes.includes('provisional') ? ' †' : ''));
}

export function notesCell(
  { locale }: WorkbookEdition,
  { notes, sample }: Pick<SnapshotKpi, 'notes' | 'sample'>,
): SheetCell {
  const counted = parseQuantity(sample);
  const shown = { sample: counted === null ? '0' : formatCount(counted, { locale, currency: '' }) };
  const said = notes.map((note) => fill(locale.notes[note], shown));
  return text(said.length === 0 ? null : said.join(locale.list.groups), { tone: 'mut' });
}

/** Grey says that nothing was scored; beside a value that stands there it would say too much. */
export function statusCell(
  { locale }: WorkbookEdition,
  { status, value }: Pick<SnapshotKpi, 'status' | 'value'>,
): SheetCell {
  if (status === 'grey' && value !== null) return null;
  const { tone, glyph, word } = markStatus({ locale }, status);
  return text(`${glyph} ${word}`, { tone: tone === 'ok' || tone === 'watch' || tone === 'off' ? tone : 'mut' });
}

/** Names of the two periods that figures are compared with. */
export function comparedPeriods({ snapshot, locale }: WorkbookEdition): { previous: string; yearAgo: string } {
  const { id, grain } = snapshot.period;
  const name = (count: number) => periodName(periodBefore(id, count) ?? id, 'short', locale);
  return { previous: name(1), yearAgo: name(grain === 'quarter' ? 4 : 12) };
}

/** In what a value is counted: the currency, `%`, `h`; nothing of a plain number. */
export function unitName({ locale, snapshot }: WorkbookEdition, { unit }: Pick<SnapshotKpi, 'unit'>): string {
  return unit === 'money' ? snapshot.currency : fill(locale.numbers.units[unit], { n: '' }).trim();
}
