// The page of the preview: all mails beside the one that is looked at, its headers and switches above it, and where it
// cannot be made, what is wrong in its place. Everything is a link, so that a keyboard and a browser without scripts do.
import type { Recipient } from '../../delivery/recipients.ts';
import { html, type Markup, NOTHING } from '../../pages/markup.ts';
import { formatProblem, type Problem } from '../../problem.ts';
import { isNotice, type ListedMail, type MailKind, type ReportMails } from './list-mails.ts';
import { PREVIEW_STYLE } from './page-style.ts';
import { firstLook, framePath, type Look, pathOf, SCHEMES, VIEWS_OF_MAIL, WIDTHS } from './view-path.ts';

export type Shown =
  | { is: 'mail'; subject: string; from: string; bytes: number; body: { is: 'frame' } | { is: 'text'; text: string } }
  | { is: 'problems'; problems: readonly Problem[] }
  | { is: 'nothing'; why: string };

export type PreviewPage = {
  version: string;
  shop: string;
  listed: readonly ReportMails[];
  locales: readonly string[];
  /** Null where nothing is looked at. */
  look: Look | null;
  mail: ListedMail | null;
  shown: Shown;
};

const KINDS: Record<MailKind, string> = {
  report: 'report',
  brief: 'short form',
  revised: 'revised',
  release: 'to be released',
  'fresh-link': 'fresh link',
  held: 'held, to owners',
  undelivered: 'not delivered, to owners',
  'late-not_started': 'late, not started',
  'late-working': 'late, still being made',
  'late-held': 'late, held',
  'late-unreleased': 'late, not released',
  'late-failed': 'late, failed',
  'late-partly': 'late for some',
};

const VIEW_NAMES = { html: 'Mail', text: 'Text', source: 'HTML source', message: 'Message source' } as const;

