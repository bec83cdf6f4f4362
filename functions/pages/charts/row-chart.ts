// Bars that lie: a row each with its name and its figure above the bar, so that a long name never meets a number and the
// drawing is read on a telephone as on a desk.
import type { Fraction } from '../../exact.ts';
import { html, type Markup, NOTHING } from '../markup.ts';
import { type Described, DRAWING_WIDTH, drawing, FONT_SIZE } from './drawing.ts';
import { BOLD, fitText, textWidth } from './fit-text.ts';
import { between, linearScale, place, type Scale } from './scale.ts';
import type { Range } from './ticks.ts';

export type ChartRow = {
  name: string;
  /** As it is printed. */
  figure: string;
  /** Null where there is nothing to draw. */
  bar: { from: Fraction; to: Fraction } | null;
  look: 'total' | 'good' | 'bad' | 'plain' | 'few';
};

export type RowChart = Described & {
  rows: readonly ChartRow[];
  domain: Range;
  /** The axis begins above zero, which bars of totals show by a break. */
  isCut: boolean;
  /** A value that is marked in each row. */
  reference: Fraction | null;
  /** The end of each bar leads to the next one. */
  isLinked: boolean;
};

const ROW = 44;
const BASELINE = 16;
const BAR_TOP = 23;
const BAR = 12;
const GAP = 12;
const LEAST = 1.5;
/** Room beside the bars for the marks of their ends. */
const MARGIN = 2;
const MOST_OF_FIGURE = 0.6;

export function rowChart({ rows, domain, isCut, reference, isLinked, ...described }: RowChart): Markup | null {
  if (rows.length === 0) return null;
  const x = linearScale(domain, MARGIN, DRAWING_WIDTH - MARGIN);
  const hasZero = domain.low.compare(0) <= 0 && domain.high.compare(0) >= 0;
  const zero = hasZero ? x(domain.low.mul(0)) : null;
  return drawing(described, rows.length * ROW, [
    ...rows.map((row, at) => drawRow(row, at * ROW, x, isCut)),
    ...rows.map((_, at) => (zero === null ? NOTHING : markLine('zero', zero, at * ROW))),
    ...(reference === null ? [] : rows.map((_, at) => markLine('reference', x(reference), at * ROW))),
    ...(isLinked ? linksOf(rows, x) : []),
  ]);
}

function drawRow({ name, figure, bar, look }: ChartRow, top: number, x: Scale, isCut: boolean): Markup {
  const printed = fitText(figure, FONT_SIZE * BOLD, DRAWING_WIDTH * MOST_OF_FIGURE);
  const room = DRAWING_WIDTH - textWidth(printed, FONT_SIZE * BOLD) - GAP;
  const texts = html`<text class="name" x="${MARGIN}" y="${top + BASELINE}">${fitText(name, FONT_SIZE, room)}</text><text class="figure" x="${DRAWING_WIDTH - MARGIN}" y="${top + BASELINE}" text-anchor="end">${printed}</text>`;
  if (bar === null) return texts;
  const [from, to] = [x(bar.from), x(bar.to)];
  const start = Math.min(Number(from), Number(to));
  const length = Math.max(Number(between(from, to)), LEAST);
  // A bar that is nearly nothing at the right end stays inside.
  const left = Math.min(start, DRAWING_WIDTH - MARGIN - length);
  const body = html`<rect class="bar ${look}" x="${place(left)}" y="${top + BAR_TOP}" width="${place(length)}" height="${BAR}"/>`;
  return html`${texts}${body}${isCut && look === 'total' ? breakMark(left, top) : NOTHING}`;
}

/** Two slanting cuts near the foot of a bar. */
function breakMark(left: number, top: number): Markup {
  const cut = (at: number) =>
    html`<line class="cut" x1="${place(at)}" y1="${top + BAR_TOP + BAR + 2}" x2="${place(at + 5)}" y2="${top + BAR_TOP - 2}"/>`;
  return html`${cut(left + 8)}${cut(left + 14)}`;
}

function markLine(look: 'zero' | 'reference', x: string, top: number): Markup {
  return html`<line class="${look}" x1="${x}" x2="${x}" y1="${top + BAR_TOP - 3}" y2="${top + BAR_TOP + BAR + 3}"/>`;
}

/** From the end of each bar down to the next bar, beside its texts. */
function linksOf(rows: readonly ChartRow[], x: Scale): Markup[] {
  return rows.slice(0, -1).flatMap(({ bar }, at) => {
    if (bar === null) return [];
    const end = x(bar.to);
    const from = at * ROW + BAR_TOP + BAR;
    return [html`<line class="link" x1="${end}" x2="${end}" y1="${from}" y2="${from + 5}"/>`];
  });
}
