// A page as a whole: one language, one style, no script and nothing from elsewhere, so that it can be shown under a
// policy that allows nothing but its own style.

import type { Locale } from '../definitions/locale.ts';
import { documentHead, styleOf } from './document-head.ts';
import { html, Markup } from './markup.ts';
import { PAGE_STYLE } from './page-style.ts';

export type WholePage = {
  html: string;
  /** What stands in its style element, of which a policy names the hash. */
  style: string;
};

const FORM_STYLE = `
.lead{margin:16px 0;max-width:640px;font-size:17px}
form{margin:0;display:inline}
button{font:inherit;cursor:pointer}
.go{margin:20px 0;padding:12px 28px;border:0;border-radius:4px;background:var(--link);color:var(--sheet);font-size:17px;
font-weight:600}
.as-link{padding:4px 0;border:0;background:none;color:var(--link);text-decoration:underline;text-align:left}
a:focus-visible,button:focus-visible,summary:focus-visible{outline:3px solid var(--ink);outline-offset:3px}
.top-links{display:flex;flex-wrap:wrap;align-items:baseline;gap:4px 20px;margin:0 0 24px;font-size:14px}
section.period{padding:0 0 8px}section.period h2{margin-top:32px}details.period{padding:14px 0}details.period>summary{font-size:16px}
.revision{padding:10px 0}.sums,section.period:last-of-type{border:0}
.actions{display:flex;flex-wrap:wrap;gap:2px 24px;margin:4px 0}
.files{margin:8px 0}.files th,.files td{width:auto;padding:5px 12px 5px 0;vertical-align:baseline}
.files td.n,.files th.n{text-align:right;white-space:nowrap;padding:5px 0}.files .as-link{margin-right:12px}
@media (max-width:480px){.files td span{display:block}}
.moved{margin-top:16px}.moved td.n,.moved th.n{width:auto;padding-left:12px;text-align:right;white-space:nowrap}
.moved code{font-size:11px}
.sum{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:12px;word-break:break-all}
.state{display:inline-block;margin-right:12px}
`;

export function wholePage(title: string, body: Markup, locale: Locale): WholePage {
  const style = styleOf([PAGE_STYLE, new Markup(FORM_STYLE)], locale);
  const page = html`${documentHead(title, style, locale)}
<body>
<main>
${body}
</main>
</body>
</html>
`;
  return { html: page.text, style: style.text };
}

/** A form of one button. */
export function buttonForm(action: string, label: string, of: 'go' | 'as-link'): Markup {
  return html`<form method="post" action="${action}"><button class="${of}" type="submit">${label}</button></form>`;
}
