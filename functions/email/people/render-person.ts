// A review of a person → subject, HTML and text of their own mail.

import { fillHtml } from '../html.ts';
import type { Email } from '../render.ts';
import { writePersonText } from './person-text.ts';
import { buildPersonView, type PersonInput } from './person-view.ts';
import { assertShort } from './short.ts';

/** `template`: what compileEmail made for this locale. */
export function renderPersonEmail({ template, ...input }: PersonInput & { template: string }): Email {
  const view = buildPersonView(input);
  const html = assertShort(fillHtml(template, view));
  return { subject: view.subject, preheader: view.preheader, html, text: writePersonText(view, input.locale) };
}
