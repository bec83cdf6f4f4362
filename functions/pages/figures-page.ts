// Where every figure of a revision comes from, as a page of its own: each KPI with its definition, sums and doubts, then
// the tables with what was read of them, then the statements. Made from the snapshot alone, without script or link out.

import type { Locale } from '../definitions/locale.ts';
import { instantName, periodName } from '../email/dates.ts';
import { familyName, kpiName } from '../email/edition.ts';
import { describeSlice } from '../email/slice.ts';
import { cleanName, fill, pickText } from '../email/words.ts';
import type { Snapshot, SnapshotKpi } from '../snapshot/shape.ts';
import { documentHead, styleOf } from './document-head.ts';
import { figureSection } from './figure-section.ts';
import { ledgerSection } from './ledger-section.ts';
import { html, type Markup, NOTHING } from './markup.ts';
import { PAGE_STYLE } from './page-style.ts';
import { statementDetails } from './statement-details.ts';
import { tableSection } from './table-section.ts';

const HASH_SHOWN = 12;

export function figuresPage(snapshot: Snapshot, locale: Locale): string {
  const words = locale.figures;
  const { slice, sources, statements } = snapshot;
  const kpis = slice ? snapshot.kpis.filter(({ notes }) => !notes.includes('not_in_slice')) : snapshot.kpis;
  const title = [pickText(snapshot.report.title, locale) ?? snapshot.report.id, words.title].join(' · ');
  const page = html`${documentHead(title, styleOf([PAGE_STYLE], locale), locale)}
<body id="top">
<h1>${words.title}</h1>
<p class="mut">${aboutOf(snapshot, locale)}</p>
${slice ? html`<p class="mut">${describeSlice(slice, locale)}</p>` : NOTHING}
<h2>${words.index}</h2>
<nav class="index">${familiesOf(kpis).map(([family, own]) => familyIndex(family, own, locale))}</nav>
${kpis.map((kpi) => figureSection(kpi, snapshot, locale))}
${ledgerSection(snapshot, locale)}<h2 id="tables">${words.tables}</h2>
${sources.map((source) => tableSection(source, snapshot, locale))}
<h2 id="statements">${words.statements}</h2>
${statements.map((statement) => statementDetails(statement, snapshot, locale))}
</body>
</html>
`;
  return page.text;
}

function aboutOf({ report, shop, period, revision, asOf, definitionsHash }: Snapshot, locale: Locale): string {
  const about = fill(locale.figures.about, {
    shop: cleanName(shop.name),
    period: periodName(period.id, 'long', locale),
    revision: String(revision),
    instant: instantName(asOf, period.timeZone, locale),
    hash: definitionsHash.slice(0, HASH_SHOWN),
  });
  const title = pickText(report.title, locale) ?? report.id;
  return `${title} · ${about}`;
}

function familiesOf(kpis: readonly SnapshotKpi[]): [family: string, kpis: SnapshotKpi[]][] {
  const families = new Map<string, SnapshotKpi[]>();
  for (const kpi of kpis) families.set(kpi.family, [...(families.get(kpi.family) ?? []), kpi]);
  return [...families];
}

function familyIndex(family: string, kpis: readonly SnapshotKpi[], locale: Locale): Markup {
  const links = kpis.map((kpi) => html`<li><a href="#${kpi.id}">${kpiName({ locale }, kpi)}</a></li>`);
  return html`<div><b>${familyName({ locale }, family)}</b><ul>${links}</ul></div>`;
}
