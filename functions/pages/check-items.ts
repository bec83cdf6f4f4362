// What checks found, as items of a list. Examples of rows are left out: in a table of people they would name one.
import type { Locale } from '../definitions/locale.ts';
import { type CheckOf, type Found, sayCheck } from '../email/check-words.ts';
import { cleanName, cleanText, fill } from '../email/words.ts';
import type { Snapshot } from '../snapshot/shape.ts';
import { html, type Markup } from './markup.ts';

export function sayFound(of: CheckOf, found: Found, locale: Locale): string {
  const { example: _, ...told } = found;
  return sayCheck(of, told, locale);
}

/** Those that found something, with what became of it. */
export function foundItems(checks: Snapshot['checks'], locale: Locale): Markup[] {
  const words = locale.figures;
  return checks.flatMap(({ id, table, subject = null, outcome, found = {}, accepted }): Markup[] => {
    if (outcome === 'ok') return [];
    const said = sayFound({ check: id, table, subject }, found, locale);
    const who = accepted ? { by: cleanName(accepted.by), reason: cleanText(accepted.reason) } : null;
    const tone = outcome === 'reported' ? 'mut' : 'watch';
    return [
      html`<li><b class="${tone}">${words.outcomes[outcome]}</b> ${said}${who ? ` ${fill(words.accepted_by, who)}` : ''}</li>`,
    ];
  });
}
