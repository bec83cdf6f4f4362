// The page behind the mail: the card's KPIs as charts, made from the snapshot alone. It needs no script and nothing from
// elsewhere, and each chart is told in words and as a table too.

import type { Locale } from '../../definitions/locale.ts';
import { instantName, periodName } from '../../email/dates.ts';
import { type Edition, familiesOf, familyName, getKpi, kpiName, markStatus, openEdition } from '../../email/edition.ts';
import { describeSlice } from '../../email/slice.ts';
import { cleanName, fill, pickText } from '../../email/words.ts';
import type { Snapshot, SnapshotKpi, SnapshotLine } from '../../snapshot/shape.ts';
import { documentHead, styleOf } from '../document-head.ts';
import { html, type Markup, NOTHING } from '../markup.ts';
import { PAGE_STYLE } from '../page-style.ts';
import { CHART_STYLE } from './chart-style.ts';
import { kpiPart } from './kpi-part.ts';
import { scorePart } from './score-part.ts';

type Group = { name: string; kpis: { kpi: SnapshotKpi; line: SnapshotLine | null }[] };

export function reportPage(snapshot: Snapshot, locale: Locale): string {
  const edition = openEdition(snapshot, locale);
  const words = locale.charts;
  const groups = groupsOf(edition);
  const report = pickText(snapshot.report.title, locale) ?? snapshot.report.id;
  const period = periodName(snapshot.period.id, 'long', locale);
  const page = html`${documentHead([report, period, words.title].join(' · '), styleOf([PAGE_STYLE, CHART_STYLE], locale), locale)}
<body id="top" class="report">
<main>
<h1>${words.title}</h1>
<p class="mut">${aboutOf(snapshot, report, period, locale)}</p>
${snapshot.slice ? html`<p class="mut">${describeSlice(snapshot.slice, locale)}</p>` : NOTHING}
<p>${words.lead}</p>
<p class="small mut">${words.how}</p>
${scorePart(edition)}
<nav class="index" aria-label="${locale.figures.index}">${groups.map((group) => groupIndex(edition, group))}</nav>
${groups.map((group) => groupPart(edition, group))}
</main>
</body>
</html>
`;
  return page.text;
}

function aboutOf({ shop, period, revision, asOf }: Snapshot, report: string, name: string, locale: Locale): string {
  const about = fill(locale.charts.about, {
    shop: cleanName(shop.name),
    period: name,
    revision: String(revision),
    instant: instantName(asOf, period.timeZone, locale),
  });
  return `${report} · ${about}`;
}

/** The card's families, then what it shows and does not score. */
function groupsOf(edition: Edition): Group[] {
  const { card, locale } = edition;
  const families = familiesOf(edition).map(
    ({ id, lines }): Group => ({
      name: familyName(edition, id),
      kpis: lines.map((line) => ({ kpi: getKpi(edition, line.kpi), line })),
    }),
  );
  const shown = (card.shown ?? []).map((id) => ({ kpi: getKpi(edition, id), line: null }));
  return shown.length === 0 ? families : [...families, { name: locale.charts.unscored, kpis: shown }];
}

function groupIndex(edition: Edition, { name, kpis }: Group): Markup {
  const links = kpis.map(({ kpi, line }) => {
    const mark = line === null ? null : markStatus(edition, line.status);
    const shown = mark === null ? NOTHING : html` <span class="${mark.tone}" title="${mark.word}">${mark.glyph}</span>`;
    return html`<li><a href="#${kpi.id}">${kpiName(edition, kpi)}</a>${shown}</li>`;
  });
  return html`<div><b>${name}</b><ul>${links}</ul></div>`;
}

function groupPart(edition: Edition, { name, kpis }: Group): Markup {
  return html`<h2>${name}</h2>
${kpis.map(({ kpi, line }) => kpiPart(edition, kpi, line))}`;
}
