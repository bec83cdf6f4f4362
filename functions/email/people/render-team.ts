// The reviews of a team → subject, HTML and text of the mail to its manager or to HR. A team of sixty is shown whole; of
// more people the mail leaves out, step by step, what can be read in their own reviews.
import { fillHtml } from '../html.ts';
import type { Email } from '../render.ts';
import { assertShort, isShort } from './short.ts';
import { writeTeamText } from './team-text.ts';
import { buildTeamView, type TeamDetail, type TeamInput } from './team-view.ts';

/** The full one first; objections and overdue plans are never left out. */
const TEAM_DEGREES: readonly TeamDetail[] = [
  { padding: 24, off: true, plans: true, rows: 'all' },
  { padding: 6, off: true, plans: true, rows: 'all' },
  { padding: 6, off: false, plans: true, rows: 'all' },
  { padding: 6, off: false, plans: false, rows: 'all' },
  { padding: 6, off: false, plans: false, rows: 'open' },
  { padding: 6, off: false, plans: false, rows: 'none' },
];

/** `template`: what compileEmail made for this locale. */
export function renderTeamEmail({ template, ...input }: TeamInput & { template: string }): Email {
  let html = '';
  for (const detail of TEAM_DEGREES) {
    const view = buildTeamView(input, detail);
    html = fillHtml(template, view);
    if (isShort(html))
      return { subject: view.subject, preheader: view.preheader, html, text: writeTeamText(view, input.locale) };
  }
  assertShort(html);
  throw new Error('a mail is short or refused');
}
