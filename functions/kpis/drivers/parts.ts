// Exact parts of a change, brought into the order and number in which they are shown, and rounded so that what is printed
// adds to the printed change.
import { Fraction, roundHalfUp, roundToTotal } from '../../exact.ts';
import type { KpiDriver } from '../../snapshot/analysis-shape.ts';

export type PartName = KpiDriver['parts'][number]['part'];

/** `member` is absent where a part belongs to no member; `id` breaks ties. */
export type Part = { id: string; part: PartName; member?: string | null; effect: Fraction };

export type ShownPart = Omit<Part, 'id'> & { printed: Fraction; others?: number };

export type Shown = { total: Fraction; printedTotal: Fraction; parts: ShownPart[] };

/** `scale` is what a printed number is of the exact one: 100 for percentage points. */
export type Print = { top: number; decimals: number; scale: number };

/** `parts` sum to `total`. */
export function showParts(parts: Part[], total: Fraction, { top, decimals, scale }: Print): Shown {
  const ordered = [...parts].sort(
    (a, b) => b.effect.abs().compare(a.effect.abs()) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
  const shown: (Part & { others?: number })[] = ordered.slice(0, top);
  const others = ordered.length - shown.length;
  if (others > 0) shown.push({ id: '', part: 'others', others, effect: total.sub(sumOf(shown)) });
  const printedTotal = roundHalfUp(total.mul(scale), decimals);
  const scaled = shown.map(({ id, effect }) => ({ id, value: effect.mul(scale) }));
  const printed = roundToTotal(scaled, printedTotal, decimals);
  return {
    total,
    printedTotal,
    parts: shown.map(({ id: _, ...part }, at) => ({ ...part, printed: printed[at] as Fraction })),
  };
}

/** Throws where parts leave a rest: an effect that nobody can add up again is worse than none. */
export function assertWhole(parts: Fraction, whole: Fraction, of: string): void {
  const rest = whole.sub(parts);
  if (rest.n !== 0n) throw new Error(`the parts of ${of} leave ${rest.toFraction()}`);
}

function sumOf(parts: { effect: Fraction }[]): Fraction {
  return parts.reduce((sum, { effect }) => sum.add(effect), new Fraction(0));
}
