// The first page on a laptop: every report, as it is and as each of its readers sees it.
import type { Locale } from '../definitions/locale.ts';
import { cleanName, fill } from '../email/words.ts';
import { html } from './markup.ts';
import { type WholePage, wholePage } from './whole-page.ts';

export type StartPage = {
  shop: string;
  reports: { title: string; all: string; readers: { name: string; href: string }[] }[];
};

export function startPage({ shop, reports }: StartPage, locale: Locale): WholePage {
  const words = locale.access.start;
  const body = html`<p class="mut">${cleanName(shop)}</p>
<h1>${words.title}</h1>
<p>${words.lead}</p>
${reports.map(
  ({ title, all, readers }) => html`<section><h2>${cleanName(title)}</h2>
<ul><li><a href="${all}">${words.all}</a></li>
${readers.map(
  ({ name, href }) => html`<li><a href="${href}">${fill(words.reader, { reader: cleanName(name) })}</a></li>
`,
)}</ul></section>
`,
)}`;
  return wholePage(words.title, body, locale);
}