/** HTML, and its style, of which a policy names the hash. */
export function previewPage(page: PreviewPage): { html: string; style: string } {
  const { version, shop, mail, shown } = page;
  const title = shown.is === 'mail' ? shown.subject : mail === null ? shop : `${mail.report.id}: ${KINDS[mail.kind]}`;
  const whole = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${PREVIEW_STYLE}</style>
<script src="/live.js" type="module"></script>
</head>
<body data-version="${version}">
<a class="skip" href="#mail">To the mail</a>
${navigation(page)}
<main id="mail" tabindex="-1">
${mail === null ? NOTHING : headers(mail, shown)}
${page.look === null ? NOTHING : switches(page.look, page.locales)}
${content(page.look, shown)}
</main>
<p id="told" role="status"></p>
</body>
</html>
`;
  return { html: whole.text, style: PREVIEW_STYLE.text };
}

function navigation({ shop, listed, look, mail }: PreviewPage): Markup {
  return html`<nav id="mails" aria-label="Mails">
<h1>${shop}</h1>
<p class="mut">Nothing is sent, and nothing in the out folder changes.</p>
${listed.map((of) => ofReport(of, look, mail))}
</nav>`;
}

function ofReport({ report, newest, mails }: ReportMails, look: Look | null, current: ListedMail | null): Markup {
  const title = report.title.en ?? report.id;
  if (newest === null) {
    return html`<h2>${title}</h2>
<p class="mut">No figures yet. Make them by <code>npx scorecard run --report ${report.id}</code></p>`;
  }
  const list = (some: readonly ListedMail[]) => html`<ul>${some.map((mail) => mailLink(mail, look, current))}</ul>`;
  const notices = mails.filter(({ kind }) => isNotice(kind));
  const isOpen = current !== null && notices.includes(current) ? html` open` : NOTHING;
  const note = mails.length === 0 ? html`<p class="mut">No line of recipients/*.csv has this report.</p>` : NOTHING;
  return html`<h2>${title}</h2>
<p class="mut">${newest.period}, revision ${newest.revision}</p>${note}
${list(mails.filter(({ kind }) => !isNotice(kind)))}
${notices.length === 0 ? NOTHING : html`<details${isOpen}><summary>Notices</summary>${list(notices)}</details>`}`;
}

function mailLink(mail: ListedMail, look: Look | null, current: ListedMail | null): Markup {
  const { view, width, scheme } = look ?? {};
  const href = pathOf(firstLook(mail, { ...(view && width && scheme ? { view, width, scheme } : {}) }));
  const mark = mail === current ? html` aria-current="page"` : NOTHING;
  const id = `${mail.report.id}.${mail.kind}.${mail.reader.id}`;
  return html`<li><a href="${href}" id="${id}"${mark}>${KINDS[mail.kind]} <span class="mut">${whoseText(mail)}</span></a></li>`;
}

function whoseText({ kind, to, reader }: ListedMail): string {
  const { slice, employee } = reader;
  if (isNotice(kind)) return '';
  const what = slice !== null ? `${slice.dimension}=${slice.member}` : (employee ?? 'all');
  const form = kind === 'report' && reader.form === 'brief' ? ', short form' : '';
  const who = to.map(({ id }) => id);
  const more = who.length > 3 ? `, and ${who.length - 3} more` : '';
  return `${what}${form}: ${who.slice(0, 3).join(', ') || 'nobody yet'}${more}`;
}

function headers({ to }: ListedMail, shown: Shown): Markup {
  const own =
    shown.is === 'mail'
      ? html`<dt>Subject</dt><dd><strong>${shown.subject}</strong></dd><dt>From</dt><dd>${shown.from}</dd>`
      : NOTHING;
  const bytes = shown.is === 'mail' ? html`<dt>HTML</dt><dd>${shown.bytes.toLocaleString('en')} bytes</dd>` : NOTHING;
  return html`<dl>${own}<dt>To</dt><dd>${toText(to)}</dd>${bytes}</dl>`;
}

const MOST_SHOWN = 12;

function toText(to: readonly Recipient[]): string {
  if (to.length === 0) return 'nobody yet: no line of recipients/*.csv asks for it';
  const shown = to.slice(0, MOST_SHOWN).map(({ name, email, locale }) => `${name} <${email}> (${locale})`);
  return [...shown, ...(to.length > MOST_SHOWN ? [`and ${to.length - MOST_SHOWN} more`] : [])].join(', ');
}

function switches(look: Look, locales: readonly string[]): Markup {
  return html`<div class="switches">
${oneOf('View', look, 'view', VIEWS_OF_MAIL, (view) => VIEW_NAMES[view])}
${oneOf('Language', look, 'locale', locales, String)}
${oneOf('Width', look, 'width', WIDTHS, String)}
${oneOf('Colours', look, 'scheme', SCHEMES, String)}
</div>`;
}

function oneOf<K extends keyof Look>(
  label: string,
  look: Look,
  key: K,
  values: readonly Look[K][],
  nameOf: (value: Look[K]) => string,
): Markup {
  const links = values.map((value) => {
    const mark = look[key] === value ? html` aria-current="true"` : NOTHING;
    return html`<a href="${pathOf({ ...look, [key]: value })}" id="${key}-${value}"${mark}>${nameOf(value)}</a>`;
  });
  return html`<div class="switch" role="group" aria-label="${label}"><span class="mut">${label}</span>${links}</div>`;
}

function content(look: Look | null, shown: Shown): Markup {
  if (shown.is === 'problems') return html`${shown.problems.map(problemText)}`;
  if (shown.is === 'nothing') return html`<p>${shown.why}</p>`;
  if (look === null) return NOTHING;
  if (shown.body.is === 'text') return html`<pre tabindex="0" lang="${look.locale}">${shown.body.text}</pre>`;
  // Of the same origin, so that the page can keep the place in it; scripts, forms and windows stay forbidden.
  return html`<iframe class="width-${look.width} scheme-${look.scheme}" title="The mail" sandbox="allow-same-origin" src="${framePath(look)}"></iframe>`;
}

/** As the terminal shows it. */
function problemText(problem: Problem): Markup {
  const [where = '', ...rest] = formatProblem(problem).split('\n');
  return html`<section class="problem" role="alert">
<h2>${where}</h2>
<pre tabindex="0">${rest.map((line) => line.replace(/^ {2}/, '')).join('\n')}</pre>
</section>`;
}
