// A drawing on the page with all that belongs to it: what it is, what its marks mean, and its figures as a table for
// whoever would rather read, or cannot see, the drawing.
import type { Locale } from '../../definitions/locale.ts';
import { html, joinMarkup, type Markup, NOTHING } from '../markup.ts';

/** What a mark of the drawing looks like, and what it means. */
export type Key = { look: 'target' | 'range' | 'mean' | 'signal' | 'dot open' | 'reference'; label: string };

export type Table = { columns: readonly string[]; rows: readonly (readonly string[])[] };

export type Figure = {
  title: string;
  drawing: Markup;
  keys?: readonly Key[];
  notes?: readonly string[];
  table: Table;
};

export function figurePart({ title, drawing, keys = [], notes = [], table }: Figure, { charts }: Locale): Markup {
  return html`<figure>
<figcaption><b>${title}</b>${notes.map((note) => html`<span class="small mut">${note}</span>`)}</figcaption>
${keys.length === 0 ? NOTHING : html`<p class="keys small mut">${joinMarkup(keys.map(keyMark), html` `)}</p>`}
${drawing}
<details><summary class="small">${charts.table}</summary>${tableMarkup(table)}</details>
</figure>
`;
}

function keyMark({ look, label }: Key): Markup {
  return html`<span class="key"><svg class="mark" viewBox="0 0 22 12" aria-hidden="true">${MARKS[look]}</svg>${label}</span>`;
}

const MARKS: Readonly<Record<Key['look'], Markup>> = {
  target: html`<line class="target" x1="0" x2="22" y1="6" y2="6"/>`,
  range: html`<rect class="range" x="0" y="1" width="22" height="10"/><line class="limit" x1="0" x2="22" y1="1" y2="1"/><line class="limit" x1="0" x2="22" y1="11" y2="11"/>`,
  mean: html`<line class="mean" x1="0" x2="22" y1="6" y2="6"/>`,
  signal: html`<path class="signal" d="M11 1L16 6L11 11L6 6Z"/>`,
  'dot open': html`<circle class="dot open" cx="11" cy="6" r="4"/>`,
  reference: html`<line class="reference" x1="11" x2="11" y1="0" y2="12"/>`,
};

function tableMarkup({ columns, rows }: Table): Markup {
  const [first = '', ...others] = columns;
  const head = others.map((name) => html`<th scope="col" class="n">${name}</th>`);
  const body = rows.map(
    ([name = '', ...cells]) =>
      html`<tr><th scope="row">${name}</th>${cells.map((cell) => html`<td class="n">${cell}</td>`)}</tr>
`,
  );
  return html`<table class="data"><thead><tr><th scope="col">${first}</th>${head}</tr></thead>
<tbody>${body}</tbody></table>`;
}
