// What each figure means and how it is computed.
import { kpiName } from '../../email/edition.ts';
import { cleanWhole, fill, pickText } from '../../email/words.ts';
import type { SnapshotKpi } from '../../snapshot/shape.ts';
import { familiesOf, unitName, type WorkbookEdition } from '../edition.ts';
import { type Sheet, type SheetCell, text } from '../sheet.ts';

export function definitionsSheet(edition: WorkbookEdition): Sheet {
  const { columns, sheets } = edition.words;
  return {
    name: sheets.definitions,
    above: [],
    columns: [
      { title: columns.family },
      { title: columns.kpi },
      { title: columns.id },
      { title: columns.unit },
      { title: columns.better },
      { title: columns.meaning, wide: true },
      { title: columns.formula, wide: true },
      { title: columns.facts },
      { title: columns.source, wide: true },
      { title: columns.owner },
    ],
    rows: familiesOf(edition).flatMap(({ name, kpis }) => kpis.map((kpi) => kpiRow(name, kpi, edition))),
    frozen: 2,
  };
}

function kpiRow(family: string, kpi: SnapshotKpi, edition: WorkbookEdition): SheetCell[] {
  const { locale, words, meanings } = edition;
  const meaning = meanings.get(kpi.id);
  return [
    text(family),
    text(kpiName({ locale }, kpi)),
    text(kpi.id),
    text(unitName(edition, kpi)),
    text(words.better[kpi.better]),
    text(meaning && pickText(meaning.definition, locale, cleanWhole)),
    text(kpi.lineage?.definition.map(([part, content]) => `${partName(part, edition)}: ${content}`).join('\n')),
    text(kpi.lineage?.facts.join(locale.list.separator)),
    text(meaning?.source && cleanWhole(meaning.source)),
    text(meaning && pickText(meaning.owner, locale)),
  ];
}

/** `percentile 0.5 of` carries its number. */
function partName(part: string, { locale }: WorkbookEdition): string {
  const { parts } = locale.figures;
  const [name = '', p = ''] = part.split(' ');
  return fill(name in parts ? parts[name as keyof typeof parts] : part, { p });
}
