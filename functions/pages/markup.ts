// Pieces of a page. What is not itself a piece is text and is escaped, so that no name from data can become markup.
import { escapeHtml } from '../email/html.ts';

/** Only `html` makes one. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Value = string | number | Markup | readonly Markup[];

/** A template of markup whose values are text, pieces, or lists of pieces. */
export function html(parts: TemplateStringsArray, ...values: Value[]): Markup {
  return new Markup(parts.reduce((text, part, at) => text + printValue(values[at - 1] ?? '') + part));
}

export const NOTHING = html``;

/** A piece for each item, with another in between. */
export function joinMarkup(pieces: readonly Markup[], between: Markup): Markup {
  return new Markup(pieces.map(({ text }) => text).join(between.text));
}

function printValue(value: Value): string {
  if (value instanceof Markup) return value.text;
  if (typeof value === 'object') return value.map(({ text }) => text).join('');
  return escapeHtml(value);
}
