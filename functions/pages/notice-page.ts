// A short page that says one thing and what can be done about it.
import type { Locale } from '../definitions/locale.ts';
import { html, NOTHING } from './markup.ts';
import { buttonForm, type WholePage, wholePage } from './whole-page.ts';

export type Notice = {
  title: string;
  /** Above the title: whose page this is. */
  about?: string;
  sentences: readonly string[];
  button?: { action: string; label: string };
  link?: { href: string; label: string };
  /** Below the button, in small letters. */
  small?: readonly string[];
};

export function noticePage({ title, about, sentences, button, link, small = [] }: Notice, locale: Locale): WholePage {
  const body = html`${
    about === undefined
      ? NOTHING
      : html`<p class="mut">${about}</p>
`
  }<h1>${title}</h1>
${sentences.map(
  (sentence) => html`<p class="lead">${sentence}</p>
`,
)}${button === undefined ? NOTHING : buttonForm(button.action, button.label, 'go')}
${small.map(
  (sentence) => html`<p class="small mut">${sentence}</p>
`,
)}${link === undefined ? NOTHING : html`<p><a href="${link.href}">${link.label}</a></p>`}`;
  return wholePage(title, body, locale);
}
