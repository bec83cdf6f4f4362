// The frame of a drawing: as wide as its column, with a title and a description for whoever does not see it. Looks come
// from classes alone, so that a policy may forbid styles in attributes.
import { html, type Markup } from '../markup.ts';

/** Drawings have this width in their own pixels and are shown between 0.85 and 1.3 of it, so that text stays readable. */
export const DRAWING_WIDTH = 320;
export const FONT_SIZE = 12;

export type Described = {
  /** Unique on its page; anchors of the texts are made from it. */
  id: string;
  title: string;
  /** What the drawing shows, in a sentence. */
  description: string;
};

export function drawing({ id, title, description }: Described, height: number, content: readonly Markup[]): Markup {
  return html`<svg class="chart" viewBox="0 0 ${DRAWING_WIDTH} ${height}" role="img" aria-labelledby="${id}-t ${id}-d"><title id="${id}-t">${title}</title><desc id="${id}-d">${description}</desc>${content}</svg>`;
}
