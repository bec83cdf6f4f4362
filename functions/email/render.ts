// Snapshot → subject, HTML and text in one language: the one entry that a run uses. A mail that stays too long for its
// readers' clients is refused, not sent to be cut off.
import type { Locale } from '../definitions/locale.ts';
import { ProblemError } from '../problem.ts';
import type { Snapshot } from '../snapshot/shape.ts';
import { countBytes, DEGREES, MOST_HTML_BYTES } from './degrade.ts';
import { fillHtml } from './html.ts';
import type { Links } from './links.ts';
import { renderText } from './text.ts';
import { buildView } from './view.ts';

export type EmailInput = {
  snapshot: Snapshot;
  locale: Locale;
  /** What compileEmail made for this locale. */
  template: string;
  /** The report's sections. */
  sections: readonly string[];
  links: Links;
};

export type Email = { subject: string; preheader: string; html: string; text: string };

export function renderEmail({ template, ...input }: EmailInput): Email {
  let bytes = 0;
  for (const detail of DEGREES) {
    const view = buildView(input, detail);
    const html = fillHtml(template, view);
    bytes = countBytes(html);
    if (bytes < MOST_HTML_BYTES) {
      return { subject: view.subject, preheader: view.preheader, html, text: renderText(view, input.locale) };
    }
  }
  throw new ProblemError({
    code: 'INVALID_TEMPLATE',
    message: `The mail has ${bytes} bytes after everything that may be left out was; clients cut off beyond ${MOST_HTML_BYTES}.`,
    remedy: 'Put fewer KPIs on the scorecard, or drop sections from the report.',
  });
}
