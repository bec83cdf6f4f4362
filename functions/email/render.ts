// Snapshot → subject, HTML and text in one language: the one entry that a run uses. A mail that stays too long for its
// readers' clients is refused, not sent to be cut off.
import type { Locale } from '../definitions/locale.ts';
import { ProblemError } from '../problem.ts';
import type { Snapshot } from '../snapshot/shape.ts';
import { countBytes, DEGREES, MOST_HTML_BYTES, MOST_PREVIEW_BYTES } from './degrade.ts';
import { fillHtml } from './html.ts';
import type { Links } from './links.ts';
import { type Preview, viewRelease } from './release-section.ts';
import { type Revised, viewRevised } from './revised-section.ts';
import { renderText } from './text.ts';
import { buildView, type View } from './view.ts';

export type EmailInput = {
  snapshot: Snapshot;
  locale: Locale;
  /** What compileEmail made for this locale. */
  template: string;
  /** The report's sections. */
  sections: readonly string[];
  links: Links;
  /** As its owners see it before it goes out: what to look at stands above the same mail. */
  preview?: Preview;
  /** The short form: the layout shows a part, and the text part the same. */
  brief?: true;
  /** A later revision: what moved stands above the same mail. */
  revised?: Revised;
};

/** How many things of a kind are listed above the owners' mail. */
const ITEMS_ABOVE = [4, 2, 1] as const;
/** How many KPIs that moved are listed above the mail of a revision. */
const MOVED_ABOVE = [12, 6, 3, 0] as const;

export type Email = { subject: string; preheader: string; html: string; text: string };

export function renderEmail({ template, preview, revised, ...input }: EmailInput): Email {
  let bytes = 0;
  for (const detail of DEGREES) {
    const view = buildView(input, detail);
    const html = fillHtml(template, view);
    bytes = countBytes(html);
    if (bytes >= MOST_HTML_BYTES) continue;
    const whole = revised === undefined ? { view, html } : withRevised(view, { template, revised, ...input });
    if (whole === null) continue;
    if (preview === undefined) return mailOf(whole.view, whole.html, input.locale);
    return renderPreview(whole.view, { template, preview, ...input });
  }
  throw new ProblemError({
    code: 'INVALID_TEMPLATE',
    message: `The mail has ${bytes} bytes after everything that may be left out was; clients cut off beyond ${MOST_HTML_BYTES}.`,
    remedy: 'Put fewer KPIs on the scorecard, or drop sections from the report.',
  });
}

function mailOf(view: View, html: string, locale: Locale): Email {
  return { subject: view.subject, preheader: view.preheader, html, text: renderText(view, locale) };
}

/** What moved, as much of it as there is room for; null where the mail below takes all of it. */
function withRevised(
  view: View,
  { template, revised, ...input }: EmailInput & { revised: Revised },
): { view: View; html: string } | null {
  for (const most of MOVED_ABOVE) {
    const { subject, preheader, ...section } = viewRevised(input, revised, most);
    const whole = { ...view, subject, preheader, revised: section };
    const html = fillHtml(template, whole);
    if (countBytes(html) < MOST_HTML_BYTES) return { view: whole, html };
  }
  return null;
}

/**
 * The mail of the same degree of detail, so that owners see exactly what readers will get. What stands above it gives way:
 * of each kind of thing fewer are listed, down to one.
 */
function renderPreview(view: View, { template, preview, ...input }: EmailInput & { preview: Preview }): Email {
  for (const most of ITEMS_ABOVE) {
    const { subject, preheader, ...release } = viewRelease(input, preview, most);
    const asked = { ...view, subject, preheader, release };
    const html = fillHtml(template, asked);
    if (countBytes(html) < MOST_PREVIEW_BYTES || most === ITEMS_ABOVE.at(-1)) return mailOf(asked, html, input.locale);
  }
  throw new Error('no degree of detail for what owners see');
}
