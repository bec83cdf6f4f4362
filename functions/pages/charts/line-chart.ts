// A figure over time: a line that is broken where nothing is known, what it is held to, and its usual range. What is
// beyond that range is a diamond, what may still change a hollow circle, so that no mark is told by its colour alone.
import type { Fraction } from '../../exact.ts';
import { html, type Markup, NOTHING } from '../markup.ts';
import { type Described, DRAWING_WIDTH, drawing, FONT_SIZE } from './drawing.ts';
import { fitText, textWidth } from './fit-text.ts';
import { between, linearScale, place, type Scale } from './scale.ts';
import { niceTicks, rangeOf } from './ticks.ts';

export type LinePoint = {
  /** Below the axis, where there is room. */
  label: string;
  value: Fraction | null;
  /** May still change. */
  isOpen: boolean;
  /** Beyond the usual range. */
  isSignal: boolean;
  /** Both ends are the same where it is no band. */
  target: { low: Fraction; high: Fraction } | null;
};

export type Limits = { lower: Fraction; mean: Fraction; upper: Fraction };

export type LineChart = Described & {
  /** The oldest first, one for each period, known or not. */
  points: readonly LinePoint[];
  limits: Limits | null;
  /** With so many digits more than usual. */
  print(value: Fraction, extra: number): string;
};

const HEIGHT = 176;
const TOP = 14;
const FLOOR = 150;
const RIGHT = 10;
const MOST_TICKS = 4;
const MOST_EXTRA = 6;
const LABEL_GAP = 10;
/** Room for the figures of the axis; only absurd ones need more. */
const MOST_OF_TICK = 160;
const MOST_PERIODS = 4;
const RADIUS = 3;

type Placed = LinePoint & { x: number; left: number; right: number };

/** Null where no period has a value. */
export function lineChart({ points, limits, print, ...described }: LineChart): Markup | null {
  const values = points.flatMap(({ value }) => value ?? []);
  const range = rangeOf([...values, ...targetsOf(points), ...(limits ? [limits.lower, limits.upper] : [])]);
  if (values.length === 0 || range === null) return null;
  const ticks = niceTicks(range, MOST_TICKS);
  const labels = printTicks(ticks, print).map((label) => fitText(label, FONT_SIZE, MOST_OF_TICK));
  const left = Math.ceil(Math.max(...labels.map((label) => textWidth(label, FONT_SIZE)))) + 8;
  const y = linearScale({ low: ticks[0] as Fraction, high: ticks.at(-1) as Fraction }, FLOOR, TOP);
  const slot = (DRAWING_WIDTH - RIGHT - left) / points.length;
  const placed = points.map((point, at): Placed => {
    const start = left + slot * at;
    return { ...point, x: start + slot / 2, left: start, right: start + slot };
  });
  return drawing(described, HEIGHT, [
    ...(limits ? [drawLimits(limits, left, y)] : []),
    ...ticks.map((tick, at) => drawTick(labels[at] ?? '', y(tick), left)),
    ...drawTargets(placed, y),
    ...drawLines(placed, y),
    ...placed.map((point, at) => drawPoint(point, y, at === placed.length - 1)),
    ...drawPeriods(placed),
  ]);
}

function targetsOf(points: readonly LinePoint[]): Fraction[] {
  return points.flatMap(({ target }) => (target ? [target.low, target.high] : []));
}

/** With digits until no two are alike. */
function printTicks(ticks: readonly Fraction[], print: LineChart['print']): string[] {
  for (let extra = 0; ; extra++) {
    const labels = ticks.map((tick) => print(tick, extra));
    if (new Set(labels).size === labels.length || extra === MOST_EXTRA) return labels;
  }
}

function drawTick(label: string, y: string, left: number): Markup {
  return html`<line class="grid" x1="${left}" x2="${DRAWING_WIDTH - RIGHT}" y1="${y}" y2="${y}"/><text class="tick" x="${left - 6}" y="${place(Number(y) + 4)}" text-anchor="end">${label}</text>`;
}

