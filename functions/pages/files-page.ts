// What a reader can open of a report: periods, of each its revisions, of each its files with size and checksum. Each thing
// is opened by a button, so that nothing that only follows links opens anything.
import type { Locale } from '../definitions/locale.ts';
import { instantName, periodName } from '../email/dates.ts';
import { cleanName, cleanWhole, fill } from '../email/words.ts';
import { html, joinMarkup, type Markup, NOTHING } from './markup.ts';
import { printSize } from './print-size.ts';
import { buttonForm, type WholePage, wholePage } from './whole-page.ts';

type Words = Locale['access']['files_page'];

export type ShownRevision = {
  revision: number;
  asOf: string | null;
  timeZone: string;
  status: keyof Words['statuses'] | null;
  origin: keyof Words['origins'] | null;
  files: { name: string; bytes: number; sha256: string; action: string }[];
  /** Paths of the forms; null where there is no such page. */
  mail: string | null;
  report: string | null;
  figures: string | null;
  changes: string | null;
};

export type ShownPeriod = {
  id: string;
  /** The revision that finance has closed, and when; null: the period is open; absent: it is nothing that is closed. */
  closed?: { revision: number; at: string; timeZone: string } | null;
  revisions: ShownRevision[];
};

export type FilesPage = {
  shop: string;
  report: string;
  /** What part of the shop, or for whom. */
  notes: string[];
  periods: ShownPeriod[];
  /** Paths of forms. */
  earlier: string | null;
  later: string | null;
  definitions: string;
  /** Paths of links. */
  unsubscribe: string | null;
  languages: { href: string; label: string; lang: string }[];
};

export function filesPage(page: FilesPage, locale: Locale): WholePage {
  const words = locale.access.files_page;
  const languages = page.languages.map(({ href, label, lang }) => html`<a href="${href}" lang="${lang}">${label}</a>`);
  const pager = [
    ...(page.later === null ? [] : [buttonForm(page.later, words.later, 'as-link')]),
    ...(page.earlier === null ? [] : [buttonForm(page.earlier, words.earlier, 'as-link')]),
  ];
  const body = html`<div class="top-links">${buttonForm(page.definitions, words.definitions, 'as-link')}${languages}${
    page.unsubscribe === null ? NOTHING : html`<a href="${page.unsubscribe}">${words.unsubscribe}</a>`
  }</div>
<p class="mut">${cleanName(page.shop)} · ${cleanName(page.report)}</p>
<h1>${words.title}</h1>
${page.notes.map(
  (note) => html`<p class="mut">${cleanWhole(note)}</p>
`,
)}<p>${words.lead}</p>
${page.periods.length === 0 ? html`<p class="lead">${words.none}</p>` : NOTHING}
${page.periods.map((period, at) => periodPart(period, at === 0, locale))}
${pager.length === 0 ? NOTHING : html`<p class="actions">${joinMarkup(pager, html` `)}</p>`}
<p class="small mut">${words.check} <code>shasum -a 256 kpis.csv</code></p>`;
  return wholePage(`${words.title} · ${cleanName(page.report)}`, body, locale);
}

/** The newest period is open, the others are a line until they are wanted. */
function periodPart({ id, revisions, closed }: ShownPeriod, isNewest: boolean, locale: Locale): Markup {
  const words = locale.access.files_page;
  const parts = revisions.map((revision, at) => revisionPart(revision, at === 0 && revisions.length > 1, locale));
  const name = periodName(id, 'long', locale);
  const status = revisions[0]?.status ?? null;
  const books =
    closed === undefined
      ? NOTHING
      : html`<p class="small">${booksText(closed, locale)}</p>
`;
  if (isNewest)
    return html`<section class="period" aria-labelledby="p-${id}"><h2 id="p-${id}">${name}</h2>
${books}${parts}</section>
`;
  const states = [
    ...(status === null ? [] : [words.statuses[status]]),
    ...(closed === undefined ? [] : [closed === null ? words.open : words.closed]),
  ];
  return html`<details class="period"><summary><b>${name}</b>${
    states.length === 0 ? NOTHING : html` <span class="small mut">${states.join(' · ')}</span>`
  }</summary>
${books}${parts}</details>
`;
}

function booksText(closed: NonNullable<ShownPeriod['closed']> | null, locale: Locale): string {
  const words = locale.access.files_page;
  if (closed === null) return words.open_note;
  const instant = instantName(closed.at, closed.timeZone, locale);
  return fill(words.closed_note, { revision: String(closed.revision), instant });
}

function revisionPart(shown: ShownRevision, isNewest: boolean, locale: Locale): Markup {
  const words = locale.access.files_page;
  const name = fill(words.revision, { revision: String(shown.revision) });
  const about = [
    shown.status === null ? null : words.statuses[shown.status],
    shown.origin === null ? null : words.origins[shown.origin],
    shown.asOf === null ? null : fill(words.as_of, { instant: instantName(shown.asOf, shown.timeZone, locale) }),
  ].filter((part) => part !== null);
  const actions = [
    ...(shown.mail === null ? [] : [buttonForm(shown.mail, words.read, 'as-link')]),
    ...(shown.report === null ? [] : [buttonForm(shown.report, words.report, 'as-link')]),
    ...(shown.figures === null ? [] : [buttonForm(shown.figures, words.figures, 'as-link')]),
    ...(shown.changes === null ? [] : [buttonForm(shown.changes, words.changes, 'as-link')]),
  ];
  return html`<div class="revision">
<h3>${isNewest ? `${name} (${words.newest})` : name}</h3>
<p class="small mut">${about.map((part) => html`<span class="state">${part}</span>`)}</p>
<div class="actions">${actions}</div>
${shown.files.length === 0 ? NOTHING : filesTable(shown, locale)}
</div>
`;
}

function filesTable({ files }: ShownRevision, locale: Locale): Markup {
  const words = locale.access.files_page;
  const rows = files.map(
    ({
      name,
      bytes,
      action,
    }) => html`<tr><td>${buttonForm(action, fill(words.download, { name: cleanName(name) }), 'as-link')}
<span class="small mut">${kindOf(name, words)}</span></td><td class="n">${printSize(bytes, locale)}</td></tr>
`,
  );
  const sums = files.map(
    ({ name, sha256 }) => html`<p class="small">${cleanName(name)}<br><span class="sum">${sha256}</span></p>
`,
  );
  return html`<table class="files"><thead><tr><th scope="col" class="small mut">${words.file}</th><th scope="col" class="n small mut">${words.size}</th></tr></thead>
<tbody>${rows}</tbody></table>
<details class="sums"><summary class="small">${words.checksum}</summary>${sums}</details>`;
}

function kindOf(name: string, { kinds }: Words): string {
  const ending = name.slice(name.lastIndexOf('.') + 1);
  return ending in kinds ? kinds[ending as keyof typeof kinds] : kinds.other;
}
