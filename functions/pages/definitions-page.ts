// Every KPI of the catalogue: what it means, how it is computed, whose it is.
import type { Locale } from '../definitions/locale.ts';
import { familyName, kpiName } from '../email/edition.ts';
import { cleanName, cleanWhole, fill, pickText } from '../email/words.ts';
import { html, type Markup, NOTHING } from './markup.ts';
import { type WholePage, wholePage } from './whole-page.ts';

export type DefinedKpi = {
  id: string;
  family: string;
  name: Record<string, string>;
  definition: Record<string, string>;
  source: string | null;
  owner: Record<string, string>;
  /** Name and text of each part of the formula. */
  formula: [string, string][];
};

export function definitionsPage(
  kpis: readonly DefinedKpi[],
  { shop, back }: { shop: string; back: { href: string; label: string } },
  locale: Locale,
): WholePage {
  const words = locale.access.definitions_page;
  const families = [...new Set(kpis.map(({ family }) => family))];
  const body = html`<div class="top-links"><a href="${back.href}">${back.label}</a></div>
<p class="mut">${cleanName(shop)}</p>
<h1>${words.title}</h1>
<p>${words.lead}</p>
${families.map((family) => {
  const own = kpis.filter((kpi) => kpi.family === family);
  return html`<h2>${familyName({ locale }, family)}</h2>
${own.map((kpi) => definitionSection(kpi, locale))}`;
})}`;
  return wholePage(words.title, body, locale);
}

function definitionSection(kpi: DefinedKpi, locale: Locale): Markup {
  const words = locale.access.definitions_page;
  const meaning = pickText(kpi.definition, locale, cleanWhole);
  const owner = pickText(kpi.owner, locale);
  const rows = kpi.formula.map(
    ([part, text]) => html`<tr><th scope="row">${partName(part, locale)}</th><td><code>${text}</code></td></tr>`,
  );
  const about = [
    ...(kpi.source === null ? [] : [fill(words.source, { source: cleanWhole(kpi.source) })]),
    ...(owner === null ? [] : [fill(words.owner, { owner })]),
  ];
  return html`<section id="${kpi.id}">
<h3>${kpiName({ locale }, kpi)}</h3>
${meaning === null ? NOTHING : html`<p>${meaning}</p>`}
<table>${rows}</table>
${about.length === 0 ? NOTHING : html`<p class="small mut">${about.join(' · ')}</p>`}
</section>
`;
}

/** `percentile 0.5 of` carries its number. */
function partName(part: string, { figures: { parts } }: Locale): string {
  const [name = '', p = ''] = part.split(' ');
  return fill(name in parts ? parts[name as keyof typeof parts] : part, { p });
}