function drawLimits({ lower, mean, upper }: Limits, left: number, y: Scale): Markup {
  const width = DRAWING_WIDTH - RIGHT - left;
  const across = (cls: string, at: string) =>
    html`<line class="${cls}" x1="${left}" x2="${left + width}" y1="${at}" y2="${at}"/>`;
  return html`<rect class="range" x="${left}" y="${y(upper)}" width="${width}" height="${between(y(upper), y(lower))}"/>${across('limit', y(upper))}${across('mean', y(mean))}${across('limit', y(lower))}`;
}

/** A step a period, joined where the next one has a target too; of a band both ends. */
function drawTargets(placed: readonly Placed[], y: Scale): Markup[] {
  const ends = (of: 'low' | 'high') =>
    runsOf(placed, ({ target }) => target !== null).map((run) => {
      const steps = run.flatMap(({ target, left, right }) => {
        const at = target ? y(target[of]) : '';
        return [`${place(left)} ${at}`, `${place(right)} ${at}`];
      });
      return html`<path class="target" d="M${steps.join('L')}"/>`;
    });
  const isBand = placed.some(({ target }) => target && target.low.compare(target.high) !== 0);
  return isBand ? [...ends('low'), ...ends('high')] : ends('low');
}

function drawLines(placed: readonly Placed[], y: Scale): Markup[] {
  return runsOf(placed, ({ value }) => value !== null)
    .filter((run) => run.length > 1)
    .map((run) => {
      const steps = run.flatMap(({ x, value }) => (value ? [`${place(x)} ${y(value)}`] : []));
      return html`<path class="line" d="M${steps.join('L')}"/>`;
    });
}

function drawPoint({ x, value, isOpen, isSignal }: Placed, y: Scale, isLast: boolean): Markup {
  if (value === null) return NOTHING;
  const [at, level] = [place(x), Number(y(value))];
  if (isSignal) {
    const size = RADIUS + 3;
    const corners = `M${at} ${place(level - size)}L${place(x + size)} ${place(level)}L${at} ${place(level + size)}L${place(x - size)} ${place(level)}Z`;
    return html`<path class="${isOpen ? 'signal open' : 'signal'}" d="${corners}"/>`;
  }
  const looks = ['dot', ...(isOpen ? ['open'] : []), ...(isLast ? ['now'] : [])].join(' ');
  return html`<circle class="${looks}" cx="${at}" cy="${place(level)}" r="${isLast ? RADIUS + 1.5 : RADIUS}"/>`;
}

/** The first and the last period and as many between them as do not touch; where there is no room, the last alone. */
function drawPeriods(placed: readonly Placed[]): Markup[] {
  for (let count = Math.min(MOST_PERIODS, placed.length); count > 1; count--) {
    const labels = Array.from({ length: count }, (_, at) => Math.round((at * (placed.length - 1)) / (count - 1))).map(
      (at) => labelOf(placed[at] as Placed),
    );
    const isFree = labels.every(({ from }, at) => from - (labels[at - 1]?.to ?? -LABEL_GAP) >= LABEL_GAP);
    if (isFree) return labels.map(drawLabel);
  }
  return placed.slice(-1).map((point) => drawLabel(labelOf(point)));
}

type Label = { text: string; middle: number; from: number; to: number };

/** Below its point, pushed inwards where it would leave the drawing. */
function labelOf({ label: text, x }: Placed): Label {
  const half = textWidth(text, FONT_SIZE) / 2 + 1;
  const middle = Math.min(Math.max(x, half), DRAWING_WIDTH - half);
  return { text, middle, from: middle - half, to: middle + half };
}

function drawLabel({ text, middle }: Label): Markup {
  return html`<text class="tick" x="${place(middle)}" y="${HEIGHT - 6}" text-anchor="middle">${text}</text>`;
}

/** Neighbours for which something holds. */
function runsOf(placed: readonly Placed[], holds: (point: Placed) => boolean): Placed[][] {
  return placed.reduce<Placed[][]>((runs, point, at) => {
    if (!holds(point)) return runs;
    const before = placed[at - 1];
    if (before !== undefined && holds(before)) runs.at(-1)?.push(point);
    else runs.push([point]);
    return runs;
  }, []);
}
