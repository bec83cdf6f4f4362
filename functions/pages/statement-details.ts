// One statement on the page of figures, folded: the very text that was asked, its hash, the tables that it reads and the
// KPIs that are made of what it answered.
import type { Locale } from '../definitions/locale.ts';
import { kpiName } from '../email/edition.ts';
import type { Snapshot } from '../snapshot/shape.ts';
import { html, joinMarkup, type Markup, NOTHING } from './markup.ts';
import { statementAnchor, tableLink } from './page-links.ts';

export function statementDetails(
  { fact, sql, hash, tables = [] }: Snapshot['statements'][number],
  { kpis }: Snapshot,
  locale: Locale,
): Markup {
  const words = locale.figures;
  const readers = kpis.filter(({ lineage }) => lineage?.facts.includes(fact));
  const links = readers.map((kpi) => html`<a href="#${kpi.id}">${kpiName({ locale }, kpi)}</a>`);
  const read = tables.map((table) => tableLink(table, locale));
  return html`<details id="${statementAnchor(fact)}">
<summary><b>${fact}</b></summary>
${read.length === 0 ? NOTHING : listOf(words.reads, read, locale)}
${links.length === 0 ? NOTHING : listOf(words.sql_of, links, locale)}
${hashOf(hash, locale)}
${sql === '' ? NOTHING : html`<pre>${sql}</pre>`}
</details>
`;
}

/** `SHA-256 {hash}` with the hash as code. */
function hashOf(hash: string, { figures }: Locale): Markup {
  const [before = '', after = ''] = figures.statement_hash.split('{hash}');
  return html`<p class="small mut">${before}<code>${hash}</code>${after}</p>`;
}

/** `Reads {list}` with links in the place of the list. */
function listOf(pattern: string, pieces: readonly Markup[], { list }: Locale): Markup {
  const [before = '', after = ''] = pattern.split('{list}');
  return html`<p class="small">${before}${joinMarkup(pieces, html`${list.separator}`)}${after}</p>`;
}
